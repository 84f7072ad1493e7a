import pytest

from amends.connectors.tables.rows import BAD_CHARACTER, OPEN_QUOTE, TOO_LONG, WRONG_COLUMNS
from amends.connectors.tables.separated import (
    LONGEST_RECORD_LINES,
    guess_delimiter,
    read_messages,
    read_separated,
)


def rows(text, delimiter=""):
    lines = ((n, line, "") for n, line in enumerate(text.split("\n"), 1))
    return list(read_separated(lines, delimiter))


def told(text):
    return [(r.line, r.problem or list(r.values.values())) for r in rows(text)]


@pytest.mark.parametrize(
    ("header", "delimiter"),
    [("a,b", ","), ("a;b", ";"), ("a\tb", "\t"), ('a;"b,c,d";e', ";"), ("text", "\x1f")],
)
def test_delimiter_is_read_from_the_header(header, delimiter):
    assert guess_delimiter(header) == delimiter


def test_rows_follow_the_header():
    assert rows("id,text\n1,good\n\n2,bad")[1].values == {"id": "2", "text": "bad"}
    assert told("id,text\n1,good\n\n2,bad") == [(2, ["1", "good"]), (4, ["2", "bad"])]


def test_one_column_keeps_its_commas():
    assert told("text\nhello, world; again") == [(2, ["hello, world; again"])]


def test_quotes_keep_delimiters_quotes_and_line_ends():
    assert told('a,b\n"x, ""y""\nz",2\n3,4') == [(2, ['x, "y"\nz', "2"]), (4, ["3", "4"])]


@pytest.mark.parametrize("bad", ["1", "1,2,3"])
def test_a_row_of_another_width_is_alone_in_being_lost(bad):
    assert told(f"a,b\n{bad}\n3,4") == [(2, WRONG_COLUMNS), (3, ["3", "4"])]


def test_empty_cells_at_the_end_are_forgiven():
    assert told("a,b\n1,2,,") == [(2, ["1", "2"])]


def test_an_unclosed_quote_costs_one_row():
    text = 'a,b\n1,"oops\n3,4\n5,"fine"\n7,8'

    assert told(text) == [(2, OPEN_QUOTE), (3, ["3", "4"]), (4, ["5", "fine"]), (5, ["7", "8"])]


def test_an_unclosed_quote_in_the_last_row_is_told():
    assert told('a,b\n1,2\n3,"x') == [(2, ["1", "2"]), (3, OPEN_QUOTE)]


@pytest.mark.parametrize(("extra", "whole"), [(0, True), (1, False)])
def test_a_quotation_may_have_so_many_lines(extra, whole):
    body = "\n".join("x" * (LONGEST_RECORD_LINES + extra))

    assert (told(f'a,b\n1,"\n{body}"')[0][1] != OPEN_QUOTE) is whole


def test_stray_quotes_inside_a_text_are_text():
    assert told('a,b\n1,say "hi" now') == [(2, ["1", 'say "hi" now'])]


def test_characters_that_cannot_be_stored_cost_one_row():
    assert told("a,b\n1,x\0y\n2,\udcff\n3,4") == [
        (2, BAD_CHARACTER),
        (3, BAD_CHARACTER),
        (4, ["3", "4"]),
    ]


def test_a_line_found_wrong_below_is_passed_on():
    lines = iter([(1, "a,b", ""), (2, "1,", TOO_LONG), (3, "3,4", "")])

    assert [r.problem for r in read_separated(lines)] == [TOO_LONG, ""]


def test_names_of_columns_are_made_unique():
    assert rows("text,,text\n1,2,3")[0].values == {"text": "1", "column 2": "2", "text 3": "3"}


@pytest.mark.parametrize("text", ["", "\n\n", "a,b", "a,b\n"])
def test_a_table_without_rows_is_empty(text):
    assert told(text) == []


@pytest.mark.parametrize("start", ["", "say "])
def test_a_field_may_be_as_long_as_a_line(start):
    long = "late, " * 150_000

    assert told(f'id,text\n1,"{start}{long}"\n2,"b"') == [
        (2, ["1", f"{start}{long}"]),
        (3, ["2", "b"]),
    ]


def messages(*lines, problem=""):
    return list(read_messages((n, line, problem) for n, line in enumerate(lines, 1)))


@pytest.mark.parametrize(
    "first",
    [
        "وصلت الماكينة مكسورة", "چراغ شکسته رسید", "My lamp came broken", "My lamp, it broke",
        "مكسورة; ولا أحد يرد", 'He said "never again', "👎",
    ],
)  # fmt: skip
def test_first_of_messages_line_by_line_is_a_message(first):
    told = messages(first, "", 'No, "nobody" answers')

    assert [(row.line, row.values, row.problem) for row in told] == [
        (1, {"text": first}, ""),
        (3, {"text": 'No, "nobody" answers'}, ""),
    ]


@pytest.mark.parametrize(
    "first", ["text", "Review Text", "متن نظر", "نظرات", "التعليقات", '"text"', "\ufefftext"]
)
def test_known_name_alone_in_the_first_line_is_a_header(first):
    (row,) = messages(first, "broken, again")

    assert (row.line, list(row.values.values())) == (2, ["broken, again"])


@pytest.mark.parametrize("first", ["id,text", "a,b", "a;b", "a\tb", "foo, text"])
def test_several_columns_in_the_first_line_are_a_header(first):
    (row,) = messages(first, first.replace("text", "x"))

    assert (row.line, len(row.values)) == (2, 2)


def test_lines_that_cannot_be_read_stay_alone():
    assert messages() == []
    assert [row.problem for row in messages("x", problem=TOO_LONG)] == [TOO_LONG]
