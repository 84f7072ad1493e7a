import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amends.connectors.feeds.entries import Entry
from amends.connectors.platforms.reddit.posts import (
    edit_of,
    from_feed,
    name_of,
    parse_thing,
    tidy,
)
from amends.connectors.protocol import BrokenPage, Heard, Visibility


AT = datetime(2025, 11, 13, 2, 13, 20, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/reddit-praw"
COMMENT = {
    "name": "t1_c1",
    "author": "noura",
    "body": "It's *late* & <b>broken</b>",
    "created_utc": AT.timestamp(),
    "edited": False,
    "permalink": "/r/nakheel/comments/abc/late/c1/?ref=search",
    "link_id": "t3_abc",
    "parent_id": "t1_c0",
    "link_title": "Late parcels",
    "subreddit": "nakheel",
    "score": 4,
}
POST = {
    "name": "t3_abc",
    "author": "noura",
    "title": "Late parcels",
    "selftext": "",
    "created_utc": AT.timestamp(),
    "permalink": "/r/nakheel/comments/abc/late/",
}
MESSAGE = {
    "id": "m2",
    "author": "noura",
    "subject": "re: my parcel",
    "body": "it never came",
    "created_utc": AT.timestamp(),
    "first_message_name": "t4_m0",
    "parent_id": "t4_m1",
    "context": "",
}


def parse(kind, told, me="Nakheel"):
    return parse_thing({"kind": kind, "data": told}, me)


def test_a_comment_stands_below_its_parent_and_its_post():
    one = parse("t1", COMMENT)

    assert (one.external_id, one.thread, one.parents) == (
        "t1_c1",
        "t3_abc",
        ("t1_c0", "t3_abc"),
    )
    assert (one.text, one.subject) == ("It's *late* & <b>broken</b>", "Late parcels")
    assert one.url == "https://www.reddit.com/r/nakheel/comments/abc/late/c1/"
    assert (one.author_id, one.author_handle, one.said_at) == ("noura", "u/noura", AT)
    assert one.data == {"site": "reddit.com", "subreddit": "nakheel", "score": 4}
    assert one.visibility is Visibility.PUBLIC


def test_in_the_inbox_a_comment_tells_its_post_by_its_page():
    told = {name: COMMENT[name] for name in ("name", "author", "body", "created_utc")}
    one = parse(
        "t1", told | {"context": "/r/x/comments/zz9/late/c1/?context=3", "parent_id": "t3_zz9"}
    )

    assert (one.thread, one.parents) == ("t3_zz9", ("t3_zz9",))
    assert one.url == "https://www.reddit.com/r/x/comments/zz9/late/c1/"


def test_a_post_that_only_links_has_its_title():
    one = parse("t3", POST)

    assert (one.text, one.subject, one.thread, one.parents) == (
        "Late parcels",
        "Late parcels",
        "t3_abc",
        (),
    )


def test_a_message_is_private_and_stands_in_its_thread():
    one = parse("t4", MESSAGE)

    assert (one.external_id, one.visibility) == ("t4_m2", Visibility.PRIVATE)
    assert (one.thread, one.parents) == ("t4_m0", ("t4_m1", "t4_m0"))
    assert parse("t4", MESSAGE | {"first_message_name": None}).thread == "t4_m2"


@pytest.mark.parametrize(
    ("author", "is_ours"), [("nakheel", True), ("noura", False), ("", False)]
)
def test_our_own_words_come_back_as_ours(author, is_ours):
    assert parse("t1", COMMENT | {"author": author}).is_ours is is_ours


def test_who_is_gone_is_nobody():
    one = parse("t1", COMMENT | {"author": "[deleted]"}, me="")

    assert (one.author_id, one.author_handle, one.is_ours) == ("", "", False)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("t1", COMMENT | {"body": "[deleted]"}),
        ("t1", COMMENT | {"body": "[removed]"}),
        ("t3", POST | {"selftext": "[deleted]"}),
        ("t3", POST | {"removed_by_category": "moderator"}),
        ("more", {"count": 5}),
        ("t5", {"display_name": "nakheel"}),
    ],
)
def test_what_nobody_says_is_not_heard(kind, told):
    assert parse(kind, told) is None


@pytest.mark.parametrize(
    "thing",
    [
        {},
        {"kind": "t1"},
        {"kind": "t1", "data": []},
        {"kind": "t1", "data": {"body": "x"}},
        {"kind": "t1", "data": COMMENT | {"created_utc": None}},
        {"kind": "t1", "data": COMMENT | {"created_utc": 1e300}},
    ],
)
def test_what_is_no_thing_is_a_broken_page(thing):
    with pytest.raises(BrokenPage):
        parse_thing(thing)


@pytest.mark.parametrize(("edited", "at"), [(AT.timestamp(), AT), (False, NOW), (True, NOW)])
def test_an_edit_is_as_old_as_reddit_says(edited, at):
    edit = edit_of({"kind": "t1", "data": COMMENT | {"edited": edited}}, NOW)

    assert (edit.external_id, edit.text, edit.edited_at) == ("t1_c1", COMMENT["body"], at)


def test_of_what_was_taken_away_there_is_no_edit():
    assert edit_of({"kind": "t1", "data": COMMENT | {"body": "[deleted]"}}, NOW) is None


@pytest.mark.parametrize(
    ("thing", "name"), [({"data": COMMENT}, "t1_c1"), ({}, ""), ({"data": 1}, "")]
)
def test_a_thing_has_a_full_name(thing, name):
    assert name_of(thing) == name


def entry(text, name="/u/noura", key="t1_c1"):
    link = "https://www.reddit.com/r/nakheel/comments/abc/late/c1/"
    return Heard(key, text, AT, Visibility.PUBLIC, author_name=name, subject="Late", url=link)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("late\n\nsubmitted by /u/noura [link] [comments]", "late"),
        ("late submitted by   /u/noura to r/nakheel [link] [comments]", "late"),
        ("submitted by /u/noura [link] [comments]", "Late"),
        ("it was submitted by /u/noura", "it was submitted by /u/noura"),
    ],
)
def test_a_feed_says_what_its_author_said(text, words):
    told = Entry("t1_c1", "", "Late", text, "", None, None)

    assert tidy(told).text == words


@pytest.mark.parametrize(("key", "parents"), [("t1_c1", ("t3_abc",)), ("t3_abc", ())])
def test_a_feed_names_its_posts_as_the_api_does(key, parents):
    one = from_feed(entry("late", key=key))

    assert (one.external_id, one.thread, one.parents) == (key, "t3_abc", parents)
    assert (one.author_id, one.author_handle) == ("noura", "u/noura")
    assert from_feed(entry("late", name="")).author_handle == ""


@pytest.mark.skipif(not REAL.exists(), reason="the recorded answers of Reddit are not here")
@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("TestInbox.test_mentions", {"t1"}),
        ("TestInbox.test_unread", {"t1", "t4"}),
        ("TestMessage.test_parent__from_inbox_listing", {"t4"}),
        ("TestSubreddit.test_search", {"t3"}),
    ],
)
def test_real_listings_are_read(name, kinds):
    tape = json.loads((REAL / f"{name}.json").read_text("utf-8"))
    bodies = [one["response"]["body"].get("string", "") for one in tape["interactions"]]
    pages = [json.loads(body) for body in bodies if '"Listing"' in body[:60]]
    found = [
        one
        for page in pages
        for thing in page["data"]["children"]
        if (one := parse_thing(thing))
    ]

    assert {one.external_id[:2] for one in found} == kinds
    assert all(one.text and one.thread for one in found)
    assert all(one.url for one in found if not one.external_id.startswith("t4"))
