import pytest

from amends.connectors.tables.jsonlines import read_json_lines
from amends.connectors.tables.rows import BAD_CHARACTER, NOT_JSON, NOT_OBJECT


def read(*texts):
    return list(read_json_lines((n, text, "") for n, text in enumerate(texts, 1)))


def test_values_become_text_without_loss():
    (row,) = read(
        '{"id": 9007199254740993, "r": 4.50, "t": "x", "n": null, "b": true, "l": [1]}'
    )

    assert row.values == {
        "id": "9007199254740993", "r": "4.50", "t": "x", "n": "", "b": "true", "l": '["1"]',
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"a": ', NOT_JSON),
        ("[1]", NOT_OBJECT),
        ('"x"', NOT_OBJECT),
        ('{"a": "x\\u0000"}', BAD_CHARACTER),
        ('{"a": "\\ud83d"}', BAD_CHARACTER),
        ("[" * 100000, NOT_JSON),
    ],
)
def test_a_bad_line_is_alone_in_being_lost(text, problem):
    rows = read('{"a": "1"}', text, "", '{"a": "2"}')

    assert [(r.line, r.problem) for r in rows] == [(1, ""), (2, problem), (4, "")]
    assert rows[1].raw == text
