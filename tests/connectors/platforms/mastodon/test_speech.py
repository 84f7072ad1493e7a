from urllib.parse import parse_qs

import httpx2
import pytest
from connectors.mastodon_server import Server, post

from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Outgoing,
    Undeliverable,
    Visibility,
)


def outgoing(**change):
    given = {
        "to": "noura@far.example",
        "text": "نأسف",
        "visibility": Visibility.PUBLIC,
        "key": "k1",
    }
    return Outgoing(**given | change)


def said(server):
    (request,) = [one for one in server.asked if one.method == "POST"]
    return request, {
        name: values[0] for name, values in parse_qs(request.content.decode()).items()
    }


def test_answer_names_the_customer_and_stands_under_his_post():
    server = Server(post("1"))

    sent = server.account().say(outgoing(parent="1", language="ar"))

    request, fields = said(server)
    assert fields == {
        "status": "@noura@far.example نأسف",
        "visibility": "public",
        "language": "ar",
        "in_reply_to_id": "1",
    }
    assert request.headers["idempotency-key"] == "k1"
    assert (sent.external_id, sent.url) == ("900", "https://far.example/@noura/1")


def test_private_answer_goes_to_him_alone():
    server = Server()

    server.account().say(outgoing(visibility=Visibility.PRIVATE))

    assert said(server)[1]["visibility"] == "direct"


def test_name_the_writer_put_himself_is_not_doubled():
    server = Server()

    server.account().say(outgoing(text="نأسف يا @Noura@far.example"))

    assert said(server)[1]["status"] == "نأسف يا @Noura@far.example"


@pytest.mark.parametrize(
    ("visibility", "goes"),
    [("public", True), ("unlisted", True), ("private", False), ("direct", False)],
)
def test_private_words_are_never_answered_in_public(visibility, goes):
    server = Server(post("1", visibility=visibility))

    if goes:
        assert server.account().say(outgoing(parent="1"))
    else:
        with pytest.raises(Undeliverable):
            server.account().say(outgoing(parent="1"))
    assert any(one.method == "POST" for one in server.asked) is goes


def test_answer_to_what_is_gone_is_not_sent():
    with pytest.raises(Undeliverable):
        Server().account().say(outgoing(parent="1"))


@pytest.mark.parametrize(("length", "fits"), [(1000, True), (1001, False)])
def test_post_is_as_long_as_the_server_allows(length, fits):
    server = Server()
    text = "x" * (length - len("@noura@far.example "))

    if fits:
        assert server.account().say(outgoing(text=text))
    else:
        with pytest.raises(Undeliverable):
            server.account().say(outgoing(text=text))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx2.Response(422, json={"error": "Text is empty"}), Undeliverable),
        (httpx2.Response(404, json={}), Undeliverable),
        (httpx2.Response(401), NeedsReconnecting),
        (httpx2.Response(429, headers={"retry-after": "9"}), Busy),
        (httpx2.Response(502), TimeoutError),
        (httpx2.Response(200, content=b"<html>"), BrokenPage),
        (httpx2.Response(200, json={}), BrokenPage),
    ],
)
def test_what_became_of_a_post_is_told(answer, error):
    server = Server()
    server.answer_to_post = answer

    with pytest.raises(error):
        server.account().say(outgoing())
