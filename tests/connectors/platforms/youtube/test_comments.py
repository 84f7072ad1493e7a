import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from connectors.youtube_server import ME, THREAD, reply, thread, video

from amends.connectors.platforms.youtube.comments import (
    narrow,
    parse_reply,
    parse_thread,
    parse_video,
)
from amends.connectors.platforms.youtube.settings import CAPABILITY
from amends.connectors.protocol import BrokenPage, Door, Visibility


REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/youtube-python-youtube/apidata"
real = pytest.mark.skipif(not REAL.exists(), reason="recorded answers of YouTube are not here")


def items(name):
    return json.loads((REAL / name).read_text("utf-8"))["items"]


def test_comment_becomes_a_mention():
    heard = parse_thread(THREAD, ME).top

    assert (heard.external_id, heard.text) == ("Ugx1", "سفارشم نرسیده 😡")
    assert (heard.author_id, heard.author_name, heard.author_handle) == (
        "UCnoura", "noura", "@noura",
    )  # fmt: skip
    assert heard.said_at == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert heard.url == "https://www.youtube.com/watch?v=vvvvvvvvvv1&lc=Ugx1"
    assert (heard.thread, heard.parents, heard.is_ours) == ("Ugx1", (), False)
    assert (heard.data, heard.visibility) == ({"reach": 4}, Visibility.PUBLIC)


def test_replies_stand_in_their_thread_oldest_first():
    one = thread(1, count=2, replies=[reply(1, 3), reply(1, 2)])

    told = parse_thread(one, ME)

    assert [r.external_id for r in told.replies] == ["Ug1.2", "Ug1.3"]
    assert {(r.thread, r.parents) for r in told.replies} == {("Ug1", ("Ug1",))}
    assert (told.count, told.edits) == (2, ())


def test_edit_is_told_where_the_times_differ():
    told = parse_thread(thread(1, "mended", updatedAt="2026-11-23T08:59:00Z"), ME)

    (edit,) = told.edits
    assert (edit.external_id, edit.text, edit.edited_at.minute) == ("Ug1", "mended", 59)


def test_comment_of_nobody_has_no_author():
    heard = parse_thread(thread(1, authorChannelId=None, authorDisplayName=""), ME).top

    assert (heard.author_id, heard.author_name) == ("", "")


def test_own_comment_is_recognised():
    assert parse_thread(thread(1, authorChannelId={"value": ME}), ME).top.is_ours is True


def test_reply_knows_its_thread_whatever_its_id_is():
    heard, edit = parse_reply(reply(1, 2) | {"id": "other"}, "Ug1", "v1", ME)

    assert (heard.thread, heard.parents, edit) == ("Ug1", ("Ug1",), None)
    assert heard.url == "https://www.youtube.com/watch?v=v1&lc=other"


@pytest.mark.parametrize(
    "one",
    [{}, {"snippet": {}}, thread(1, textDisplay=None, publishedAt="once"), {"snippet": 3}],
)
def test_what_is_no_thread_is_a_broken_page(one):
    with pytest.raises(BrokenPage):
        parse_thread(one, ME)


def test_what_is_no_comment_or_video_is_a_broken_page():
    with pytest.raises(BrokenPage):
        parse_reply({}, "Ug1", "", ME)
    with pytest.raises(BrokenPage):
        parse_video({"id": {"kind": "youtube#channel"}}, ME)


def test_video_without_a_description_says_its_title():
    heard = parse_video(video(1, description=""), ME)

    assert (heard.text, heard.author_name) == ("Rabwa & me", "Critic")


@pytest.mark.parametrize(
    ("data", "door"),
    [
        ({}, Door.API),
        ({"is_video": True}, Door.DEEP_LINK),
        ({"is_closed": True}, Door.DEEP_LINK),
    ],
)
def test_videos_and_closed_comments_are_answered_by_hand(data, door):
    assert narrow(CAPABILITY, data).public is door


def test_comment_that_cannot_be_answered_says_so():
    one = thread(1)
    one["snippet"]["canReply"] = False

    assert parse_thread(one, ME).top.data["is_closed"] is True


@real
@pytest.mark.parametrize(
    "name", ["comment_threads_all_to_me.json", "comment_thread_single.json"]
)
def test_real_threads_are_read(name):
    told = items(f"comment_threads/{name}")

    threads = [parse_thread(one, ME) for one in told]

    assert [one.key for one in threads] == [one["id"] for one in told]
    assert all(one.top.text and one.top.author_id for one in threads)
    assert {one.top.said_at.year for one in threads} == {2019}


@real
def test_real_replies_are_read():
    (one,) = items("comments/comments_by_parent_paged_2.json")

    heard, edit = parse_reply(one, one["snippet"]["parentId"], "", ME)

    assert (heard.parents, edit) == ((one["snippet"]["parentId"],), None)


@real
def test_real_search_is_read():
    found = [
        one
        for path in sorted((REAL / "search").glob("*.json"))
        for one in json.loads(path.read_text("utf-8"))["items"]
        if one["id"].get("videoId")
    ]

    assert found
    assert [parse_video(one, ME).external_id for one in found] == [
        one["id"]["videoId"] for one in found
    ]
