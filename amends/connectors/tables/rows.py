"""One row of a table, whatever file it came from, and what can be wrong with it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from amends.connectors.source_settings import N_


WRONG_COLUMNS = N_("The number of columns differs from the header.")
OPEN_QUOTE = N_("A quotation mark is opened and never closed.")
NOT_JSON = N_("This line is not JSON.")
NOT_OBJECT = N_("This line is not a JSON object.")
BAD_CHARACTER = N_("A character cannot be read in the encoding of this file.")
TOO_LONG = N_("This line is too long.")
CUT_SHORT = N_("The file ends in the middle: it is incomplete.")

# NUL, and what is left of bytes or escapes that are no characters.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class TableError(ValueError):
    """A file that cannot be read as a table at all; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its first line in the file (from 1), its values by column, what is wrong.

    A row with a ``problem`` (an English message id) holds in ``raw`` what stood in the file.
    """

    line: int
    values: dict[str, str]
    problem: str = ""
    raw: str = ""


def broken_row(line: int, raw: str, problem: str) -> Row:
    """Return a row that only goes to the rejects, its text made writable."""
    return Row(line, {}, problem, _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", raw))


def has_unstorable(text: str) -> bool:
    """Say whether a text holds NUL or a lone surrogate, which no database takes."""
    return _UNSTORABLE.search(text) is not None


def column_names(cells: Iterable[str]) -> list[str]:
    """Name every column: empty names get a number, repeated ones too."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = cell.strip().strip("\ufeff") or f"column {number}"
        names.append(f"{name} {number}" if name in names else name)
    return names


def row_of(line: int, columns: list[str], cells: list[str], raw: str = "") -> Row:
    """Put cells under their columns; empty cells beyond the last column are forgiven."""
    while len(cells) > len(columns) and not cells[-1].strip():
        cells = cells[:-1]
    if len(cells) != len(columns):
        return broken_row(line, raw or "\t".join(cells), WRONG_COLUMNS)
    if has_unstorable("".join(cells)):
        return broken_row(line, raw or "\t".join(cells), BAD_CHARACTER)
    return Row(line, dict(zip(columns, cells, strict=True)))
