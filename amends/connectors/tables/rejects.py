"""The rows that could not be taken, written beside the file so that a person can mend them."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from amends.connectors.tables.rows import Row


_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def export_safe(value: str) -> str:
    """Make a value harmless in a spreadsheet: what would run as a formula becomes text.

    Plain numbers stay numbers, also negative ones and phone numbers with their plus sign.
    """
    if not value.lstrip(" \u200b\ufeff").startswith(_FORMULA_STARTS) or _is_number(value):
        return value
    return f"'{value}"


def _is_number(value: str) -> bool:
    digits = value.lstrip("+-").replace(".", "", 1)
    return digits.isdecimal() and len(value) - len(value.lstrip("+-")) <= 1


def write_rejects(path: Path, rejects: Iterable[Row]) -> int:
    """Write line, reason and the original row; return how many. An earlier file is replaced."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("line", "reason", "row"))
        for count, row in enumerate(rejects, 1):  # noqa: B007 - the last number is the count
            writer.writerow(_cells_of(row))
    return count


def original(row: Row) -> str:
    """Return what stood in the file, or the values when the row itself could be read."""
    return row.raw or json.dumps(row.values, ensure_ascii=False)


class Rejects:
    """The rejects file of one import that may be cut off and go on.

    A line that is in the file already is not written again.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lines: set[int] = set()
        if path.exists():
            with path.open(encoding="utf-8-sig", newline="") as file:
                self._lines = {
                    int(row[0]) for row in csv.reader(file) if row and row[0].isdecimal()
                }
        self.count = len(self._lines)

    def clear(self) -> None:
        """Begin anew: the file of an earlier import goes away."""
        self.path.unlink(missing_ok=True)
        self._lines.clear()
        self.count = 0

    def add(self, rejects: Iterable[Row]) -> None:
        """Append what is not there yet; the file appears with its first reject."""
        new = [row for row in rejects if row.line not in self._lines]
        if not new:
            return
        if not self._lines:
            write_rejects(self.path, new)
        else:
            with self.path.open("a", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(_cells_of(row) for row in new)
        self._lines |= {row.line for row in new}
        self.count = len(self._lines)


def _cells_of(row: Row) -> tuple[int, str, str]:
    return row.line, row.problem, export_safe(original(row))
