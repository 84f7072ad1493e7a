from datetime import UTC, datetime

import pytest

from amends.connectors.protocol import Visibility
from amends.connectors.tables import Row
from amends.connectors.tables.mentions import heard_of, rating_of, reach_of


TIME = datetime(2026, 1, 2, tzinfo=UTC)


def heard(values, mapping=None):
    mapping = mapping or {name: name for name in values}
    return heard_of(Row(4, values), mapping, visibility=Visibility.PUBLIC, file_time=TIME)


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("4", 4.0),
        ("4/5", 4.0),
        ("۴٫۵", 4.5),
        ("٣ نجوم", 3.0),
        ("4,5", 4.5),
        ("0", 0.0),
        ("", None),
        ("good", None),
    ],
)
def test_a_rating_is_the_first_number(text, rating):
    assert rating_of(text) == rating


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("1200", 1200),
        ("12,500", 12500),
        ("1.250.000", 1250000),
        ("۱۲٬۵۰۰", 12500),
        ("12 500", 12500),
        ("1.2K", 0),
        ("12.5", 0),
        ("-5", 0),
        ("", 0),
    ],
)
def test_a_reach_is_a_whole_number(text, reach):
    assert reach_of(text) == reach


def test_what_a_listening_tool_tells_comes_along():
    mention = heard({"text": "x", "handle": "@noura", "reach": "1,200", "site": "news.example"})

    assert mention.author_handle == "@noura"
    assert mention.data == {"site": "news.example", "reach": 1200, "said_at_is_file_time": True}


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"text": " "}, False),
        ({"text": "x"}, True),
        ({"title": "x"}, True),
        ({"rating": "0"}, True),
        ({"author": "x"}, False),
    ],
)
def test_a_row_says_something_or_not(values, says):
    assert (heard(values) is not None) is says


def test_contact_and_order_come_along():
    mention = heard(
        {
            "text": "x",
            "email": "a@b.example",
            "phone": "۰۹۱۲",
            "order": "A-1",
            "language": "fa",
            "url": "https://a.example",
        }
    )

    assert (mention.author_email, mention.author_phone, mention.url) == (
        "a@b.example",
        "0912",
        "https://a.example",
    )
    assert mention.data == {"order": "A-1", "language": "fa", "said_at_is_file_time": True}


def test_a_made_id_changes_with_any_value():
    ids = {
        heard({"text": text, "other": other}, {"text": "text"}).external_id
        for text in "ab"
        for other in "cd"
    }

    assert len(ids) == 4
    assert all(made.startswith("4-") for made in ids)
