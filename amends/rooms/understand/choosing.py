"""Turn the rows of a table into messages: choose the columns, keep every row, good or bad."""

import csv
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Protocol

from amends.rooms.understand.bulk import Message
from amends.rooms.understand.columns import columns_of, id_column, text_column


SAMPLE = 50


class TableRow(Protocol):
    """What is asked of a row: values by column, and what is wrong with it, if anything."""

    @property
    def values(self) -> dict[str, str]: ...  # noqa: D102 - the class says it

    @property
    def problem(self) -> str: ...  # noqa: D102 - the class says it

    @property
    def raw(self) -> str: ...  # noqa: D102 - the class says it


def messages_of(
    rows: Iterable[TableRow], text: str | None = None, row_id: str | None = None
) -> Iterator[Message]:
    """Yield a message for every row, in order. Raise KeyError, saying what is there, for a wrong column."""
    queue = iter(rows)
    sample = list(islice(queue, SAMPLE))
    values = [row.values for row in sample if not row.problem]
    _check(columns_of(values), text, row_id)
    columns = columns_of(values)
    text_from = text or text_column(values) or ""
    id_from = row_id or id_column(values)
    for number, row in enumerate(chain(sample, queue), start=1):
        name = _id_of(row, columns, id_from) or str(number)
        problem = row.problem or (
            "" if text_from in row.values else f"no column {text_from!r} in this row"
        )
        yield Message(name, row.values.get(text_from, ""), problem)


def _id_of(row: TableRow, columns: list[str], id_from: str | None) -> str:
    if id_from is None or not row.problem:
        return row.values.get(id_from or "", "")
    # A broken row keeps its id where that can still be read: left of what is broken.
    cells = next(
        csv.reader([row.raw.split("\n")[0]], delimiter="\t" if "\t" in row.raw else ","), []
    )
    place = columns.index(id_from) if id_from in columns else 0
    return cells[place].strip() if place < len(cells) and not row.raw.startswith("{") else ""


def _check(columns: list[str], *asked: str | None) -> None:
    for column in asked:
        if column and columns and column not in columns:
            raise KeyError(
                f"There is no column {column!r}. The file has: {', '.join(columns)}."
            )
