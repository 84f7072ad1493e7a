from datetime import UTC, datetime, time

import people
import pytest
from django.utils import translation

from amends.casebook.models import Shift
from amends.web import roster
from amends.web.doors import desk_brands


pytestmark = pytest.mark.django_db
MONDAY_NOON_UTC = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # 15:00 in Riyadh


def teams(user, now=MONDAY_NOON_UTC):
    return roster.teams(desk_brands(user), now)


def shift(brand, user, weekday, starts, ends):
    return Shift.objects.create(
        brand=brand, user=user, weekday=weekday, starts=time(starts), ends=time(ends)
    )


@pytest.mark.parametrize(
    ("weekday", "starts", "ends", "is_on"),
    [
        (0, 9, 15, False),
        (0, 15, 17, True),
        (0, 9, 16, True),
        (1, 9, 17, False),
        (0, 14, 2, True),
    ],
)
def test_person_is_on_within_his_hours(weekday, starts, ends, is_on):
    rabwa = people.brand()
    shift(rabwa, rabwa.owner, weekday, starts, ends)

    assert [one.is_on for one in teams(rabwa.owner)[0].people] == [is_on]


def test_team_holds_its_own_brand_only():
    rabwa, other = people.brand(), people.brand("other")
    people.member(rabwa, "Bob")
    people.case(rabwa)
    people.case(other)

    found = teams(rabwa.owner)

    assert [(t.brand.slug, t.may_lead) for t in found] == [("rabwa", True)]
    assert [(p.member.user.name, p.open_cases) for p in found[0].people] == [
        ("Alice", 1),
        ("Bob", 0),
    ]


@pytest.mark.parametrize(("code", "first"), [("ar", 6), ("fa", 5), ("en", 0)])
def test_week_begins_where_the_reader_begins_it(code, first):
    with translation.override(code):
        assert roster.weekdays()[0] == first
        assert sorted(roster.weekdays()) == list(range(7))


def test_equal_days_are_said_together():
    rabwa = people.brand()
    days = [shift(rabwa, rabwa.owner, day, 9, 17) for day in (0, 1)]
    night = shift(rabwa, rabwa.owner, 4, 22, 6)

    with translation.override("en"):
        assert roster.hours_of([*days, night]) == (
            "Mon, Tue: 09:00 to 17:00",
            "Fri: 22:00 to 06:00",
        )


def test_hours_of_all_seven_days_are_those_of_every_day():
    week = [Shift(weekday=day, starts=time(9), ends=time(17)) for day in range(7)]

    with translation.override("en"):
        assert roster.hours_of(week) == ("Every day: 09:00 to 17:00",)
        assert roster.hours_of(week[:6]) == ("Mon, Tue, Wed, Thu, Fri, Sat: 09:00 to 17:00",)


def test_queries_do_not_grow_with_people(django_assert_num_queries):
    rabwa = people.brand()
    with django_assert_num_queries(6):
        teams(rabwa.owner)
    for name in ("Bob", "Carol"):
        shift(rabwa, people.member(rabwa, name), 0, 9, 17)
    with django_assert_num_queries(6):
        teams(rabwa.owner)
