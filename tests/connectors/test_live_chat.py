import hmac
from datetime import UTC, datetime, timedelta

import pytest

from amends.connectors.live_chat import (
    LONGEST_ID,
    LiveChat,
    Settings,
    is_proven,
    parse_line,
    thread_of,
)
from amends.connectors.protocol import (
    Heard,
    Hook,
    Listener,
    Outgoing,
    Refused,
    Speaker,
    Visibility,
)
from amends.connectors.source_settings import SettingsError
from amends.connectors.web_form import FASTEST, HONEYPOT


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SECRET = "an invented secret"


def proof(user, secret=SECRET):
    return hmac.new(secret.encode(), user.encode(), "sha256").hexdigest()


def line(text="لم يصل طلبي", started_at=None, **fields):
    given = {"text": text, "token": "t", **fields}
    return parse_line(given, (), now=NOW, visitor="visitor-a", started_at=started_at)


def test_a_line_belongs_to_the_visitors_conversation():
    heard = line(email="noura@example.com", name="نورة")

    assert isinstance(heard, Heard)
    assert (heard.author_id, heard.thread) == ("visitor-a", thread_of("visitor-a"))
    assert (heard.author_email, heard.visibility) == ("noura@example.com", Visibility.PRIVATE)


def test_the_same_line_twice_is_one_mention():
    assert line().external_id == line().external_id != line(token="u").external_id


@pytest.mark.parametrize("fields", [{"text": " "}, {HONEYPOT: "x"}, {"email": "no"}])
def test_what_cannot_be_taken_is_refused(fields):
    assert isinstance(line(**fields), Refused)


@pytest.mark.parametrize(
    ("taken", "kind"), [(FASTEST, Heard), (FASTEST - timedelta(seconds=0.1), Refused)]
)
def test_the_first_line_is_not_written_faster_than_people_write(taken, kind):
    assert isinstance(line(started_at=NOW - taken), kind)


@pytest.mark.parametrize(
    ("secret", "user", "given", "holds"),
    [
        (SECRET, "42", proof("42"), True),
        (SECRET, "42", proof("42").upper(), True),
        (SECRET, "43", proof("42"), False),
        (SECRET, "42", "", False),
        ("", "42", proof("42", ""), False),
        (SECRET, "", proof(""), False),
        (SECRET, "4" * LONGEST_ID, proof("4" * LONGEST_ID), True),
        (SECRET, "4" * (LONGEST_ID + 1), proof("4" * (LONGEST_ID + 1)), False),
    ],
)
def test_a_customer_is_who_the_shop_signed(secret, user, given, holds):
    assert is_proven(secret, user, given) is holds


@pytest.mark.parametrize("origin", ["shop.example", "https://shop.example/page", "'self'"])
def test_a_site_is_named_by_its_origin(origin):
    with pytest.raises(SettingsError):
        Settings(origins=(origin,))
    assert Settings(origins=("https://shop.example", "http://localhost:8080"))


def test_a_chat_speaks_and_is_neither_asked_nor_called():
    chat = LiveChat(Settings())

    assert isinstance(chat, Speaker)
    assert not isinstance(chat, Listener | Hook)
    assert chat.say(Outgoing("", "نعم", Visibility.PRIVATE, key="k")).external_id == "k"
