from datetime import timedelta

import people
import pytest
from people import NOW

from amends.casebook.models import Notice, Rhythm, Source
from amends.rooms.listen.silence import (
    COUNTED_EVERY,
    LOOKED_EVERY,
    heard_lately,
    look_for_silence,
)


pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    """A source where six things are said each Monday at six, but not today."""
    made = people.source(people.brand())
    for week in range(1, 5):
        for minute in range(6):
            moment = NOW - timedelta(weeks=week, hours=3) + timedelta(minutes=minute)
            people.mention(made, heard_at=moment, said_at=moment)
    Source.objects.update(heard_at=NOW - timedelta(days=7))
    made.refresh_from_db()
    return made


def test_strange_silence_is_told_once(at):
    assert look_for_silence(NOW) == 1
    assert look_for_silence(NOW + LOOKED_EVERY) == 0

    at.refresh_from_db()
    assert at.silent_since == at.heard_at
    assert [(n.kind, n.facts["code"]) for n in Notice.objects.all()] == [("source", "silent")]


def test_words_end_the_silence(at):
    look_for_silence(NOW)
    Source.objects.update(heard_at=NOW)

    assert look_for_silence(NOW + LOOKED_EVERY) == 0
    assert Source.objects.get().silent_since is None


@pytest.mark.parametrize(
    "fields", [{"failures": 1}, {"is_enabled": False}, {"heard_at": None}, {"heard_at": NOW}]
)
def test_silence_with_a_reason_is_not_strange(at, fields):
    Source.objects.update(**fields)

    assert look_for_silence(NOW) == 0
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("later", "looks"), [(LOOKED_EVERY - timedelta(seconds=1), False), (LOOKED_EVERY, True)]
)
def test_a_source_is_looked_at_every_ten_minutes(at, later, looks):
    look_for_silence(NOW)

    look_for_silence(NOW + later)

    assert (Source.objects.get().looked_at == NOW + later) is looks


@pytest.mark.parametrize(
    ("later", "counts"), [(COUNTED_EVERY - timedelta(seconds=1), False), (COUNTED_EVERY, True)]
)
def test_the_weeks_are_counted_once_a_day(at, later, counts):
    look_for_silence(NOW)

    look_for_silence(NOW + later)

    assert (Rhythm.objects.get().counted_at == NOW + later) is counts


def test_the_last_day_stands_beside_a_usual_one(at):
    assert heard_lately(at, NOW) == (0, 0.0)
    look_for_silence(NOW)
    people.mention(at, heard_at=NOW)

    assert heard_lately(at, NOW) == (1, 6)
