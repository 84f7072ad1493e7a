import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from connectors.meta_calls import NOW

from amends.connectors.platforms.meta.facebook_posts import (
    comments_of,
    parse_changes,
    parse_comment,
    parse_post,
)
from amends.connectors.protocol import BrokenPage, Deletion, Edit


PAGE = "2121008874780932"
POST = f"{PAGE}_9007199254740993"
REAL = (
    Path(os.environ["AMENDS_SHARED"]) / "fixtures/facebook-instagram-python-facebook/facebook"
)


def comment(**change):
    return {
        "id": "9007199254740993_77",
        "message": "لم يصل طلبي",
        "created_time": "2026-11-23T08:59:00+0000",
        "from": {"id": "55", "name": "نورا"},
        "permalink_url": "https://www.facebook.com/nakheel/posts/1?comment_id=77",
    } | change


def test_a_comment_is_heard_under_its_post():
    heard = parse_comment(comment(), POST, PAGE)

    assert (heard.external_id, heard.text) == ("9007199254740993_77", "لم يصل طلبي")
    assert (heard.author_id, heard.author_name, heard.is_ours) == ("55", "نورا", False)
    assert (heard.thread, heard.parents, heard.visibility) == (POST, (POST,), "public")
    assert heard.said_at == datetime(2026, 11, 23, 8, 59, tzinfo=UTC)
    assert heard.url.endswith("comment_id=77")
    assert heard.data == {"window_hours": 168}


def test_a_reply_stands_under_its_comment():
    heard = parse_comment(comment(parent={"id": "9007199254740993_70"}), POST, PAGE)

    assert heard.parents == ("9007199254740993_70", POST)


def test_our_own_comment_is_known_as_ours():
    assert parse_comment(comment(**{"from": {"id": PAGE}}), POST, PAGE).is_ours is True


@pytest.mark.parametrize(
    "hidden", [{"from": None}, {"from": {}}, {"from": {"name": "Somebody"}}]
)
def test_who_hides_is_nobody(hidden):
    heard = parse_comment(comment(**hidden), POST, PAGE)

    assert (heard.author_id, heard.is_ours) == ("", False)


def test_a_post_without_words_keeps_what_it_shows():
    shown = {"media": {"image": {"src": "https://cdn.example/broken.jpg"}}}
    heard = parse_post(comment(message=None, attachment=shown, permalink_url=None), PAGE)

    assert (heard.text, heard.data["media"]) == ("", ["https://cdn.example/broken.jpg"])
    assert heard.url == "https://www.facebook.com/9007199254740993_77"
    assert (heard.thread, heard.parents) == (heard.external_id, ())


@pytest.mark.parametrize(
    "change", [{"id": None, "from": "x"}, {"created_time": "once"}, {"attachment": "x"}]
)
def test_what_is_no_post_is_a_broken_page(change):
    for parse in (
        lambda one: parse_post(one, PAGE),
        lambda one: parse_comment(one, POST, PAGE),
    ):
        with pytest.raises(BrokenPage):
            parse(comment(**change))
        with pytest.raises(BrokenPage):
            parse({})


def test_comments_come_with_their_post():
    post = comment(id=POST, comments={"data": [comment()]})

    assert [one.thread for one in comments_of(post, PAGE)] == [POST]
    assert comments_of(comment(), PAGE) == comments_of(comment(comments=[]), PAGE) == []


def change(**value):
    told = {
        "item": "comment",
        "verb": "add",
        "post_id": POST,
        "comment_id": "9007199254740993_77",
        "parent_id": POST,
        "message": "سفارشم نرسید",
        "created_time": 1795000000,
        "from": {"id": "55", "name": "Noura"},
    }
    return {"field": "feed", "value": told | value}


def tell(*changes):
    return parse_changes(list(changes), PAGE, NOW)


def test_a_call_tells_of_a_comment_as_asking_does():
    [heard] = tell(change()).mentions

    assert (heard.external_id, heard.thread, heard.parents) == (
        "9007199254740993_77",
        POST,
        (POST,),
    )
    assert heard.said_at == datetime.fromtimestamp(1795000000, UTC)
    [reply] = tell(change(parent_id="9007199254740993_70")).mentions
    assert reply.parents == ("9007199254740993_70", POST)


@pytest.mark.parametrize("item", ["post", "status", "photo", "video", "share"])
def test_a_call_tells_of_a_post(item):
    shown = {"permalink_url": "https://www.facebook.com/nakheel/posts/1"}
    [heard] = tell(change(item=item, comment_id=None, post=shown)).mentions

    assert (heard.external_id, heard.parents, heard.url) == (POST, (), shown["permalink_url"])


def test_who_names_the_page_elsewhere_is_heard_too():
    [heard] = tell(change() | {"field": "mention"}).mentions

    assert (heard.external_id, heard.text) == ("9007199254740993_77", "سفارشم نرسید")


def test_edits_and_removals_are_told():
    assert tell(change(verb="edited", message="وصل")).edits == [
        Edit("9007199254740993_77", "وصل", NOW)
    ]
    assert tell(change(verb="remove")).deletions == [Deletion("9007199254740993_77", NOW)]
    assert tell(change(verb="remove", item="post")).deletions == [Deletion(POST, NOW)]


@pytest.mark.parametrize(
    "silent",
    [
        change(verb="hide"),
        change(item="reaction"),
        change(item="like"),
        change() | {"field": "ratings"},
        {"field": "feed"},
        {},
    ],
)
def test_what_is_no_word_says_nothing(silent):
    told = tell(silent)

    assert (told.mentions, told.edits, told.deletions) == ([], [], [])


@pytest.mark.parametrize(
    "broken",
    [
        {"field": "feed", "value": {"item": "comment", "verb": "add"}},
        {"field": "feed", "value": "x"},
        change(created_time=None),
        change(**{"from": "x"}),
    ],
)
def test_what_cannot_be_read_is_a_broken_page(broken):
    with pytest.raises(BrokenPage):
        tell(broken)


@pytest.mark.skipif(not REAL.exists(), reason="the recorded answers of Facebook are not here")
def test_recorded_posts_and_comments_are_read():
    def items(name):
        return json.loads((REAL / "apidata" / name).read_text("utf-8"))["data"]

    posts = items("posts/feeds_default_fields_p1.json") + items("posts/feed_fields_p2.json")
    heard = [parse_post(post, "19292868552") for post in posts]
    assert all(one.text and one.said_at.tzinfo and one.url for one in heard)
    # The recording left the ids out.
    comments = [
        one | {"id": str(n)} for n, one in enumerate(items("comments/comments_p1.json"))
    ]
    assert all(parse_comment(one, posts[0]["id"], "1").author_id == "" for one in comments)
