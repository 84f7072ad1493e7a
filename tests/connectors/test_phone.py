from datetime import UTC, datetime, timedelta

import pytest

from amends.connectors.phone import (
    LONGEST_FIELD,
    LONGEST_TEXT,
    SOON,
    Phone,
    Settings,
    fold_number,
    parse_call,
)
from amends.connectors.protocol import Heard, Listener, Speaker, Visibility
from amends.connectors.web_form import FormRefused


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CALL = {
    "number": "٠٥٠ ١٢٣ ٤٥٦٧",
    "direction": "in",
    "at": "",
    "summary": "وصلت الماكينة مكسورة\r\nوتريد استبدالها",
    "name": "نورة",
    "order": "RB-1",
    "consent": "on",
    "token": "t",
}


def parse(country="SA", **change):
    return parse_call(CALL | change, NOW, country)


def test_call_becomes_a_private_mention():
    heard = parse()

    assert isinstance(heard, Heard)
    assert (heard.author_id, heard.author_phone) == ("+966501234567", "+966501234567")
    assert (heard.text, heard.author_name) == ("وصلت الماكينة مكسورة\nوتريد استبدالها", "نورة")
    assert (heard.said_at, heard.visibility) == (NOW, Visibility.PRIVATE)
    assert heard.url == "tel:+966501234567"
    assert heard.data == {"direction": "in", "consent": True, "order": "RB-1"}


def test_without_consent_nobody_calls_back():
    heard = parse(consent="")

    assert (heard.author_phone, heard.url, heard.data["consent"]) == (
        "+966501234567",
        "",
        False,
    )


def test_hidden_number_may_stay_empty():
    heard = parse(number=" ")

    assert (heard.author_id, heard.url) == ("", "")


@pytest.mark.parametrize(
    ("number", "country", "plain"),
    [
        ("۰۹۱۲ ۳۴۵ ۶۷۸۹", "IR", "+989123456789"),
        ("0501234567", "SA", "+966501234567"),
        ("00966501234567", "IR", "+966501234567"),
        ("\u202a+971 50 123 4567\u202c", "SA", "+971501234567"),
        ("12", "SA", ""),
        ("call me", "SA", ""),
        ("0501234567", "", ""),
    ],
)
def test_number_is_kept_in_one_form(number, country, plain):
    assert fold_number(number, country) == plain


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": "call me"}, "number"),
        ({"direction": "sideways"}, "direction"),
        ({"summary": " "}, "summary"),
        ({"summary": "x" * (LONGEST_TEXT + 1)}, "summary"),
        ({"name": "x" * (LONGEST_FIELD + 1)}, "name"),
        ({"order": "x" * (LONGEST_FIELD + 1)}, "order"),
        ({"at": "at noon"}, "at"),
        ({"at": (NOW + SOON + timedelta(seconds=1)).isoformat()}, "at"),
    ],
)
def test_wrong_field_is_marked(change, field):
    refused = parse(**change)

    assert isinstance(refused, FormRefused)
    assert set(refused.problem_by_field) == {field}


@pytest.mark.parametrize("at", [NOW + SOON, NOW - timedelta(days=400)])
def test_time_of_the_call_is_kept(at):
    assert parse(at=at.isoformat()).said_at == at


def test_second_click_is_the_same_call():
    later = parse_call(CALL, NOW + timedelta(seconds=5), "SA")

    assert later.external_id == parse().external_id
    assert parse(token="u").external_id != parse().external_id


def test_telephone_neither_listens_nor_speaks():
    phone = Phone(Settings())

    assert (isinstance(phone, Listener), isinstance(phone, Speaker)) == (False, False)
