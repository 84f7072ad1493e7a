"""Tables of separated values: comma, semicolon or tab, guessed; one bad row stops nothing."""

import csv
from collections import deque
from collections.abc import Iterator

from amends.connectors.tables.columns import is_known
from amends.connectors.tables.lines import LONGEST_LINE
from amends.connectors.tables.rows import (
    OPEN_QUOTE,
    Row,
    broken_row,
    column_names,
    row_of,
)


DELIMITERS = ",;\t"
NO_DELIMITER = "\x1f"  # a table of one column: a comma is part of the text
LONGEST_RECORD_LINES = 200  # a text in quotation marks may have so many lines

# The reader's own bound is 131 072 characters: a field may be as long as a line.
csv.field_size_limit(LONGEST_LINE)

Line = tuple[int, str, str]


def guess_delimiter(header: str) -> str:
    """Return what separates the columns of a header; a header of one column has none."""
    cells = {mark: _cells(header, mark) for mark in DELIMITERS}
    # A quotation mark left inside a cell means that the cell was cut in its middle.
    best = max(cells, key=lambda mark: (len(cells[mark]), -"".join(cells[mark]).count('"')))
    return best if len(cells[best]) > 1 else NO_DELIMITER


def read_separated(lines: Iterator[Line], delimiter: str = "") -> Iterator[Row]:
    """Yield one row per record after the header; blank lines are no rows."""
    waiting = _Lines(lines)
    header = next((line for line in waiting if line[1].strip() or line[2]), None)
    if header is None:
        return
    if header[2]:
        yield broken_row(*header)
        return
    delimiter = delimiter or guess_delimiter(header[1])
    columns = column_names(_cells(header[1], delimiter))
    for line in waiting:
        if line[2]:
            yield broken_row(*line)
        elif line[1].strip():
            yield _record(line, waiting, columns, delimiter)


class _Lines:
    """Lines that can be put back after looking ahead."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._back: deque[Line] = deque()

    def __iter__(self) -> Iterator[Line]:
        return self

    def __next__(self) -> Line:
        return self._back.popleft() if self._back else next(self._lines)

    def put_back(self, lines: list[Line]) -> None:
        self._back.extendleft(reversed(lines))


def read_messages(lines: Iterator[Line]) -> Iterator[Row]:
    """Yield one row per line where the first line names no columns; else read a table.

    Whoever writes one message a line gives no header: his first message is one as well, and a
    comma or a quotation mark in it is part of the words.
    """
    waiting = _Lines(lines)
    first = next((line for line in waiting if line[1].strip() or line[2]), None)
    if first is None:
        return
    waiting.put_back([first])
    if first[2] or _is_header(first[1]):
        yield from read_separated(waiting)
        return
    for number, text, wrong in waiting:
        if wrong:
            yield broken_row(number, text, wrong)
        elif text.strip():
            yield row_of(number, ["text"], [text.strip("\ufeff")], text)


def _is_header(line: str) -> bool:
    """Tell whether a line names columns: one of them is known, or several stand without blanks."""
    cells = _cells(line, guess_delimiter(line))
    if any(is_known(cell) for cell in cells):
        return True
    return len(cells) > 1 and not any(cell.startswith(" ") for cell in cells)


def _record(line: Line, waiting: _Lines, columns: list[str], delimiter: str) -> Row:
    """Read the record that starts here, over several lines when a quotation is open."""
    number, text, _ = line
    if '"' not in text:
        return row_of(number, columns, text.split(delimiter), text)
    if _quotation(text, delimiter) != "open":
        return row_of(number, columns, _cells(text, delimiter), text)
    taken: list[Line] = []
    state = "open"
    while (
        state == "open" and len(taken) < LONGEST_RECORD_LINES and (later := next(waiting, None))
    ):
        taken.append(later)
        text = f"{text}\n{later[1]}"
        state = _quotation(text, delimiter) if '"' in later[1] else "open"
    row = row_of(number, columns, _cells(text, delimiter), text)
    if state == "closed" and not row.problem:
        return row
    # The quotation was never meant: only its own line is lost, the following are read anew.
    waiting.put_back(taken)
    return broken_row(number, line[1], OPEN_QUOTE)


def _quotation(text: str, delimiter: str) -> str:
    """Say whether quotations are closed, still open, or wrong (text after the closing mark)."""
    try:
        list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error as problem:
        return "open" if "unexpected end" in str(problem) else "wrong"
    return "closed"


def _cells(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        return [text]
