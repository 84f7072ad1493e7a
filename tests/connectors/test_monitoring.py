from dataclasses import replace
from datetime import UTC, datetime

import httpx2
import pytest

from amends.connectors.mail.parse import parse_mail
from amends.connectors.monitoring import Monitoring, Settings
from amends.connectors.network.http import Http
from amends.connectors.protocol import Batch
from amends.connectors.source_settings import SettingsError


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MAILBOX = {"imap_host": "m.example", "address": "a@m.example", "password": "p"}
RSS = """<rss version="2.0"><channel><title>t</title><item><title>Nakheel late</title>
<link>https://news.example/a?utm_source=tool</link><guid>1</guid>
<pubDate>Sun, 22 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>"""
ALERT = (
    b"From: Tool <Alerts@tool.example>\r\nSubject: 2 mentions\r\nMessage-ID: <1@tool.example>\r\n"
    b"Content-Type: text/html\r\n\r\n"
    b'<a href="https://news.example/a">Nakheel late</a><p>again</p>'
    b'<a href="https://tool.example/settings">Settings</a>'
)


class Mailbox:
    def hear(self, cursor):
        alert = parse_mail(ALERT, own_addresses=frozenset(), received_at=NOW)
        other = replace(alert, author_email="somebody@else.example")
        return Batch((alert, other), cursor=cursor + "+", more=not cursor)


def tool(**settings):
    answer = httpx2.Response(200, text=RSS, headers={"Content-Type": "text/xml"})
    http = Http(transport=lambda *_: httpx2.MockTransport(lambda _: answer))
    mailbox = Mailbox() if "imap_host" in settings else None
    return Monitoring(Settings(**settings), http, mailbox, clock=lambda: NOW)


def test_only_mails_of_the_named_senders_are_read():
    heard = tool(**MAILBOX, senders=("alerts@tool.example",)).hear("").mentions

    assert [(one.external_id, one.text) for one in heard] == [
        ("https://news.example/a", "again")
    ]
    assert tool(**MAILBOX, senders=("x@tool.example",)).hear("").mentions == ()


def test_sites_may_be_passed_over():
    source = tool(**MAILBOX, senders=("alerts@tool.example",), own_sites=("News.example",))

    assert [one.external_id for one in source.hear("").mentions] == ["<1@tool.example>"]


def test_feed_and_mail_tell_of_one_page_once_s4d_11():
    source = tool(
        **MAILBOX, senders=("alerts@tool.example",), feeds=("https://tool.example/rss",)
    )

    (one,) = source.hear("").mentions

    assert (one.external_id, one.subject) == ("https://news.example/a", "Nakheel late")


def test_a_feed_alone_is_enough():
    assert len(tool(feeds=("https://tool.example/rss",)).hear("").mentions) == 1


@pytest.mark.parametrize(
    ("given", "wrong"),
    [({}, {"feeds"}), (MAILBOX, {"senders"}), ({"imap_host": "m"}, {"address", "password"})],
)
def test_wrong_settings_are_named(given, wrong):
    with pytest.raises(SettingsError) as refusal:
        Settings(**given)

    assert set(refusal.value.problem_by_setting) <= wrong
