import json
import os
from pathlib import Path

import httpx2
import pytest

from amends.connectors.network.http import Http
from amends.connectors.platforms.wordpress.api import Api
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Outgoing,
    Sent,
    Undeliverable,
    Visibility,
)


REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/wordpress-live-7.1.4"
POSTED = {"id": 9, "link": "https://shop.example/hello/#comment-9"}
TO_A_COMMENT = {"parent": "comment-5@shop.example", "thread": "post-1@shop.example"}


def say(answer, text="hi", visibility=Visibility.PUBLIC, **where):
    asked = []

    def play(request):
        asked.append(json.loads(request.content))
        if isinstance(answer, Exception):
            raise answer
        return answer

    http = Http(transport=lambda *_: httpx2.MockTransport(play))
    api = Api("https://shop.example/", "desk", "p", http)
    return api.comment(Outgoing("", text, visibility, "k", **where)), asked


@pytest.mark.parametrize(
    ("where", "parent"),
    [
        (TO_A_COMMENT, 5),
        ({"parent": "post-1@shop.example", "thread": "post-1@shop.example"}, 0),
    ],
)
def test_an_answer_stands_below_what_it_answers(where, parent):
    sent, asked = say(httpx2.Response(201, json=POSTED), "a <b> & c", **where)

    assert sent == Sent("comment-9@shop.example", "https://shop.example/hello/#comment-9")
    assert asked == [{"post": 1, "parent": parent, "content": "a &lt;b&gt; &amp; c"}]


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (401, "rest_comment_login_required", NeedsReconnecting),
        (403, "rest_cannot_create", NeedsReconnecting),
        (403, "rest_comment_closed", Undeliverable),
        (403, "rest_comment_trash_post", Undeliverable),
        (403, "rest_comment_draft_post", Undeliverable),
        (403, "rest_comment_invalid_post_id", Undeliverable),
        (400, "comment_flood", Busy),
        (400, "comment_content_column_length", Undeliverable),
        (409, "comment_duplicate", Undeliverable),
        (429, "too_many", Busy),
        (500, "internal", TimeoutError),
    ],
)
def test_a_refusal_is_told(status, code, error):
    refused = httpx2.Response(status, json={"code": code, "message": "why it&#8217;s so"})

    with pytest.raises(error) as told:
        say(refused, **TO_A_COMMENT)

    assert error is not Undeliverable or "why it’s so" in str(told.value)


@pytest.mark.parametrize("content", ["<html>", "[]", '"no"'])
def test_a_refusal_that_is_no_json_is_told_too(content):
    with pytest.raises(NeedsReconnecting):
        say(httpx2.Response(403, text=content), **TO_A_COMMENT)


@pytest.mark.parametrize(
    ("visibility", "where"),
    [
        (Visibility.PRIVATE, TO_A_COMMENT),
        (Visibility.PUBLIC, {"parent": "comment-5@shop.example"}),
        (Visibility.PUBLIC, {"parent": "comment-5@shop.example", "thread": "elsewhere"}),
    ],
)
def test_what_has_no_place_is_not_sent(visibility, where):
    with pytest.raises(Undeliverable):
        say(AssertionError("nothing may be asked"), visibility=visibility, **where)


def test_of_unknown_fate_nobody_says_it_went():
    with pytest.raises(TimeoutError):
        say(httpx2.ReadTimeout("slow"), **TO_A_COMMENT)


@pytest.mark.parametrize("told", [{}, [], None])
def test_a_site_that_does_not_say_what_it_posted_is_broken(told):
    with pytest.raises(BrokenPage):
        say(httpx2.Response(201, json=told), **TO_A_COMMENT)


@pytest.mark.parametrize("page", [{}, [1], "no"])
def test_what_is_no_list_is_broken(page):
    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, json=page))
    api = Api("https://shop.example", "desk", "p", Http(transport=lambda *_: transport))

    with pytest.raises(BrokenPage):
        api.items("comments", {})
    with pytest.raises(BrokenPage):
        api.my_number()


@pytest.mark.skipif(not REAL.exists(), reason="the recorded answers of WordPress are not here")
def test_a_real_refusal_asks_a_person_to_sign_in():
    recorded = json.loads((REAL / "comment_anonymous_401.json").read_text("utf-8"))

    with pytest.raises(NeedsReconnecting):
        say(httpx2.Response(recorded["status"], json=recorded["body"]), **TO_A_COMMENT)
