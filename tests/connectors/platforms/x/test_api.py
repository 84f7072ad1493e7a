import httpx2
import pytest
from connectors.x_server import Server

from amends.connectors.platforms.x.api import Api, Forbidden, LostPlace, SignedOut
from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting, OutOfCredits


PATH = "users/7/mentions"


def asking(answer):
    server = Server()
    server.refusals[PATH] = answer
    return Api("t", server.account()._http)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx2.Response(401, json={"title": "Unauthorized"}), SignedOut),
        (httpx2.Response(403, content=b"<html>"), Forbidden),
        (httpx2.Response(402, json={"detail": "no credits"}), OutOfCredits),
        (httpx2.Response(429, headers={"x-rate-limit-reset": "0"}), Busy),
        (httpx2.Response(400, json={"detail": "bad"}), BrokenPage),
        (httpx2.Response(200, json=[]), BrokenPage),
        (httpx2.Response(200, json={"data": {}}), BrokenPage),
        (httpx2.Response(200, json={"meta": 3}), BrokenPage),
        (httpx2.Response(404), BrokenPage),
    ],
)
def test_refusals_are_read(answer, error):
    with pytest.raises(error):
        asking(answer).page(PATH, {})


def test_both_losses_of_a_sign_in_reach_a_person():
    assert issubclass(SignedOut, NeedsReconnecting)
    assert issubclass(Forbidden, NeedsReconnecting)


@pytest.mark.parametrize("name", ["pagination_token", "next_token"])
def test_page_that_x_forgot_is_told_from_a_wrong_question(name):
    with pytest.raises(LostPlace):
        asking(httpx2.Response(400, json={})).page(PATH, {name: "x"})


@pytest.mark.parametrize("told", [{}, {"data": {}}, {"data": []}, []])
def test_account_nobody_knows_is_told(told):
    server = Server()
    server.refusals["users/by/username/nobody"] = httpx2.Response(200, json=told)

    with pytest.raises(BrokenPage):
        Api("t", server.account()._http).number_of("nobody")
