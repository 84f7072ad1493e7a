import httpx2
import pytest

from amends.connectors.network.http import Http
from amends.connectors.network.oauth import Tokens, basic, bearer, trade_for_token
from amends.connectors.network.oauth import trade as trade_grant
from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting, Unreachable


URL = "https://sign-in.example/token"


def trade(answer, ask=trade_for_token):
    asked = []

    def play(request):
        asked.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    http = Http(transport=lambda *_: httpx2.MockTransport(play))
    return ask(http, URL, {"grant_type": "refresh_token"}, {"X-A": "b"}), asked


def test_grant_is_traded_for_a_token():
    token, (asked,) = trade(httpx2.Response(200, json={"access_token": "t", "expires_in": 3}))

    assert (token, asked.content, asked.headers["x-a"]) == (
        "t",
        b"grant_type=refresh_token",
        "b",
    )
    assert bearer(token) == {"Authorization": "Bearer t"}


@pytest.mark.parametrize(
    ("given", "tokens"),
    [
        ({"refresh_token": "r", "expires_in": 7200}, Tokens("t", "r", 7200)),
        ({}, Tokens("t")),
        ({"refresh_token": None, "expires_in": "soon"}, Tokens("t")),
    ],
)
def test_grant_may_be_spent_by_trading_it(given, tokens):
    answer = httpx2.Response(200, json={"access_token": "t"} | given)

    assert trade(answer, trade_grant)[0] == tokens


def test_app_shows_its_secret():
    assert basic("app", "s3cret") == {"Authorization": "Basic YXBwOnMzY3JldA=="}


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx2.Response(400, json={"error": "invalid_grant"}), NeedsReconnecting),
        (httpx2.Response(401, json={}), NeedsReconnecting),
        (httpx2.Response(429, json={}), Busy),
        (httpx2.Response(500), Unreachable),
        (httpx2.ReadTimeout("slow"), Unreachable),
        (httpx2.ConnectError("no"), Unreachable),
        (httpx2.Response(200, text="<html>"), BrokenPage),
        (httpx2.Response(200, json=[]), BrokenPage),
        (httpx2.Response(200, json={"access_token": ""}), BrokenPage),
        (httpx2.Response(200, json={"access_token": 7}), BrokenPage),
    ],
)
def test_sign_in_that_fails_says_how(answer, error):
    with pytest.raises(error):
        trade(answer)
