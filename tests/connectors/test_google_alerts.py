import os
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from amends.connectors.feeds.entries import parse_feed
from amends.connectors.google_alerts import GoogleAlerts, Settings, parse_alert
from amends.connectors.mail.parse import parse_mail
from amends.connectors.network.http import Http
from amends.connectors.protocol import Batch, BrokenPage
from amends.connectors.source_settings import SettingsError


OWN = Path(__file__).parent / "google_alerts"
REAL = Path(os.environ["AMENDS_SHARED"]) / "fixtures/feeds-feedjira/google_alerts_atom.xml"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FEED = "https://www.google.com/alerts/feeds/1/2"


class Mailbox:
    def hear(self, cursor):
        raw = (OWN / "alert.eml").read_bytes()
        alert = parse_mail(raw, own_addresses=frozenset(), received_at=NOW)
        other = parse_mail(
            b"From: a@b.example\r\n\r\nhi", own_addresses=frozenset(), received_at=NOW
        )
        return Batch((alert, other), cursor=cursor + "+", more=not cursor)


def alerts(body, *, feeds=(FEED,), mailbox=None):
    def answer(request):
        known = request.headers.get("if-none-match") == '"1"'
        return httpx2.Response(304 if known else 200, content=body, headers={"etag": '"1"'})

    http = Http(transport=lambda _a, _s: httpx2.MockTransport(answer))
    settings = (
        Settings(feeds=feeds)
        if feeds
        else Settings(imap_host="m.example", address="a@m.example", password="p")
    )
    return GoogleAlerts(settings, http, mailbox, clock=lambda: NOW)


def test_article_is_named_by_its_own_address():
    (heard,) = alerts((OWN / "atom.xml").read_bytes()).hear("").mentions

    assert heard.external_id == "https://news.example/a"
    assert heard.author_name == "news.example"


def test_words_are_freed_of_what_google_adds():
    entry = parse_feed((OWN / "atom.xml").read_bytes()).entries[0]

    heard = parse_alert(entry, NOW)

    assert (heard.subject, heard.text) == ("قهوة رَبوة تصل متأخرة", "يقول العملاء إن رَبوة تأخرت")
    assert heard.url == "https://news.example/a?utm_source=g"
    assert heard.data == {"alert_id": "22", "site": "news.example"}
    assert heard.said_at == datetime(2026, 11, 22, 10, tzinfo=UTC)


def test_feed_and_mail_tell_of_one_article_once():
    source = alerts((OWN / "atom.xml").read_bytes(), mailbox=Mailbox())

    batch = source.hear("")

    assert [one.external_id for one in batch.mentions] == [
        "https://news.example/a",
        "https://blog.example/b",
    ]
    assert batch.more is True


def test_mail_alone_is_enough():
    assert len(alerts(b"", feeds=(), mailbox=Mailbox()).hear("").mentions) == 2


def test_cursor_remembers_feed_and_mailbox():
    source = alerts((OWN / "atom.xml").read_bytes(), mailbox=Mailbox())
    first = source.hear("")

    again = source.hear(first.cursor)

    assert {one.external_id for one in again.mentions} == {
        "https://news.example/a",
        "https://blog.example/b",
    }
    assert again.more is False
    assert '"mail": "++"' in again.cursor


def test_unchanged_feed_says_nothing_new():
    source = alerts((OWN / "atom.xml").read_bytes())

    assert source.hear(source.hear("").cursor).mentions == ()


def test_broken_feed_raises():
    with pytest.raises(BrokenPage):
        alerts(b"<html>sign in</html>").hear("")


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, {"feeds"}),
        ({"feeds": ("javascript:x",)}, {"feeds"}),
        ({"imap_host": "m.example", "address": "a", "password": "p"}, {"address"}),
        ({"imap_host": "m.example", "address": "a@m.example"}, {"password"}),
    ],
)
def test_wrong_settings_are_named(given, wrong):
    with pytest.raises(SettingsError) as refusal:
        Settings(**given)

    assert set(refusal.value.problem_by_setting) == wrong


@pytest.mark.skipif(not REAL.exists(), reason="the recorded feeds are not here")
def test_real_feed_is_unwrapped():
    heard = alerts(REAL.read_bytes()).hear("").mentions

    assert heard
    assert not any("google." in one.url for one in heard)
    assert len({one.external_id for one in heard}) == len(heard)
