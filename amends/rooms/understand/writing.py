"""Write output rows as JSON lines, CSV or XLSX; cells that would run as a formula become text."""

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from amends.connectors.tables import export_safe
from amends.rooms.understand.analysis import FIELDS


OBJECTS = ("private_data_spans", "probabilities", "because")
"""Fields without a flat form: left out of CSV and XLSX."""
COLUMNS = tuple(field for field in FIELDS if field not in OBJECTS)
SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".xlsx")

Write = Callable[[dict[str, Any]], None]


def json_writer(stream: TextIO) -> Write:
    """Return a function that writes one row as a line of JSON."""

    def write(row: dict[str, Any]) -> None:
        stream.write(json.dumps(row, ensure_ascii=False) + "\n")

    return write


@contextmanager
def open_writer(path: Path) -> Iterator[Write]:
    """Open the file and yield the function that writes a row, by the suffix of the file."""
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        with _sheet(path) as write:
            yield write
        return
    with path.open("w", encoding="utf-8", newline="" if suffix == ".csv" else "\n") as stream:
        yield _csv_writer(stream) if suffix == ".csv" else json_writer(stream)


def _csv_writer(stream: TextIO) -> Write:
    out = csv.writer(stream)
    out.writerow(COLUMNS)

    def write(row: dict[str, Any]) -> None:
        out.writerow([_cell(row[column]) for column in COLUMNS])

    return write


@contextmanager
def _sheet(path: Path) -> Iterator[Write]:
    import xlsxwriter

    with xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("analysis")
        sheet.write_row(0, 0, COLUMNS)
        number = 0

        def write(row: dict[str, Any]) -> None:
            nonlocal number
            number += 1
            for place, column in enumerate(COLUMNS):
                value = row[column]
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    sheet.write_number(number, place, value)
                else:
                    sheet.write_string(number, place, _cell(value))

        yield write


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "|".join(value)
    return export_safe(value) if isinstance(value, str) else str(value)
