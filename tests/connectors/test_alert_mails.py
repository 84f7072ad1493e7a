from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from amends.connectors.alert_mails import is_alert, parse_alert_mail
from amends.connectors.mail.parse import parse_mail
from amends.connectors.protocol import Visibility


OWN = Path(__file__).parent / "google_alerts"
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
