import csv
import json

import pytest
import python_calamine

from amends.rooms.understand.analysis import FIELDS
from amends.rooms.understand.bulk import Message, analyse_batch
from amends.rooms.understand.writing import COLUMNS, form_of, open_writer


def write(path, **bounds):
    answers = analyse_batch(
        [Message("=1+1", "طلب 20418 مكسور وناقص"), Message("2", "", "WRONG")]
    )
    with open_writer(path, **bounds) as write_some:
        for answer in answers:
            write_some(form_of(path)([answer]))


def test_json_lines_hold_every_field(tmp_path):
    write(tmp_path / "out.jsonl")

    lines = [
        json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    ]
    assert [tuple(line) for line in lines] == [FIELDS, FIELDS]
    assert lines[0]["private_data_spans"] == [{"type": "order_no", "start": 4, "end": 9}]


def test_csv_joins_lists_and_leaves_out_objects(tmp_path):
    write(tmp_path / "out.csv")

    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert tuple(first) == COLUMNS
    assert set(first["topics"].split("|")) <= {"damaged", "missing_part"}
    assert (first["id"], first["is_complaint"], first["private_data"]) == (
        "'=1+1",
        "true",
        "order_no",
    )
    assert (second["lang"], second["error"]) == ("", "WRONG")


def test_xlsx_can_be_opened(tmp_path):
    write(tmp_path / "out.xlsx")

    rows = (
        python_calamine.CalamineWorkbook.from_path(tmp_path / "out.xlsx")
        .get_sheet_by_index(0)
        .to_python()
    )
    assert tuple(rows[0]) == COLUMNS
    assert [row[0] for row in rows[1:]] == ["'=1+1", "2"]
    assert isinstance(rows[1][COLUMNS.index("severity")], float)


@pytest.mark.parametrize("suffix", ["", ".jsonl", ".JSON", ".ndjson"])
def test_form_of_is_json_lines_unless_told(suffix, tmp_path):
    assert form_of(tmp_path / f"x{suffix}").__name__ == "as_json_lines"


@pytest.mark.parametrize(("most", "rows"), [(2, [3]), (1, [2, 2])])
def test_rows_beyond_a_sheet_go_to_the_next(tmp_path, most, rows):
    write(tmp_path / "out.xlsx", most=most)

    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "out.xlsx")
    sheets = [book.get_sheet_by_index(at).to_python() for at in range(len(book.sheet_names))]
    assert [len(sheet) for sheet in sheets] == rows
    assert all(tuple(sheet[0]) == COLUMNS for sheet in sheets)
