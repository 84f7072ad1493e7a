import json

import httpx2
import pytest
from connectors.x_server import Server

from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Outgoing,
    OutOfCredits,
    Undeliverable,
    Visibility,
)


def outgoing(**change):
    given = {
        "to": "41",
        "text": "نأسف",
        "visibility": Visibility.PUBLIC,
        "key": "k",
        "parent": "5",
    }
    return Outgoing(**given | change)


def test_answer_stands_under_the_post():
    server = Server()

    sent = server.account().say(outgoing())

    (request,) = server.asked
    assert request.url.path == "/2/tweets"
    assert json.loads(request.content) == {
        "text": "نأسف",
        "reply": {"in_reply_to_tweet_id": "5"},
    }
    assert (sent.external_id, sent.url) == ("99", "https://x.com/rabwa/status/99")


def test_message_goes_to_the_person():
    server = Server()
    server.answer_to_post = httpx2.Response(201, json={"data": {"dm_event_id": "98"}})

    sent = server.account().say(outgoing(visibility=Visibility.PRIVATE, text="x" * 10_000))

    (request,) = server.asked
    assert request.url.path == "/2/dm_conversations/with/41/messages"
    assert (sent.external_id, json.loads(request.content)) == ("98", {"text": "x" * 10_000})


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("س" * 280, True),
        ("س" * 281, False),
        ("س" * 256 + " https://a.example/" + "x" * 300, True),
        ("س" * 257 + " https://a.example/", False),
        ("😡" * 140, True),
        ("😡" * 141, False),
    ],
)
def test_post_is_as_long_as_x_weighs_it(text, fits):
    server = Server()

    if fits:
        assert server.account().say(outgoing(text=text))
    else:
        with pytest.raises(Undeliverable):
            server.account().say(outgoing(text=text))
    assert len(server.asked) == fits


@pytest.mark.parametrize("change", [{"to": ""}, {"text": "x" * 10_001}])
def test_message_needs_a_person_and_an_end(change):
    with pytest.raises(Undeliverable):
        Server().account().say(outgoing(visibility=Visibility.PRIVATE, **change))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx2.Response(403, json={"detail": "not summoned"}), Undeliverable),
        (httpx2.Response(400, json={"detail": "no"}), Undeliverable),
        (httpx2.Response(404, json=[]), Undeliverable),
        (httpx2.Response(401, json={}), NeedsReconnecting),
        (httpx2.Response(402, json=[]), OutOfCredits),
        (httpx2.Response(429, headers={"x-rate-limit-reset": "0"}), Busy),
        (httpx2.Response(502), TimeoutError),
        (httpx2.Response(201, json={}), BrokenPage),
        (httpx2.Response(201, content=b"<html>"), BrokenPage),
    ],
)
def test_what_became_of_a_post_is_told(answer, error):
    server = Server()
    server.answer_to_post = answer

    with pytest.raises(error):
        server.account().say(outgoing())
    assert len(server.asked) == 1


def test_refusal_speaks_in_xs_words():
    server = Server()
    server.answer_to_post = httpx2.Response(403, json={"detail": "not summoned"})

    with pytest.raises(Undeliverable, match="not summoned"):
        server.account().say(outgoing())
