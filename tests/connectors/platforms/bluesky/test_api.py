import httpx2
import pytest
from connectors.bluesky_server import ME, Server, refusal

from amends.connectors.platforms.bluesky.api import Api, Missing, Session, SignedOut, session_of
from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting, Unreachable


def asking(path, answer):
    server = Server()
    server.refusals[path] = answer
    return Api("https://pds.example", server.account()._http, Session(ME, "a", "r"))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal("ExpiredToken"), SignedOut),
        (refusal("InvalidToken"), SignedOut),
        (refusal("NotFound"), Missing),
        (refusal("InvalidRequest"), BrokenPage),
        (refusal("AuthenticationRequired", 401), NeedsReconnecting),
        (httpx2.Response(429), Busy),
        (httpx2.Response(400, content=b"<html>"), BrokenPage),
        (httpx2.Response(400, json=[]), BrokenPage),
        (httpx2.Response(200, json=[]), BrokenPage),
        (httpx2.Response(404), BrokenPage),
    ],
)
def test_refusals_are_read(answer, error):
    with pytest.raises(error):
        asking("x", answer).page("x")


def test_messages_of_a_conversation_are_asked_of_their_own_service():
    with pytest.raises(BrokenPage):
        asking("x", refusal("InvalidRequest")).chat("x")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (refusal("InvalidRequest"), NeedsReconnecting),
        (refusal("RateLimitExceeded", 429), Busy),
        (httpx2.Response(500), Unreachable),
        (httpx2.Response(200, json={}), BrokenPage),
        (httpx2.Response(200, json=[]), BrokenPage),
    ],
)
def test_sign_in_that_fails_says_how(answer, error):
    with pytest.raises(error):
        asking("com.atproto.server.createSession", answer).sign_in("shop.test", "p")


def test_session_is_stored_as_a_text():
    session = Session(ME, "a", "r")

    assert session_of(str(session)) == session
    assert [session_of(text) for text in ("", "x", "{}", "[]", '{"did": "x"}')] == [None] * 5
