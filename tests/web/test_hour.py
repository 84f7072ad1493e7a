from datetime import timedelta

import desk_rows
import people
import pytest
from django.utils import timezone, translation

from amends.casebook import clocks
from amends.casebook.models import Clock
from amends.web import hour


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "minute", "x"),
    [
        ("en", 0, "4.0%"),
        ("en", 60, "96.0%"),
        ("ar", 0, "96.0%"),
        ("fa", 60, "4.0%"),
        ("ar", 30, "50.0%"),
    ],
)
def test_time_runs_in_reading_direction(language, minute, x):
    with translation.override(language):
        assert hour.place(minute) == x


def test_next_hour_shows_target_limit_and_promise_by_shape():
    at = people.source(people.brand())
    now = timezone.now()
    desk_rows.complaint(at, by="target")
    late = desk_rows.complaint(at, by="late").clocks.get()
    near = desk_rows.complaint(at, by="near").clocks.get()
    Clock.objects.filter(pk=late.pk).update(target_at=now, limit_at=now + timedelta(minutes=30))
    Clock.objects.filter(pk=near.pk).update(target_at=now, limit_at=now + timedelta(minutes=9))
    owed = desk_rows.complaint(at, by="promise", first_reply_at=now)
    owed.clocks.all().update(state="kept")
    clocks.start_promise(owed, now=now, due_at=now + timedelta(minutes=50))

    marks = hour.marks([at.brand], now)

    assert sorted(mark.shape for mark in marks) == ["calm", "late", "mine", "near"]


def test_what_is_later_than_an_hour_is_not_shown():
    at = people.source(people.brand())
    now = timezone.now()
    owed = desk_rows.complaint(at, first_reply_at=now)
    owed.clocks.all().update(state="kept")
    clocks.start_promise(owed, now=now, due_at=now + timedelta(minutes=61))

    assert hour.marks([at.brand], now) == []
