import os
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import httpx2
import pytest
from connectors.youtube_server import ME, NOW

from amends.connectors.http import Http
from amends.connectors.protocol import Call, Challenge, Refused
from amends.connectors.signatures import sign
from amends.connectors.youtube_settings import Settings
from amends.connectors.youtube_uploads import check, is_due, parse_call, subscribe, topic_of


REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/feeds-feedjira"
SETTINGS = Settings(
    channel=ME, key="k", call_secret="s3cret", call_address="https://desk.example/h/1/"
)
QUESTION = {"hub.mode": "subscribe", "hub.topic": topic_of(ME), "hub.challenge": "abc"}
GONE = (
    b'<feed xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns="http://www.w3.org/2005/Atom">'
    b'<title>t</title><at:deleted-entry ref="yt:video:abc-_1" when="2026-11-23T08:00:00+00:00"/></feed>'
)


def ask(change=None, settings=SETTINGS):
    return check(Call(b"", {}, NOW, QUESTION | (change or {}), "GET"), settings)


def test_hub_is_told_what_we_asked_for():
    assert ask() == Challenge(b"abc")


@pytest.mark.parametrize(
    "change",
    [
        {"hub.mode": "unsubscribe"},
        {"hub.topic": topic_of("UCother")},
        {"hub.topic": ""},
    ],
)
def test_hub_is_not_told_what_we_did_not_ask_for(change):
    assert isinstance(ask(change), Refused)


def test_without_a_secret_nothing_is_wanted():
    assert isinstance(ask(settings=replace(SETTINGS, call_secret="")), Refused)


def test_call_is_signed_by_sha1():
    call = Call(
        GONE, {"x-hub-signature": "sha1=" + sign("s3cret", GONE, algorithm="sha1")}, NOW
    )

    assert check(call, SETTINGS) is None
    assert isinstance(check(replace(call, raw=GONE + b" "), SETTINGS), Refused)


def test_video_that_went_is_told():
    (deletion,) = parse_call(Call(GONE, {}, NOW), ME).deletions

    assert (deletion.external_id, deletion.deleted_at.hour) == ("abc-_1", 8)


@pytest.mark.skipif(not REAL.exists(), reason="recorded feeds are not here")
def test_real_feed_of_uploads_is_read():
    (path,) = (one for one in REAL.iterdir() if "youtube" in one.name.lower())

    heard = parse_call(Call(path.read_bytes(), {}, NOW), ME).mentions

    assert heard[0].external_id == "5shykyfmb28"
    assert all(one.is_ours and one.text and one.url for one in heard)


@pytest.mark.parametrize(
    ("answer", "is_taken"),
    [
        (httpx2.Response(202), True),
        (httpx2.Response(400), False),
        (httpx2.Response(500), False),
    ],
)
def test_hub_may_take_our_wish(answer, is_taken):
    asked = []

    def play(request):
        asked.append(request)
        return answer

    http = Http(transport=lambda *_: httpx2.MockTransport(play))

    assert subscribe(http, SETTINGS, 60) is is_taken
    wish = parse_qs(asked[0].content.decode())
    assert wish["hub.callback"] == ["https://desk.example/h/1/"]
    assert (wish["hub.topic"], wish["hub.secret"]) == ([topic_of(ME)], ["s3cret"])


@pytest.mark.parametrize(("later_s", "due"), [(0, True), (1, False)])
def test_hub_is_asked_when_its_time_is_over(later_s, due):
    until = int(NOW.timestamp()) + later_s

    assert is_due(SETTINGS, until, NOW) is due
    assert is_due(replace(SETTINGS, call_address=""), 0, NOW) is False
