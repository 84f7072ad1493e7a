import json
import os
from pathlib import Path
from urllib.parse import parse_qsl

import httpx2
import pytest

from amends.connectors.network.http import Http
from amends.connectors.platforms.reddit.api import Api, Closed, raise_for_errors
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Outgoing,
    Sent,
    Undeliverable,
    Unreachable,
    Visibility,
)


REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/reddit-praw"
TOKEN = httpx2.Response(200, json={"access_token": "t"})
POSTED = {
    "json": {"errors": [], "data": {"things": [{"kind": "t1", "data": {"name": "t1_new"}}]}}
}


class Service:
    """Gives a token, then one answer; ``asked`` holds what was asked."""

    def __init__(self, answer, token=TOKEN):
        self.answers, self.asked = {"/api/v1/access_token": token}, []
        self.answer = answer
        http = Http(transport=lambda *_: httpx2.MockTransport(self.play))
        self.api = Api(("app", "s"), {"grant_type": "refresh_token"}, "desk", http)

    def play(self, request):
        self.asked.append(request)
        answer = self.answers.get(request.url.path, self.answer)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def say(self, visibility=Visibility.PUBLIC, to="noura", **where):
        return self.api.post(Outgoing(to, "hi\n> there", visibility, "k", **where))


def said(answer, *args, **where):
    service = Service(answer)
    sent = service.say(*args, **where)
    return sent, service.asked[-1].url.path, dict(parse_qsl(service.asked[-1].content.decode()))


@pytest.mark.parametrize("parent", ["t1_c1", "t3_abc"])
def test_a_public_answer_is_a_comment(parent):
    sent, path, fields = said(httpx2.Response(200, json=POSTED), parent=parent)

    assert (sent, path) == (Sent("t1_new"), "/api/comment")
    assert fields == {
        "api_type": "json",
        "raw_json": "1",
        "thing_id": parent,
        "text": "hi\n> there",
    }


def test_a_comment_has_a_page():
    answer = json.loads(
        json.dumps(POSTED).replace('"t1_new"', '"t1_new", "permalink": "/r/x/1/"')
    )

    assert said(httpx2.Response(200, json=answer), parent="t1_c1")[0].url == (
        "https://www.reddit.com/r/x/1/"
    )


def test_a_message_is_answered_in_its_thread():
    _, path, fields = said(
        httpx2.Response(200, json=POSTED), Visibility.PRIVATE, parent="t4_m1"
    )

    assert (path, fields["thing_id"]) == ("/api/comment", "t4_m1")


def test_who_wrote_in_public_is_sent_a_message():
    sent, path, fields = said(
        httpx2.Response(200, json={"json": {"errors": []}}),
        Visibility.PRIVATE,
        subject="s" * 120,
        references=("t1_c1",),
    )

    assert (sent, path) == (Sent(""), "/api/compose")
    assert (fields["to"], fields["subject"]) == ("noura", "s" * 100)


@pytest.mark.parametrize(
    ("visibility", "to"), [(Visibility.PUBLIC, "noura"), (Visibility.PRIVATE, "")]
)
def test_what_has_no_place_is_not_sent(visibility, to):
    service = Service(AssertionError("nothing may be said"))

    with pytest.raises(Undeliverable):
        service.say(visibility, to)


def test_one_token_serves_all_calls():
    service = Service(httpx2.Response(200, json=POSTED))
    service.say(parent="t1_c1")
    service.say(parent="t1_c1")
    first, second, third = service.asked

    assert first.url.path == "/api/v1/access_token"
    assert first.headers["authorization"] == "Basic YXBwOnM="
    assert {second.headers["authorization"], third.headers["authorization"]} == {"Bearer t"}
    assert {one.headers["user-agent"] for one in service.asked} == {
        "server:amends.desk:1 (by /u/desk)"
    }


@pytest.mark.parametrize(
    ("token", "error"),
    [
        (httpx2.Response(400, json={"error": "invalid_grant"}), NeedsReconnecting),
        (httpx2.Response(401, json={}), NeedsReconnecting),
        (httpx2.ReadTimeout("slow"), Unreachable),
        (httpx2.Response(429, json={}), Busy),
    ],
)
def test_without_a_token_nothing_is_asked(token, error):
    service = Service(AssertionError("nothing may be asked"), token)

    with pytest.raises(error):
        service.say(parent="t1_c1")


@pytest.mark.parametrize(
    ("errors", "error"),
    [
        ([["RATELIMIT", "try again in 9 minutes", "ratelimit"]], Busy),
        ([["USER_REQUIRED", "Please log in", None]], NeedsReconnecting),
        ([["THREAD_LOCKED", "Comments are locked", "parent"]], Undeliverable),
        ([["DELETED_COMMENT", "that comment has been deleted", "parent"]], Undeliverable),
        ([["TOO_LONG", "this is too long", "text"]], Undeliverable),
        ([[]], Undeliverable),
    ],
)
def test_a_refusal_comes_with_a_200(errors, error):
    with pytest.raises(error):
        said(httpx2.Response(200, json={"json": {"errors": errors}}), parent="t1_c1")


@pytest.mark.parametrize(
    ("message", "seconds"),
    [
        ("you are doing that too much. try again in 9 minutes.", 540),
        ("Take a break for 1 minute before trying again.", 60),
        ("try again in 30 seconds", 30),
        ("try again in 2 hours", 7200),
        ("slow down", 60),
    ],
)
def test_a_rate_limit_says_how_long(message, seconds):
    with pytest.raises(Busy) as busy:
        raise_for_errors([["RATELIMIT", message, "ratelimit"]])

    assert busy.value.retry_after_s == seconds


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx2.Response(401, json={}), NeedsReconnecting),
        (httpx2.Response(403, json={"message": "Forbidden"}), NeedsReconnecting),
        (httpx2.Response(404, json={}), Undeliverable),
        (httpx2.Response(429, json={}, headers={"x-ratelimit-reset": "53"}), Busy),
        (httpx2.Response(500, json={}), TimeoutError),
        (httpx2.ReadTimeout("slow"), TimeoutError),
        (httpx2.Response(200, json={"json": {"errors": []}}), BrokenPage),
        (httpx2.Response(200, json=[]), BrokenPage),
    ],
)
def test_a_refusal_is_told(answer, error):
    with pytest.raises(error):
        said(answer, parent="t1_c1")


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"reason": "private", "error": 403}, Closed),
        ({"reason": "banned"}, Closed),
        ({"reason": "quarantined"}, Closed),
        ({"reason": "you"}, NeedsReconnecting),
        ([], NeedsReconnecting),
    ],
)
def test_a_forum_that_is_shut_is_no_lost_sign_in(body, error):
    with pytest.raises(error):
        Service(httpx2.Response(403, json=body)).api.list("r/x/new", {})


@pytest.mark.parametrize(("told", "left"), [("9324.0", 9324), ("0.0", 0), ("", float("inf"))])
def test_what_is_left_is_read(told, left):
    page = {"kind": "Listing", "data": {"children": [], "after": None}}
    service = Service(httpx2.Response(200, json=page, headers={"x-ratelimit-remaining": told}))

    assert service.api.list("r/x/new", {}) == ([], "")
    assert service.api.left == left


def test_what_is_not_there_is_an_empty_list():
    assert Service(httpx2.Response(404)).api.list("r/gone/new", {}) == ([], "")


@pytest.mark.parametrize("page", [[], {"data": []}, {"data": {}}, {"data": {"children": [1]}}])
def test_what_is_no_list_is_broken(page):
    with pytest.raises(BrokenPage):
        Service(httpx2.Response(200, json=page)).api.list("r/x/new", {})


@pytest.mark.skipif(not REAL.exists(), reason="the recorded answers of Reddit are not here")
def test_a_real_answer_says_what_was_posted():
    tape = json.loads((REAL / "TestSubmission.test_reply.json").read_text("utf-8"))
    body = tape["interactions"][-1]["response"]["body"]["string"]

    sent = said(httpx2.Response(200, text=body), parent="t3_4b1tfm")[0]

    assert sent.external_id == "t1_d162ara"
