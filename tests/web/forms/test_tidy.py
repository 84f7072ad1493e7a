from datetime import UTC, datetime, timedelta

import people
import pytest
from django.utils import timezone, translation

from amends.web.forms import tidy
from amends.web.forms.tidy import MergeForm, NoteForm, SnoozeForm, SplitForm, TagForm


pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return people.case(people.brand())


def snooze(case, **given):
    form = SnoozeForm(given, case=case)
    return form.wakes_at if form.is_valid() else list(form.errors)


def test_note_calls_colleagues_of_the_brand_alone(case):
    bob = people.member(case.brand)
    people.member(case.brand, "Gone", is_active=False)
    stranger = people.brand("other").owner

    form = NoteForm({"text": "انظر", "called": [stranger.pk]}, case=case)

    assert list(form.fields["called"].queryset) == [case.owner, bob]
    assert list(form.errors) == ["called"]


@pytest.mark.parametrize(
    ("length", "is_valid"), [(tidy.NAME_LENGTH, True), (tidy.NAME_LENGTH + 1, False)]
)
def test_tag_has_a_length(case, length, is_valid):
    assert TagForm({"name": "ش" * length}, case=case).is_valid() is is_valid


def test_time_is_read_by_the_clock_of_the_brand(case):
    at = snooze(case, until="at", at="2026-11-24T09:00")

    assert at == datetime(2026, 11, 24, 6, tzinfo=UTC)


@pytest.mark.parametrize(("until", "days"), [("tomorrow", 1), ("week", 7)])
def test_morning_is_nine_at_the_brand(case, until, days):
    case.brand.timezone = "Asia/Tehran"
    today = timezone.now() + timedelta(hours=3, minutes=30)

    at = snooze(case, until=until)

    assert (at.hour, at.minute) == (5, 30)
    assert at.date() == today.date() + timedelta(days=days)


def test_customer_wakes_it_without_a_time(case):
    assert snooze(case, until="customer", at="2026-11-24T09:00") is None


@pytest.mark.parametrize(
    ("zone", "at"),
    [
        ("Asia/Riyadh", ""),
        ("Asia/Riyadh", "tomorrow"),
        ("Asia/Riyadh", "0001-01-01T00:00"),
        ("America/New_York", "9999-12-31T23:59"),
    ],
)
def test_time_no_calendar_reaches_is_a_problem_of_its_box(case, zone, at):
    case.brand.timezone = zone

    assert snooze(case, until="at", at=at) == ["at"]


def test_sleep_that_is_none_of_the_offers_is_refused(case):
    assert snooze(case, until="forever") == ["until"]


@pytest.mark.parametrize("typed", ["12", "C-12", " c-12 ", "C-١٢", "۱۲"])
def test_number_is_read_in_any_spelling(case, typed):
    form = MergeForm({"number": typed}, case=case)

    assert form.is_valid()
    assert form.cleaned_data["number"] == 12


@pytest.mark.parametrize("typed", ["", "C-", "-1", "1.5", "12 OR 1=1", "²", "1" * 10, "1\0"])
def test_number_that_is_none_is_refused(case, typed):
    assert list(MergeForm({"number": typed}, case=case).errors) == ["number"]


@pytest.mark.parametrize(
    ("said", "offered"), [(tidy.SPLITTABLE, tidy.SPLITTABLE), (tidy.SPLITTABLE + 1, tidy.SPLITTABLE)]
)  # fmt: skip
def test_split_offers_the_latest_words_of_the_customer(case, said, offered):
    people.mention(case.source, case=case, is_ours=True)
    words = [people.mention(case.source, case=case) for _ in range(said)]

    offers = [pk for pk, _ in SplitForm(case=case).fields["words"].choices]

    assert offers == [one.pk for one in words[::-1][:offered]]


def test_split_takes_no_words_of_another_case(case):
    other = people.mention(case.source, case=people.case(case.brand))

    assert list(SplitForm({"words": [other.pk]}, case=case).errors) == ["words"]


def test_offers_are_said_in_three_languages(case):
    said = set()
    for language in ("ar", "fa", "en"):
        with translation.override(language):
            said.add(
                tuple(str(words) for _, words in SnoozeForm(case=case).fields["until"].choices)
            )

    assert len(said) == 3
