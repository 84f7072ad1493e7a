import pytest

from amends.connectors.tables.rows import (
    BAD_CHARACTER,
    WRONG_COLUMNS,
    broken_row,
    column_names,
    has_unstorable,
    row_of,
)


@pytest.mark.parametrize(
    ("text", "unstorable"),
    [("a\0", True), ("\ud83d", True), (chr(0xDCFF), True), ("👍 نص\u200c\ufffd", False)],
)
def test_what_no_database_takes_is_seen(text, unstorable):
    assert has_unstorable(text) is unstorable


def test_a_broken_row_can_be_written():
    assert broken_row(3, "a\0b\udcff", "why").raw.encode() == "a\ufffdb\ufffd".encode()


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (["1", "2"], ""),
        (["1", "2", " "], ""),
        (["1"], WRONG_COLUMNS),
        (["1", "2", "3"], WRONG_COLUMNS),
        (["1", "\0"], BAD_CHARACTER),
    ],
)
def test_cells_find_their_columns(cells, problem):
    assert row_of(2, ["a", "b"], cells).problem == problem


def test_columns_have_names_of_their_own():
    assert column_names(["\ufeffid", "", "id", " x "]) == ["id", "column 2", "id 3", "x"]
