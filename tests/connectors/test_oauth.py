import httpx2
import pytest

from amends.connectors.http import Http
from amends.connectors.oauth import bearer, trade_for_token
from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting, Unreachable


URL = "https://sign-in.example/token"


def trade(answer):
    asked = []

    def play(request):
        asked.append(request)
        if isinstance(answer, Exception):
            raise answer
        return answer

    http = Http(transport=lambda *_: httpx2.MockTransport(play))
    return trade_for_token(http, URL, {"grant_type": "refresh_token"}, {"X-A": "b"}), asked


def test_grant_is_traded_for_a_token():
    token, (asked,) = trade(httpx2.Response(200, json={"access_token": "t", "expires_in": 3}))

    assert (token, asked.content, asked.headers["x-a"]) == (
        "t",
        b"grant_type=refresh_token",
        "b",
    )
    assert bearer(token) == {"Authorization": "Bearer t"}


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
