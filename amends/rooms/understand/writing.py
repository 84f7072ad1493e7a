"""Write answers as JSON lines, CSV or XLSX; cells that would run as a formula become text."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from amends.connectors.tables import export_safe
from amends.rooms.understand.analysis import FIELDS
from amends.rooms.understand.bulk import Analysed


OBJECTS = ("private_data_spans", "probabilities", "because")
"""Fields without a flat form: left out of CSV and XLSX."""
COLUMNS = tuple(field for field in FIELDS if field not in OBJECTS)
ROWS_OF_A_SHEET = 1_048_575
"""Beside its header; more go to a second one."""
SUFFIXES = (".jsonl", ".ndjson", ".json", ".csv", ".xlsx")

Cells = list[list[Any]]
Write = Callable[[Any], None]


def as_json_lines(answers: list[Analysed]) -> str:
    """Return one line of JSON per answer."""
    return "\n".join(map(_json, answers)) + "\n"


def _json(answer: Analysed) -> str:
    if answer.analysis is None:
        return json.dumps(answer.as_row(), ensure_ascii=False)
    return answer.analysis.as_json(answer.message.row_id)


def as_cells(answers: list[Analysed]) -> Cells:
    """Return the flat fields of each answer, in the order of COLUMNS."""
    return [[_cell(row[column]) for column in COLUMNS] for row in map(Analysed.as_row, answers)]


def as_csv(answers: list[Analysed]) -> str:
    """Return one line of CSV per answer."""
    lines = io.StringIO()
    csv.writer(lines).writerows([str(cell) for cell in cells] for cells in as_cells(answers))
    return lines.getvalue()


def form_of(path: Path | None) -> Callable[[list[Analysed]], Any]:
    """Return what turns answers into what the file takes, by its suffix; without one JSON lines."""
    suffix = path.suffix.lower() if path else ""
    return {".csv": as_csv, ".xlsx": as_cells}.get(suffix, as_json_lines)


@contextmanager
def open_writer(path: Path, most: int = ROWS_OF_A_SHEET) -> Iterator[Write]:
    """Open the file and yield the function that writes what `form_of` makes; `most` rows a sheet."""
    suffix = path.suffix.lower()
    if suffix == ".xlsx":
        with _sheet(path, most) as write:
            yield write
        return
    with path.open("w", encoding="utf-8", newline="") as stream:
        if suffix == ".csv":
            csv.writer(stream).writerow(COLUMNS)
        yield text_writer(stream)


def text_writer(stream: TextIO) -> Write:
    """Return the function that writes text to a stream."""

    def write(text: str) -> None:
        stream.write(text)

    return write


@contextmanager
def _sheet(path: Path, most: int) -> Iterator[Write]:
    import xlsxwriter

    with xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "strings_to_urls": False}
    ) as book:
        sheet, number = book.add_worksheet("analysis"), 0
        sheet.write_row(0, 0, COLUMNS)

        def write(rows: Cells) -> None:
            nonlocal sheet, number
            for cells in rows:
                if number == most:
                    # What goes beyond the last row of a sheet would be dropped without a word.
                    sheet, number = book.add_worksheet(), 0
                    sheet.write_row(0, 0, COLUMNS)
                number += 1
                for place, value in enumerate(cells):
                    put = sheet.write_string if isinstance(value, str) else sheet.write_number
                    put(number, place, value)

        yield write


def _cell(value: Any) -> str | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "|".join(value)
    return export_safe(value) if isinstance(value, str) else value
