import csv

import pytest

from amends.connectors.tables import Row, export_safe, write_rejects


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("＝1+1", "'＝1+1"),
        ("-12.5", "-12.5"),
        ("+989121234567", "+989121234567"),
        ("--1", "'--1"),
        ("سلام", "سلام"),
        ("", ""),
    ],
)
def test_formulas_become_text(value, safe):
    assert export_safe(value) == safe


def test_rejects_say_line_reason_and_row(tmp_path):
    path = tmp_path / "rejects.csv"
    rejects = [Row(3, {}, "Bad.", "=evil,x"), Row(9, {"a": "ب"}, "Worse.")]

    count = write_rejects(path, iter(rejects))

    assert count == 2
    assert list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines())) == [
        ["line", "reason", "row"],
        ["3", "Bad.", "'=evil,x"],
        ["9", "Worse.", '{"a": "ب"}'],
    ]


def test_no_rejects_is_a_header_alone(tmp_path):
    assert write_rejects(tmp_path / "r.csv", []) == 0
