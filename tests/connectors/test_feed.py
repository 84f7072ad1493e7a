"""A feed: what it may be, and its hub, asked to call in time and only for what we wanted."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx2
import pytest

from amends.connectors.feed import Feed, Settings
from amends.connectors.network.http import Http
from amends.connectors.protocol import Call, Challenge, Refused
from amends.connectors.source_settings import SettingsError


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
URL, TOPIC, HUB = "https://b.example/feed?x", "https://b.example/feed", "https://hub.example/"
ADDRESS = "https://desk.example/in/1/"
NAMED = f"<link rel='hub' href='{HUB}'/><link rel='self' href='{TOPIC}'/>"
JSON = f"""{{"version": "https://jsonfeed.org/version/1.1", "items": [], "feed_url": "{TOPIC}",
             "hubs": [{{"type": "WebSub", "url": "{HUB}"}}]}}"""


class Web:
    """A page that names its hub, and the hub."""

    def __init__(self, links=NAMED, headers=None, page=""):
        atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{links}</feed>'
        self.page, self.headers, self.wishes = page or atom, {"etag": "1"} | (headers or {}), []

    def __call__(self, request):
        if request.url.host == "hub.example":
            self.wishes.append(parse_qs(request.content.decode()))
            return httpx2.Response(202)
        if request.headers.get("if-none-match"):
            return httpx2.Response(304)
        return httpx2.Response(200, content=self.page, headers=self.headers)

    def feed(self, secret="s3cret", address=ADDRESS, now=NOW):
        http = Http(transport=lambda *_: httpx2.MockTransport(self))
        settings = Settings(url=URL, call_secret=secret)
        return Feed(settings, http, clock=lambda: now, call_address=address)


@pytest.mark.parametrize(
    "web",
    [
        Web(),
        Web("", {"link": f'<{HUB}>; rel="hub", <{TOPIC}>; rel="self"'}),
        Web(page=JSON),
        Web(
            page=f"<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel>"
            f"<title>t</title>{NAMED.replace('<link', '<atom:link')}</channel></rss>"
        ),
    ],
    ids=["atom", "header", "json", "rss"],
)
def test_hub_is_asked_in_the_round_after_its_secret_was_made(web):
    batch = web.feed(secret="").hear("")
    assert (len(batch.secrets["call_secret"]), web.wishes) == (43, [])

    after = web.feed(secret=batch.secrets["call_secret"]).hear(batch.cursor)

    assert after.secrets == {}
    (wish,) = web.wishes
    assert (wish["hub.topic"], wish["hub.secret"]) == ([TOPIC], [batch.secrets["call_secret"]])
    assert wish["hub.callback"][0].startswith(f"{ADDRESS}?asked=")


@pytest.mark.parametrize(("later", "times"), [(timedelta(hours=23), 1), (timedelta(days=1), 2)])
def test_hub_is_asked_again_though_the_page_did_not_change(later, times):
    web = Web()
    cursor = web.feed().hear("").cursor

    web.feed(now=NOW + later).hear(cursor)

    assert len(web.wishes) == times


@pytest.mark.parametrize(
    ("links", "address"),
    [
        ("", ADDRESS),
        (NAMED, ""),
        (NAMED, ADDRESS.replace("https", "http")),
        (NAMED.replace("https://hub", "http://hub"), ADDRESS),
    ],
    ids=["no hub", "no address", "desk without https", "hub without https"],
)
def test_nobody_is_asked_to_call(links, address):
    web = Web(links)

    batch = web.feed(secret="", address=address).hear("")

    assert (batch.secrets, web.wishes) == ({}, [])


def test_hub_is_told_only_of_the_topic_we_asked_for():
    web = Web()
    web.feed().hear("")
    asked = dict(parse_qsl(urlsplit(web.wishes[0]["hub.callback"][0]).query))
    question = asked | {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "abc"}

    def ask(change):
        return web.feed().check(Call(b"", {}, NOW, question | change, "GET"))

    assert ask({}) == Challenge(b"abc")
    for change in ({"hub.topic": "https://c.example"}, {"asked": ""}, {"hub.topic": ""}):
        assert isinstance(ask(change), Refused)


def test_hub_inside_the_house_is_not_asked(monkeypatch):
    monkeypatch.setenv("AMENDS_ALLOW_HOSTS", "127.0.0.1:1")

    feed = Feed(Settings(url="http://127.0.0.1:1/feed"))

    hosts = (feed._reader.http.allow_hosts, feed._hub.allow_hosts)
    assert hosts == ({"127.0.0.1:1"}, frozenset())


@pytest.mark.parametrize("url", ["javascript:alert(1)", "feed", "file:///etc/passwd"])
def test_address_of_no_page_is_refused(url):
    with pytest.raises(SettingsError):
        Settings(url=url)
