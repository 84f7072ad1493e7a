import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amends.connectors.platforms.discourse.posts import (
    Forum,
    id_of,
    is_gone,
    link_of,
    parse_post,
    place_of,
    without_quotes,
)
from amends.connectors.protocol import BrokenPage, Visibility


FORUM = Forum("https://forum.example/", "Nakheel")
REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/forum-discourse-perceval/discourse"
POST = {
    "id": 9007199254740993,
    "topic_id": 7,
    "post_number": 3,
    "reply_to_post_number": 2,
    "username": "noura",
    "name": "نورا",
    "cooked": "<p>دیر &amp; شکسته</p>",
    "created_at": "2026-11-20T09:00:00.123Z",
    "topic_title": "Late parcels",
    "reads": 19,
    "post_type": 1,
}


def test_a_post_stands_below_its_parent_and_its_topic():
    one = parse_post(POST, FORUM)

    assert (one.external_id, one.thread, one.parents) == (
        "7/3@forum.example",
        "7/1@forum.example",
        ("7/2@forum.example", "7/1@forum.example"),
    )
    assert (one.text, one.full_text, one.subject) == ("دیر & شکسته", "", "Late parcels")
    assert (one.author_id, one.author_name, one.author_handle) == ("noura", "نورا", "noura")
    assert one.said_at == datetime(2026, 11, 20, 9, 0, 0, 123000, tzinfo=UTC)
    assert one.url == "https://forum.example/t/7/3"
    assert one.data == {"site": "forum.example", "reach": 19}
    assert (one.visibility, one.is_ours) == (Visibility.PUBLIC, False)


@pytest.mark.parametrize(
    ("number", "answered", "parents"),
    [
        (1, None, ()),
        (2, None, ("7/1@forum.example",)),
        (3, 1, ("7/1@forum.example",)),
        (3, 2, ("7/2@forum.example", "7/1@forum.example")),
    ],
)
def test_parents_are_told_by_their_number(number, answered, parents):
    post = POST | {"post_number": number, "reply_to_post_number": answered}

    assert parse_post(post, FORUM).parents == parents


def test_what_a_post_quotes_is_not_what_it_says():
    quoted = (
        '<aside class="quote" data-post="2"><blockquote>their words'
        '<aside class="quote">older</aside></blockquote></aside><p>mine</p>'
    )

    one = parse_post(POST | {"cooked": quoted}, FORUM)

    assert one.text == "mine"
    assert "their words" in one.full_text
    assert without_quotes(quoted) == "<p>mine</p>"


def test_a_post_that_only_quotes_says_what_it_quotes():
    only = '<aside class="quote"><blockquote>their words</blockquote></aside>'

    assert parse_post(POST | {"cooked": only}, FORUM).text == "their words"


@pytest.mark.parametrize(
    ("kind", "is_heard"), [(1, True), (None, True), (2, False), (3, False), (4, False)]
)
def test_acts_and_whispers_of_the_staff_are_not_heard(kind, is_heard):
    assert (parse_post(POST | {"post_type": kind}, FORUM) is not None) is is_heard


def test_a_private_message_is_private():
    assert (
        parse_post(POST | {"topic_archetype": "private_message"}, FORUM).visibility
        is Visibility.PRIVATE
    )


@pytest.mark.parametrize(
    ("name", "is_ours"), [("nakheel", True), ("noura", False), ("", False)]
)
def test_our_own_words_come_back_as_ours(name, is_ours):
    assert parse_post(POST | {"username": name}, FORUM).is_ours is is_ours


def test_nobody_is_not_us():
    assert not parse_post(POST | {"username": ""}, Forum("https://forum.example")).is_ours


@pytest.mark.parametrize(
    ("changes", "gone"),
    [({}, False), ({"deleted_at": "2026-11-20"}, True), ({"user_deleted": True}, True)],
)
def test_what_was_taken_away_says_so(changes, gone):
    assert is_gone(POST | changes) is gone
    assert (parse_post(POST | changes, FORUM) is None) is gone


@pytest.mark.parametrize(
    ("key", "place"), [("7/3@forum.example", (7, 3)), ("waiting/5", None), ("", None)]
)
def test_a_name_leads_to_its_place(key, place):
    assert place_of(key) == place


def test_a_name_leads_to_its_page():
    assert link_of(FORUM, "7/3@forum.example") == "https://forum.example/t/7/3"


@pytest.mark.parametrize(
    "post",
    [{}, POST | {"created_at": None}, POST | {"cooked": None}, POST | {"post_type": "x"}],
)
def test_what_is_no_post_is_a_broken_page(post):
    with pytest.raises(BrokenPage):
        parse_post(post, FORUM)


@pytest.mark.parametrize("post", [{}, {"id": "x"}, {"id": None}])
def test_a_post_without_a_number_is_a_broken_page(post):
    with pytest.raises(BrokenPage):
        id_of(post)


@pytest.mark.skipif(not REAL.exists(), reason="the recorded answers of Discourse are not here")
def test_real_posts_are_read():
    topic = json.loads((REAL / "discourse_topic_1149.json").read_text("utf-8"))
    single = json.loads((REAL / "discourse_post.json").read_text("utf-8"))
    posts = [*topic["post_stream"]["posts"], single]

    found = [one for post in posts if (one := parse_post(post, FORUM))]

    assert len(found) == len(posts) == 3
    assert all(one.text and one.author_id and "<p>" not in one.text for one in found)
    assert found[-1].external_id == "840/1@forum.example"
