from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from connectors.graph_server import Server, refusal

from amends.connectors.platforms.meta.instagram_token import renewed
from amends.connectors.platforms.meta.rounds import Place
from amends.connectors.protocol import NeedsReconnecting


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PATH = "/refresh_access_token"
FRESH = {"access_token": "new", "token_type": "bearer", "expires_in": 5184000}


def due_in(place):
    return timedelta(seconds=place.notes["renew_at"] - NOW.timestamp())


@pytest.mark.parametrize(("days", "token"), [(1.99, ""), (2, "new")])
def test_a_token_is_first_renewed_after_two_days(days, token):
    server, place = Server(**{PATH: FRESH}), Place()
    assert renewed(server.graph(secret=""), place, NOW) == ""

    later = NOW + timedelta(days=days)

    assert renewed(server.graph(secret=""), place, later) == token


def test_a_fresh_token_is_good_for_a_month():
    server, place = Server(**{PATH: FRESH}), Place(notes={"renew_at": int(NOW.timestamp())})

    assert renewed(server.graph(secret=""), place, NOW) == "new"

    asked = dict(server.asked[0].url.params)
    assert asked == {"grant_type": "ig_refresh_token", "access_token": "t0ken"}
    assert due_in(place) == timedelta(days=30)


@pytest.mark.parametrize(
    "trouble", [refusal(100), refusal(4), refusal(2, 500), httpx2.Response(404), {}]
)
def test_a_token_that_cannot_be_renewed_goes_on_for_a_day(trouble):
    server, place = Server(**{PATH: trouble}), Place(notes={"renew_at": 0})

    assert renewed(server.graph(secret=""), place, NOW) == ""
    assert due_in(place) == timedelta(days=1)


def test_a_token_that_has_ended_reaches_a_person():
    with pytest.raises(NeedsReconnecting):
        renewed(Server(**{PATH: refusal(190)}).graph(), Place(notes={"renew_at": 0}), NOW)


def test_the_token_is_not_told_in_an_error():
    server = Server(**{PATH: httpx2.Response(401, json={})})

    with pytest.raises(NeedsReconnecting) as trouble:
        renewed(server.graph(token="hush-hush"), Place(notes={"renew_at": 0}), NOW)
    assert "hush-hush" not in str(trouble.value)
