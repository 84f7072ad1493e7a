from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs

import httpx2
import pytest

from amends.connectors.feeds.websub import AGAIN_S, RENEWED_S, Wish, check, links_of, renew
from amends.connectors.network.answers import Answer
from amends.connectors.network.http import Http
from amends.connectors.network.signatures import sign
from amends.connectors.protocol import Call, Challenge, Refused


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
AT = int(NOW.timestamp())
WISH = Wish(
    "https://hub.example/", "https://b.example/feed", "https://desk.example/in/1/", "s3cret"
)
QUESTION = {"hub.mode": "subscribe", "hub.topic": WISH.topic, "hub.challenge": "abc"}


def ask(change=None, secret="s3cret"):
    call = Call(b"", {}, NOW, QUESTION | (change or {}), "GET")
    return check(call, secret, lambda topic: topic == WISH.topic)


def hub(status):
    """Return a way out to a hub that answers so, and the wishes it got."""
    asked = []

    def play(request):
        asked.append(parse_qs(request.content.decode()))
        return httpx2.Response(status)

    return Http(transport=lambda *_: httpx2.MockTransport(play)), asked


def test_hub_is_told_what_we_asked_for():
    assert ask() == Challenge(b"abc")


@pytest.mark.parametrize(
    "change",
    [{"hub.mode": "unsubscribe"}, {"hub.mode": "denied"}, {"hub.topic": "https://c.example"}],
)
def test_hub_is_not_told_what_we_did_not_ask_for(change):
    assert isinstance(ask(change), Refused)


def test_without_a_secret_nothing_is_wanted():
    assert isinstance(ask(secret=""), Refused)


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_call_is_signed_over_its_raw_bytes(algorithm):
    digest = sign("s3cret", b"words", algorithm=algorithm)
    call = Call(b"words", {"x-hub-signature": f"{algorithm}={digest}"}, NOW)

    assert check(call, "s3cret", lambda _: True) is None
    for forged in (replace(call, raw=b"words "), replace(call, headers={})):
        assert isinstance(check(forged, "s3cret", lambda _: True), Refused)
    assert isinstance(check(call, "", lambda _: True), Refused)


@pytest.mark.parametrize(
    ("status", "later_s"), [(202, RENEWED_S), (204, RENEWED_S), (400, AGAIN_S), (500, AGAIN_S)]
)
def test_hub_may_take_our_wish(status, later_s):
    http, asked = hub(status)

    assert renew(http, WISH, 0, NOW) == AT + later_s
    (wish,) = asked
    assert (wish["hub.callback"], wish["hub.topic"]) == ([WISH.callback], [WISH.topic])
    assert (wish["hub.mode"], wish["hub.secret"]) == (["subscribe"], ["s3cret"])


@pytest.mark.parametrize(("until", "times"), [(AT, 1), (AT + 1, 0)])
def test_hub_is_asked_when_its_time_is_over(until, times):
    http, asked = hub(202)

    renew(http, WISH, until, NOW)

    assert len(asked) == times


@pytest.mark.parametrize("missing", ["hub", "callback", "secret"])
def test_without_all_of_it_no_hub_is_asked(missing):
    http, asked = hub(202)

    assert renew(http, replace(WISH, **{missing: ""}), 0, NOW) == 0
    assert asked == []


@pytest.mark.parametrize(
    ("header", "links"),
    [
        (
            '<https://hub.example/>; rel="hub", <https://b.example/feed>; rel=self',
            {"hub": "https://hub.example/", "self": "https://b.example/feed"},
        ),
        (
            '<https://a.example/>; rel="hub", <https://b.example/>; rel="hub"',
            {"hub": "https://a.example/"},
        ),
        ('</hub>; type="x"; rel="hub"', {"hub": "https://b.example/hub"}),
        ('<javascript:alert(1)>; rel="hub"', {"hub": ""}),
        ('<https://b.example/2>; rel="next"; title="hub"', {}),
        ("", {}),
    ],
)
def test_header_names_the_hub(header, links):
    assert links_of(Answer(200, {"link": header}, b"", "https://b.example/feed")) == links
