"""Statements whose SQL is written once: asked again, only their values change.

Django takes longer to write the SQL of a page's query than the database to answer it. A query with
slots for its values is written the first time and kept by whoever built it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import CharField, Expression, ForeignKey, Model, QuerySet, TextField
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery


M = TypeVar("M", bound=Model)
_AS_IT_IS = (CharField, TextField, ForeignKey)  # what a database takes as Python has it


class Slot(Expression):
    """The place of a value in a query; ``at`` takes one of several, ``shift`` moves a time.

    In a list of foreign keys a slot must stand for the other row's key: ``case__pk__in``.
    """

    def __init__(
        self, name: str, at: int | None = None, shift: timedelta | None = None
    ) -> None:
        super().__init__()
        self.name, self.at, self.shift = name, at, shift

    def __add__(self, shift: timedelta) -> "Slot":  # type: ignore[override]  # moved here, not by the database
        return Slot(self.name, self.at, shift)

    def as_sql(self, compiler: Any, connection: Any) -> Any:  # noqa: ARG002 - Django calls it so
        """Leave a mark in the statement, and this slot among its values."""
        return "%s", [self]

    def of(self, values: dict[str, Any]) -> Any:
        """Return the value that stands here, as the database takes it."""
        value = values[self.name]
        if self.at is not None:
            value = value[self.at]
        if self.shift is not None:
            value += self.shift
        is_time = isinstance(value, datetime)
        return connection.ops.adapt_datetimefield_value(value) if is_time else value


def slots(name: str, count: int) -> list[Any]:
    """Return the places of a list of so many values; they go wherever such values would."""
    return [Slot(name, at) for at in range(count)]


class Prepared:
    """A query by ``values_list`` with slots, written now and asked as often as one likes."""

    def __init__(self, query: QuerySet[Any, Any]) -> None:
        compiler = query.query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, self._values = compiler.as_sql()
        columns = [column for column, _, _ in compiler.select]
        self._converters = tuple(compiler.get_converters(columns).items())

    def ask(self, **values: Any) -> list[tuple[Any, ...]]:
        """Return the rows for these values, each with its columns in order."""
        bound = [one.of(values) if isinstance(one, Slot) else one for one in self._values]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, bound)
            columns: list[Sequence[Any]] = list(zip(*cursor.fetchall(), strict=True))
        for at, (converters, column) in self._converters if columns else ():
            for convert in converters:
                columns[at] = [convert(value, column, connection) for value in columns[at]]
        return list(zip(*columns, strict=True))


class PreparedRows(Prepared, Generic[M]):
    """The same for whole rows, which come as objects with what was annotated."""

    def __init__(self, rows: QuerySet[M], *annotated: str) -> None:
        self._model, self._annotated = rows.model, annotated
        self._fields = [field.attname for field in rows.model._meta.concrete_fields]
        super().__init__(rows.values_list(*self._fields, *annotated))

    def fetch(self, **values: Any) -> list[M]:
        """Return the objects for these values."""
        return [self._object(row) for row in self.ask(**values)]

    def _object(self, row: tuple[Any, ...]) -> M:
        own = len(self._fields)
        one = self._model.from_db(DEFAULT_DB_ALIAS, self._fields, row[:own])
        for name, value in zip(self._annotated, row[own:], strict=True):
            setattr(one, name, value)
        return one


class PreparedInsert:
    """A row written down, or left where it stands already; no signals, and no key comes back.

    What is not named has its field's default for good: no name may be left out that varies.
    """

    def __init__(self, model: type[Model], *names: str) -> None:
        concrete = model._meta.concrete_fields
        fields = [field for field in concrete if not field.primary_key]
        query = InsertQuery(model, on_conflict=OnConflict.IGNORE)
        query.insert_values(fields, [model()])
        ((self._sql, self._values),) = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        told = [(at, one) for at, one in enumerate(fields) if one.attname in names]
        self._plain = [(at, one.attname) for at, one in told if isinstance(one, _AS_IT_IS)]
        self._others = [
            (at, one, one.get_default()) for at, one in told if not isinstance(one, _AS_IT_IS)
        ]

    def write(self, **values: Any) -> None:
        """Write down a row with these values, by the names of their columns."""
        bound = list(self._values)
        for at, name in self._plain:
            bound[at] = values[name]
        for at, field, default in self._others:
            value = values[field.attname]
            if value != default:  # which stands there already
                bound[at] = field.get_db_prep_save(value, connection)
        with transaction.atomic(savepoint=False), connection.cursor() as cursor:
            cursor.execute(self._sql, bound)
