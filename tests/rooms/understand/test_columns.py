import pytest

from amends.rooms.understand.columns import (
    columns_of,
    date_column,
    id_column,
    reply_column,
    text_column,
)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"id": "1", "Text": "a"}, "Text"),
        ({"title": "a b c d e f g", "review_text": "b"}, "review_text"),
        ({"رقم": "1", "التعليق": "نص"}, "التعليق"),
        ({"ردیف": "1", "متن نظر": "خوب"}, "متن نظر"),
        ({"دیدگاه": "خوب", "نمره": "5"}, "دیدگاه"),
        ({"a": "short", "b": "a much longer piece of writing"}, "b"),
        ({"a": "some more words", "b": "https://example.com/a/very/long/address"}, "a"),
    ],
)
def test_text_column_is_told_by_name_or_length(row, expected):
    assert text_column([row]) == expected


def test_text_column_of_nothing_is_none():
    assert text_column([]) is None


@pytest.mark.parametrize(
    ("column", "expected"),
    [("ID", "ID"), ("review_id", "review_id"), ("شناسه", "شناسه"), ("stars", None)],
)
def test_id_column_is_told_by_name(column, expected):
    assert id_column([{column: "1"}]) == expected


def test_columns_of_keeps_their_order():
    assert columns_of([{"b": "", "a": ""}, {"c": "", "a": ""}]) == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("column", "find"),
    [("Created_At", date_column), ("التاريخ", date_column), ("تاریخ", date_column),
     ("owner response", reply_column), ("الرد", reply_column), ("پاسخ", reply_column)],
)  # fmt: skip
def test_columns_of_date_and_reply_are_known_by_name(column, find):
    assert find([{"text": "x", column: "y"}]) == column
    assert find([{"text": "x"}]) is None
