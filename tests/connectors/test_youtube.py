import json
from datetime import timedelta

import httpx2
import pytest
from connectors.hearing import hear_all
from connectors.youtube_server import ME, NOW, Server, refusal, reply, thread, video

from amends.connectors.directness import Directness
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Outgoing,
    Undeliverable,
    Visibility,
)
from amends.connectors.youtube import parse_cursor


STRANGE = "https://youtu.be/strange0001"
OWNER = {"client_id": "a", "client_secret": "s", "refresh_token": "r"}


def outgoing(**change):
    given = {"to": "UCnoura", "text": "نأسف", "visibility": Visibility.PUBLIC, "key": "k"}
    return Outgoing(**given | {"parent": "Ug1"} | change)


def ids(heard):
    return [one.external_id for one in heard]


def test_threads_are_walked_back_to_what_is_known():
    server = Server(*(thread(n) for n in range(1, 6)))
    channel = server.channel()

    heard, *_, cursor = hear_all(channel)
    server.threads.append(thread(6))

    assert ids(heard) == ["Ug4", "Ug5", "Ug2", "Ug3", "Ug1"]
    assert ids(hear_all(channel, cursor)[0]) == ["Ug6"]
    asked = server.asked[0].url.params
    assert (asked["allThreadsRelatedToChannelId"], asked["textFormat"], asked["key"]) == (
        ME, "plainText", "k",
    )  # fmt: skip


def test_comments_of_an_outage_are_all_heard():
    server = Server(thread(1))
    channel = server.channel()
    cursor = hear_all(channel)[-1]
    server.threads += [thread(n) for n in range(20, 29)]

    assert sorted(ids(hear_all(channel, cursor)[0])) == [f"Ug{n}" for n in range(20, 29)]


@pytest.mark.parametrize(("days", "count"), [(1, 1), (2, 2)])
def test_old_comments_are_left_alone_at_first(days, count):
    old = thread(1, publishedAt="2026-11-21T09:00:00Z", updatedAt="2026-11-21T09:00:00Z")

    assert len(hear_all(Server(old, thread(2)).channel(first_days=days))[0]) == count


def test_replies_that_were_not_shown_are_fetched():
    shown = [reply(1, 1)]
    server = Server(thread(1, count=3, replies=shown))
    server.replies["Ug1"] = [*shown, reply(1, 2), reply(1, 3)]

    heard = hear_all(server.channel())[0]

    assert sorted(ids(heard)) == ["Ug1", "Ug1.1", "Ug1.2", "Ug1.3"]


def test_comments_under_videos_of_others_are_overheard():
    server = Server(thread(1))
    server.strange = [thread(2)]
    server.strange[0]["snippet"]["videoId"] = "strange0001"

    heard = hear_all(server.channel(videos=(STRANGE,)))[0]

    assert {one.external_id: one.directness for one in heard} == {
        "Ug1": None,
        "Ug2": Directness.OVERHEARD,
    }


@pytest.mark.parametrize(("day", "is_heard"), [("20T08:07:00", True), ("20T08:05:00", False)])
def test_comment_that_was_held_for_review_is_heard_late(day, is_heard):
    server = Server(thread(6), thread(7))
    channel = server.channel()
    cursor = hear_all(channel)[-1]
    at = f"2026-11-{day}Z"
    server.threads.insert(1, thread(1, publishedAt=at, updatedAt=at))

    assert bool(hear_all(channel, cursor)[0]) is is_heard


def test_video_without_comments_is_left_alone_for_good():
    server = Server()
    server.refusals[("GET", "videoId")] = refusal(403, "commentsDisabled")
    channel = server.channel(videos=(STRANGE,))

    cursor = hear_all(channel)[-1]
    before = len(server.asked)
    hear_all(channel, cursor)

    assert parse_cursor(cursor).closed == ["strange0001"]
    assert not any("videoId" in one.url.params for one in server.asked[before:])


def test_search_finds_videos_of_others():
    server = Server()
    server.videos = [video(1), video(2, channelId=ME)]

    (heard,) = hear_all(server.channel(words=("rabwa",)))[0]

    assert (heard.external_id, heard.subject, heard.text) == (
        "found1",
        "Rabwa & me",
        "I tried it 1",
    )
    assert heard.data == {"is_video": True, "is_indirect": True}


@pytest.mark.parametrize(("minutes", "count"), [(35, 1), (36, 2)])
def test_search_is_asked_as_seldom_as_its_quota_demands(minutes, count):
    server = Server()
    words = ("rabwa", "ربوة")
    cursor = hear_all(server.channel(words=words))[-1]
    later = server.channel(clock=lambda: NOW + timedelta(minutes=minutes), words=words)

    hear_all(later, cursor)

    assert server.count("search") == 2 * count


def test_search_goes_on_where_it_stopped():
    server = Server()
    server.videos = [video(n) for n in range(1, 6)]
    channel, cursor, found = server.channel(words=("rabwa",)), "", []

    for _ in range(4):
        heard, *_, cursor = hear_all(channel, cursor)
        found += ids(heard)

    assert sorted(found) == [f"found{n}" for n in range(1, 6)]
    later = server.channel(clock=lambda: NOW + timedelta(hours=1), words=("rabwa",))
    assert hear_all(later, cursor)[0] == []
    assert server.asked[-1].url.params["publishedAfter"] == "2026-11-23T07:05:00Z"


def test_quota_that_is_used_up_waits():
    server = Server()
    server.refusals[("GET", "commentThreads")] = refusal(403, "quotaExceeded")

    with pytest.raises(Busy) as refused:
        server.channel().hear("")

    assert refused.value.retry_after_s == 3600


def test_answer_stands_under_the_comment():
    server = Server()

    sent = server.channel(**OWNER).say(outgoing(parent="Ug1.3"))

    trade, post = server.asked
    assert trade.url.host == "oauth2.googleapis.com"
    assert (post.url.params["part"], post.headers["authorization"]) == ("snippet", "Bearer t")
    assert json.loads(post.content) == {"snippet": {"parentId": "Ug1", "textOriginal": "نأسف"}}
    assert (sent.external_id, sent.url) == (
        "Ug1.9",
        "https://www.youtube.com/watch?v=v&lc=Ug1.9",
    )


@pytest.mark.parametrize("change", [{"parent": ""}, {"visibility": Visibility.PRIVATE}])
def test_only_comments_can_be_answered(change):
    with pytest.raises(Undeliverable):
        Server().channel(**OWNER).say(outgoing(**change))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal(403, "commentsDisabled"), Undeliverable),
        (refusal(403, "forbidden"), NeedsReconnecting),
        (refusal(403, "quotaExceeded"), Busy),
        (refusal(403, "rateLimitExceeded"), Busy),
        (refusal(400, "processingFailure"), Undeliverable),
        (httpx2.Response(400, json={"error": "plain words"}), Undeliverable),
        (refusal(404, "parentCommentNotFound"), Undeliverable),
        (httpx2.Response(401), NeedsReconnecting),
        (httpx2.Response(500), TimeoutError),
        (httpx2.Response(200, json={}), BrokenPage),
        (httpx2.Response(200, content=b"<html>"), BrokenPage),
    ],
)
def test_what_became_of_an_answer_is_told(answer, error):
    server = Server()
    server.refusals[("POST", "comments")] = answer

    with pytest.raises(error):
        server.channel(**OWNER).say(outgoing())
    assert server.count("comments") == 1


def test_hub_is_asked_to_call_again_before_it_forgets():
    server = Server()
    calls = {"call_secret": "s3cret", "call_address": "https://desk.example/h/1/"}
    cursor = hear_all(server.channel(**calls))[-1]
    hear_all(server.channel(**calls), cursor)
    assert server.count("subscribe") == 1

    hear_all(server.channel(clock=lambda: NOW + timedelta(days=1), **calls), cursor)

    assert server.count("subscribe") == 2
    assert hear_all(Server().channel())[-1].endswith('"called_until":0}')
