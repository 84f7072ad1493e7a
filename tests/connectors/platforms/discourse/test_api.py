import json

import httpx2
import pytest

from amends.connectors.network.http import Http
from amends.connectors.platforms.discourse.api import Api
from amends.connectors.platforms.discourse.posts import Forum
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Outgoing,
    Sent,
    Undeliverable,
    Visibility,
)


POSTED = {"id": 9, "topic_id": 7, "post_number": 4}
BELOW = {"parent": "7/3@forum.example"}


def say(answer, visibility=Visibility.PUBLIC, to="", key="k", **where):
    asked = []

    def play(request):
        asked.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    http = Http(transport=lambda *_: httpx2.MockTransport(play))
    api = Api(Forum("https://forum.example", "desk"), key, http)
    return api.post(Outgoing(to, "hi", visibility, "key", **where)), asked


def test_an_answer_stands_below_what_it_answers():
    sent, (asked,) = say(httpx2.Response(200, json=POSTED), **BELOW)

    assert sent == Sent("7/4@forum.example", "https://forum.example/t/7/4")
    assert asked.url.path == "/posts.json"
    assert (asked.headers["api-key"], asked.headers["api-username"]) == ("k", "desk")
    assert json.loads(asked.content) == {
        "topic_id": 7,
        "reply_to_post_number": 3,
        "raw": "hi",
    }


def test_a_private_message_is_answered_where_it_stands():
    _, (asked,) = say(httpx2.Response(200, json=POSTED), Visibility.PRIVATE, "noura", **BELOW)

    assert json.loads(asked.content)["topic_id"] == 7


def test_who_wrote_in_public_is_sent_a_message():
    where = {"references": ("7/3@forum.example",), "subject": "s" * 300}
    _, (asked,) = say(httpx2.Response(200, json=POSTED), Visibility.PRIVATE, "noura", **where)

    assert json.loads(asked.content) == {
        "archetype": "private_message",
        "target_recipients": "noura",
        "title": "s" * 255,
        "raw": "hi",
    }


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (403, {"errors": ["no"], "error_type": "invalid_access"}, NeedsReconnecting),
        (404, {"errors": ["gone"]}, Undeliverable),
        (422, {"errors": ["Body is too short", "again"]}, Undeliverable),
        (422, None, Undeliverable),
        (500, {}, TimeoutError),
        (200, {"id": 9}, BrokenPage),
        (200, [], BrokenPage),
    ],
)
def test_a_refusal_is_told(status, body, error):
    with pytest.raises(error) as told:
        say(httpx2.Response(status, json=body), **BELOW)

    assert status != 422 or not body or "Body is too short again" in str(told.value)


@pytest.mark.parametrize(
    ("body", "seconds"),
    [({"extras": {"wait_seconds": 17}}, 17), ({"errors": []}, 60), ([], 60)],
)
def test_a_busy_forum_says_how_long(body, seconds):
    with pytest.raises(Busy) as busy:
        say(httpx2.Response(429, json=body), **BELOW)

    assert busy.value.retry_after_s == seconds


def test_an_answer_that_waits_for_the_staff_was_sent():
    waiting = {"action": "enqueued", "pending_post": {"id": 5}}

    assert say(httpx2.Response(200, json=waiting), **BELOW)[0] == Sent("waiting/5")


@pytest.mark.parametrize(
    ("visibility", "to"), [(Visibility.PUBLIC, "noura"), (Visibility.PRIVATE, "")]
)
def test_what_has_no_place_is_not_sent(visibility, to):
    with pytest.raises(Undeliverable):
        say(AssertionError("nothing may be asked"), visibility, to)


def test_without_a_key_nothing_is_said():
    with pytest.raises(NeedsReconnecting):
        say(AssertionError("nothing may be asked"), key="", **BELOW)


def test_of_unknown_fate_nobody_says_it_went():
    with pytest.raises(TimeoutError):
        say(httpx2.ReadTimeout("slow"), **BELOW)
