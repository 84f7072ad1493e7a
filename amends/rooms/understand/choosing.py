"""Turn the rows of a table into messages: choose the columns, keep every row, good or bad."""

import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple, Protocol

from amends.connectors.tables.rows import NOT_JSON, NOT_OBJECT
from amends.rooms.understand.bulk import Message
from amends.rooms.understand.columns import (
    columns_of,
    date_column,
    doubt_about,
    id_column,
    reply_column,
    text_column,
)


SAMPLE = 50
_START = 10_000
"""Characters of a broken row in which its id is looked for."""


class TableRow(Protocol):
    """What is asked of a row: values by column, and what is wrong with it, if anything."""

    @property
    def values(self) -> dict[str, str]: ...  # noqa: D102 - the class says it

    @property
    def problem(self) -> str: ...  # noqa: D102 - the class says it

    @property
    def raw(self) -> str: ...  # noqa: D102 - the class says it


class _Chosen(NamedTuple):
    text: str
    row_id: str | None
    said: str
    reply: str


def messages_of(
    rows: Iterable[TableRow],
    text: str | None = None,
    row_id: str | None = None,
    warn: Callable[[str], None] = lambda _: None,
) -> Iterator[Message]:
    """Yield a message for every row, in order. Raise KeyError, saying what is there, for a wrong column.

    `warn` is told what speaks against the column that is read.
    """
    queue = iter(rows)
    sample = list(islice(queue, SAMPLE))
    values = [row.values for row in sample if not row.problem]
    columns = columns_of(values)
    _check(columns, text, row_id)
    chosen = _Chosen(
        text or text_column(values) or "",
        row_id or id_column(values),
        date_column(values) or "",
        reply_column(values) or "",
    )
    if columns and (doubt := doubt_about(chosen.text, values, is_asked=bool(text))):
        warn(doubt)
    for number, row in enumerate(chain(sample, queue), start=1):
        if row.problem or chosen.text not in row.values:
            yield _broken(row, columns, chosen, str(number))
            continue
        get = row.values.get
        yield Message(
            (chosen.row_id and get(chosen.row_id)) or str(number),
            row.values[chosen.text],
            "",
            get(chosen.said, ""),
            bool(get(chosen.reply, "").strip()),
        )


def _broken(row: TableRow, columns: list[str], chosen: _Chosen, number: str) -> Message:
    name = _id_of(row, columns, chosen.row_id) or number
    return Message(name, "", row.problem or f"no column {chosen.text!r} in this row")


def _id_of(row: TableRow, columns: list[str], id_from: str | None) -> str:
    if id_from is None or not row.problem:
        return row.values.get(id_from or "", "")
    if row.problem in (NOT_JSON, NOT_OBJECT) or row.raw.startswith("{"):
        return ""
    # A broken row keeps its id where that can still be read: left of what is broken.
    start = row.raw[:_START].split("\n")[0]
    cells = next(csv.reader([start], delimiter="\t" if "\t" in start else ","), [])
    place = columns.index(id_from) if id_from in columns else 0
    return cells[place].strip() if place < len(cells) else ""


def _check(columns: list[str], *asked: str | None) -> None:
    for column in asked:
        if column and columns and column not in columns:
            raise KeyError(
                f"There is no column {column!r}. The file has: {', '.join(columns)}."
            )
