from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amends.connectors.mail.alerts import (
    carried_by,
    home_of,
    is_alert,
    parse_alert_mail,
    parse_tool_mail,
)
from amends.connectors.mail.parse import parse_mail
from amends.connectors.protocol import Visibility


OWN = Path(__file__).parents[1] / "google_alerts"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MAIL = parse_mail((OWN / "alert.eml").read_bytes(), own_addresses=frozenset(), received_at=NOW)


def test_alert_becomes_one_mention_for_each_article():
    first, second = parse_alert_mail(MAIL)

    assert (first.external_id, first.subject) == ("https://news.example/a", "Rabwa late again")
    assert first.text == "News Parcels of Rabwa come late"
    assert first.url == "https://news.example/a?utm_campaign=x"
    assert (first.author_name, first.visibility) == ("news.example", Visibility.PUBLIC)
    assert (second.external_id, second.subject) == ("https://blog.example/b", "Second")
    assert second.text.startswith("Text two")


def test_mail_without_links_says_nothing():
    assert parse_alert_mail(replace(MAIL, html="")) == ()


@pytest.mark.parametrize(
    ("sender", "is_one"),
    [("GoogleAlerts-noreply@google.com", True), ("someone@google.com", False), ("", False)],
)
def test_alert_is_known_by_its_sender(sender, is_one):
    assert is_alert(replace(MAIL, author_email=sender)) is is_one


TOOL = replace(
    MAIL,
    author_email="alerts@mail.tool.example",
    html=(
        '<a href="https://app.tool.example/settings">Settings</a>'
        '<a href="https://click.tool.example/r?u=https%3A%2F%2Fnews.example%2Fa">Nakheel late</a>'
        "<p>Parcels come late</p>"
        '<a href="https://forum.example/t/1?utm_source=tool">نخيل</a>'
        '<a href="https://counter.example/x1">Unsubscribe</a>'
    ),
)


def test_a_tools_mail_becomes_one_mention_for_each_page():
    first, second = parse_tool_mail(TOOL, ("counter.example",))

    assert (first.external_id, first.subject) == ("https://news.example/a", "Nakheel late")
    assert first.text == "Parcels come late"
    assert (second.external_id, second.url) == (
        "https://forum.example/t/1",
        "https://forum.example/t/1?utm_source=tool",
    )
    assert len(parse_tool_mail(TOOL)) == 3


def test_a_tools_mail_that_links_nowhere_is_a_mention_itself():
    (one,) = parse_tool_mail(replace(TOOL, html="", text="Nakheel was named 3 times"))

    assert (one.external_id, one.text) == (TOOL.external_id, "Nakheel was named 3 times")
    assert (one.author_email, one.automatic, one.visibility) == ("", "", Visibility.PUBLIC)


@pytest.mark.parametrize(
    ("host", "home"),
    [
        ("mail.tool.example", "tool.example"),
        ("Tool.Example", "tool.example"),
        ("a.tool.co.uk", "tool.co.uk"),
        ("tool.com.sa", "tool.com.sa"),
        ("localhost", "localhost"),
        ("", ""),
    ],
)
def test_a_host_belongs_to_a_site(host, home):
    assert home_of(host) == home


@pytest.mark.parametrize(
    ("link", "page"),
    [
        (
            "https://c.example/r?id=1&to=https%3A%2F%2Fa.example%2Fx%3Fy%3D1",
            "https://a.example/x?y=1",
        ),
        ("https://c.example/r?id=1", "https://c.example/r?id=1"),
        (
            "https://c.example/r?to=javascript:alert(1)",
            "https://c.example/r?to=javascript:alert(1)",
        ),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_counter_carries_its_page(link, page):
    assert carried_by(link) == page
