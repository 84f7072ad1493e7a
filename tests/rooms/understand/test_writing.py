import csv
import json

import python_calamine

from amends.rooms.understand.analysis import FIELDS, error_row
from amends.rooms.understand.rules import analyse
from amends.rooms.understand.writing import COLUMNS, open_writer


ROWS = [analyse("طلب 20418 مكسور وناقص").as_row("=1+1"), error_row("2", "WRONG")]


def write(path):
    with open_writer(path) as write_row:
        for row in ROWS:
            write_row(row)


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
    assert (
        first["topics"] == "missing_part|damaged" or first["topics"] == "damaged|missing_part"
    )
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
    assert rows[0] == list(COLUMNS)
    assert len(rows) == 3
