from types import SimpleNamespace

import pytest

from amends.connectors.tables.rows import NOT_OBJECT, TOO_LONG
from amends.rooms.understand.choosing import SAMPLE, messages_of


def row(problem="", raw="", **values):
    return SimpleNamespace(values=values, problem=problem, raw=raw)


def test_messages_of_keeps_every_row_in_order():
    rows = [row(id="a", text="one"), row("WRONG", 'b,"two', id=""), row(id="", text="three")]
    rows[1].values.clear()

    assert [tuple(one)[:3] for one in messages_of(rows)] == [
        ("a", "one", ""),
        ("b", "", "WRONG"),
        ("3", "three", ""),
    ]


def test_messages_of_counts_rows_without_an_id_column():
    rows = [row(review="x y")] * (SAMPLE + 2)

    assert [one.row_id for one in messages_of(rows)][-2:] == ["51", "52"]


def test_messages_of_takes_the_columns_it_is_given():
    rows = [row(a="one", b="two", text="three")]

    assert [tuple(one)[:3] for one in messages_of(rows, "b", "a")] == [("one", "two", "")]


def test_messages_of_says_which_columns_there_are():
    with pytest.raises(KeyError, match=r"There is no column 'x'\. The file has: a, b"):
        list(messages_of([row(a="1", b="2")], "x"))


def test_messages_of_says_when_a_row_lacks_the_column():
    rows = [row(text="a"), row(other="b")]

    assert [one.problem for one in messages_of(rows)] == ["", "no column 'text' in this row"]


def test_messages_of_keeps_a_broken_json_row_by_its_number():
    broken = row("NOT_JSON", '{"id": "b", ')
    broken.values.clear()

    assert [one.row_id for one in messages_of([row(id="a", text="x"), broken])] == ["a", "2"]


def test_messages_of_nothing_is_nothing():
    assert list(messages_of([])) == []


def test_messages_of_says_when_and_whether_it_was_answered():
    rows = [
        row(text="a b", date="2026-05-03", reply="sorry"),
        row(text="c d", date="", reply=" "),
    ]

    assert [(one.said, one.is_answered) for one in messages_of(rows)] == [
        ("2026-05-03", True),
        ("", False),
    ]


@pytest.mark.parametrize("raw", ["[1, 2]", '"just"'])
def test_a_line_of_json_that_is_no_object_goes_by_its_number(raw):
    broken = row(NOT_OBJECT, raw)
    broken.values.clear()

    assert [one.row_id for one in messages_of([row(id="a", text="x"), broken])] == ["a", "2"]


def test_a_row_too_long_to_read_keeps_its_id():
    broken = row(TOO_LONG, 'b,"' + "late " * 200_000)
    broken.values.clear()

    assert [one.row_id for one in messages_of([row(id="a", text="x"), broken])] == ["a", "b"]


@pytest.mark.parametrize(
    ("values", "asked", "warnings"),
    [
        ({"id": "1", "text": "late"}, None, []),
        ({"id": "1", "first line": "late"}, None, ["No column is called text: 'first line' is read."]),
        ({"id": "1", "first line": "late"}, "first line", []),
        ({"id": "1", "price": "12.50"}, "price", ["The column 'price' holds no words."]),
        ({"id": "1", "text": "5"}, None, ["The column 'text' holds no words."]),
        ({"id": "1", "text": " "}, None, []),
    ],
)  # fmt: skip
def test_a_column_that_may_not_be_the_text_is_told(values, asked, warnings):
    told = []

    assert len(list(messages_of([row(**values)], asked, warn=told.append))) == 1
    assert told == warnings
