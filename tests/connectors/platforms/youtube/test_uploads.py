import os
from dataclasses import replace
from pathlib import Path

import pytest
from connectors.youtube_server import ME, NOW

from amends.connectors.network.signatures import sign
from amends.connectors.platforms.youtube.settings import Settings
from amends.connectors.platforms.youtube.uploads import (
    HUB,
    check,
    parse_call,
    topic_of,
    wish_of,
)
from amends.connectors.protocol import Call, Challenge, Refused


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


def test_hub_is_asked_for_our_channel():
    wish = wish_of(SETTINGS)

    assert (wish.hub, wish.topic) == (HUB, topic_of(ME))
    assert (wish.callback, wish.secret) == ("https://desk.example/h/1/", "s3cret")
