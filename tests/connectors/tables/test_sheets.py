import io
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from amends.connectors.tables import TableError
from amends.connectors.tables.sheets import cell_text, read_parquet, read_sheet


def workbook(*rows):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    stream.seek(0)
    return stream


def test_the_first_row_that_holds_anything_is_the_header():
    rows = list(read_sheet(workbook([], ["المعرف", "نص"], [1, "سيئ"], [], [2.5, "x"])))

    assert [(r.line, r.values) for r in rows] == [
        (3, {"المعرف": "1", "نص": "سيئ"}),
        (5, {"المعرف": "2.5", "نص": "x"}),
    ]


def test_an_empty_sheet_has_no_rows():
    assert list(read_sheet(workbook())) == []


@pytest.mark.parametrize("read", [read_sheet, read_parquet])
def test_what_is_no_table_is_told(read):
    with pytest.raises(TableError):
        list(read(io.BytesIO(b"PK\x03\x04 nothing")))


def test_parquet_rows_are_text():
    stream = io.BytesIO()
    table = pa.table({"id": [2**60, 2], "text": ["بد", None], "ok": [True, False]})
    pq.write_table(table, stream)
    stream.seek(0)

    assert [(r.line, r.values) for r in read_parquet(stream)] == [
        (1, {"id": str(2**60), "text": "بد", "ok": "true"}),
        (2, {"id": "2", "text": "", "ok": "false"}),
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""), (3.0, "3"), (3.25, "3.25"), (True, "true"), (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3, 4, tzinfo=UTC), "2026-01-02T03:04:00+00:00"), ("x", "x"),
    ],
)  # fmt: skip
def test_cells_are_written_as_people_type_them(cell, text):
    assert cell_text(cell) == text
