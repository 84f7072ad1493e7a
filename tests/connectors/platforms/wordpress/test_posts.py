from dataclasses import replace
from datetime import UTC, datetime

import pytest

from amends.connectors.feeds.entries import Entry
from amends.connectors.platforms.wordpress.posts import (
    Site,
    edit_from_feed,
    from_feed,
    key_of,
    moment,
    number_of,
    parse_comment,
    parse_post,
    tidy,
)
from amends.connectors.protocol import BrokenPage, Edit, Heard, Visibility


SITE = Site("shop.example")
AT = datetime(2026, 1, 9, 8, tzinfo=UTC)
COMMENT = {
    "id": 5,
    "post": 1,
    "parent": 2,
    "author": 0,
    "author_name": "نورا",
    "date_gmt": "2026-01-09T08:00:00",
    "content": {"rendered": "<p>دیر &#8220;رسید&#8221;</p>\n"},
    "link": "https://www.shop.example/hello/#comment-5",
}
POST = {
    "id": 1,
    "author": 7,
    "date_gmt": "2026-01-09T08:00:00",
    "title": {"rendered": "Late &amp; broken"},
    "content": {"rendered": ""},
    "link": "https://shop.example/hello/",
}


def test_a_comment_stands_below_its_parent_and_its_post():
    one = parse_comment(COMMENT, SITE)

    assert (one.external_id, one.text, one.said_at) == (
        "comment-5@shop.example",
        "دیر “رسید”",
        AT,
    )
    assert (one.thread, one.parents) == (
        "post-1@shop.example",
        ("comment-2@shop.example", "post-1@shop.example"),
    )
    assert (one.author_id, one.author_name) == ("نورا@shop.example", "نورا")
    assert one.url == "https://www.shop.example/hello/#comment-5"
    assert one.data == {"site": "shop.example"}


@pytest.mark.parametrize(
    ("changes", "author_id", "is_ours"),
    [
        ({"author": 7}, "user-7@shop.example", True),
        ({"author": 8}, "user-8@shop.example", False),
        ({"author_name": ""}, "", False),
    ],
)
def test_a_user_is_known_by_his_number(changes, author_id, is_ours):
    one = parse_comment(COMMENT | changes, replace(SITE, me="7"))

    assert (one.author_id, one.is_ours) == (author_id, is_ours)


def test_a_first_comment_has_its_post_above():
    assert parse_comment(COMMENT | {"parent": 0}, SITE).parents == ("post-1@shop.example",)


def test_a_post_without_words_has_its_title():
    one = parse_post(POST, replace(SITE, me="7"))

    assert (one.external_id, one.thread, one.text) == (
        "post-1@shop.example",
        "post-1@shop.example",
        "Late & broken",
    )
    assert one.is_ours
    assert not parse_post(POST, SITE).is_ours


@pytest.mark.parametrize(
    "item", [{}, COMMENT | {"content": "no"}, COMMENT | {"date_gmt": None}]
)
@pytest.mark.parametrize("parse", [parse_comment, parse_post])
def test_what_is_neither_is_a_broken_page(item, parse):
    with pytest.raises(BrokenPage):
        parse(item, SITE)


@pytest.mark.parametrize("given", ["", "soon", None, 5])
def test_a_time_must_be_one(given):
    with pytest.raises(BrokenPage):
        moment(given)


@pytest.mark.parametrize(
    ("guid", "key"),
    [
        ("https://shop.example/?p=12#comment-34", "comment-34@shop.example"),
        ("https://shop.example/hello/#comment-34", "comment-34@shop.example"),
        ("https://shop.example/?p=12", "post-12@shop.example"),
        ("https://shop.example/?page_id=12", "post-12@shop.example"),
        ("https://shop.example/hello/", "https://shop.example/hello/"),
    ],
)
def test_a_feed_names_what_the_api_numbers(guid, key):
    assert key_of(guid, SITE) == key


@pytest.mark.parametrize(
    ("key", "number"),
    [
        ("post-12@shop.example", "12"),
        ("post-12", "12"),
        ("comment-12@shop.example", ""),
        ("post-x", ""),
        ("12", ""),
        ("", ""),
    ],
)
def test_a_number_is_taken_of_its_own_kind(key, number):
    assert number_of(key, "post-") == number


def test_an_entry_without_a_number_keeps_its_name():
    one = Heard("https://a.example/x", "words", AT, Visibility.PUBLIC)

    assert from_feed(one, SITE) == one
    assert from_feed(replace(one, parents=("https://a.example/?p=1",)), SITE).parents == (
        "post-1@shop.example",
    )


def test_an_edit_finds_its_comment():
    assert edit_from_feed(Edit("https://a.example/?p=1#comment-2", "x", AT), SITE) == Edit(
        "comment-2@shop.example", "x", AT
    )


@pytest.mark.parametrize(
    ("answers", "text", "said"),
    [
        ("https://a.example/?p=1#comment-2", "در پاسخ به سارا.\n\nدیر\n\nشد", "دیر\n\nشد"),
        ("https://a.example/?p=1", "late\n\nagain", "late\n\nagain"),
        ("", "late\n\nagain", "late\n\nagain"),
    ],
)
def test_a_feed_says_only_what_its_author_said(answers, text, said):
    entry = Entry("g", "", "", text, "", None, None, answers)

    assert tidy(entry).text == said
