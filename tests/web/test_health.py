from datetime import timedelta

import people
import pytest
from django.utils import translation

from amends.casebook.models import Source
from amends.rooms.listen.rules import CODE_BY_ERROR, NEEDS_A_PERSON
from amends.web.health import TROUBLES, health_of


@pytest.mark.parametrize(
    ("fields", "level"),
    [
        ({"asked_at": people.NOW}, "ok"),
        ({"asked_at": people.NOW - timedelta(minutes=15, seconds=1)}, "ok"),
        ({"asked_at": people.NOW - timedelta(minutes=15, seconds=2)}, "slow"),
        ({"asked_at": people.NOW, "silent_since": people.NOW}, "slow"),
        ({"asked_at": None}, "none"),
        ({"asked_at": people.NOW, "failures": 1, "error_code": "busy"}, "down"),
        ({"asked_at": people.NOW, "failures": 1, "is_enabled": False}, "none"),
    ],
)
def test_health_is_judged_by_the_row(fields, level):
    assert health_of(Source(kind="fake_public", **fields), people.NOW).level == level


@pytest.mark.parametrize(
    ("kind", "called_at", "level"),
    [
        ("webhook", None, "none"),
        ("webhook", people.NOW, "ok"),
        ("web_form", None, "ok"),
        ("phone", None, "ok"),
    ],
)
def test_what_is_never_asked_is_judged_by_its_calls(kind, called_at, level):
    assert health_of(Source(kind=kind, called_at=called_at), people.NOW).level == level


def test_each_trouble_of_listening_has_its_words():
    told = {*CODE_BY_ERROR.values(), *NEEDS_A_PERSON, "silent", "broken_call"}

    assert told - set(TROUBLES) == set()


def test_trouble_nobody_knows_is_still_a_sentence():
    with translation.override("en"):
        told = health_of(
            Source(kind="fake_public", failures=1, error_code="new"), people.NOW
        ).trouble

    assert told == "Something unexpected happened; we try again by ourselves."


def test_kind_that_is_gone_shows_its_code():
    health = health_of(Source(kind="pigeon"), people.NOW)

    assert (health.title, health.answers, health.listens) == ("pigeon", "", False)
