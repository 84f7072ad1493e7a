from dataclasses import replace
from datetime import datetime

import people
import pytest
from people import NOW

from amends.casebook.models import Case
from amends.web.bulk import DEEDS, Order, do_some


pytestmark = pytest.mark.django_db


@pytest.fixture
def brand():
    return people.brand()


def order(brand, deed="tag", **fields):
    return replace(Order(deed, brand.owner, NOW, words="شحن"), **fields)


def at(*brands):
    return {brand.pk: brand for brand in brands}


def test_each_case_is_done_in_the_order_chosen(brand):
    one, two = people.case(brand), people.case(brand)

    results = do_some([two.pk, one.pk], at(brand), order(brand))

    assert [result.url for result in results] == ["/cases/rabwa/2/", "/cases/rabwa/1/"]
    assert [result.problem for result in results] == ["", ""]
    assert [case.tags.count() for case in (one, two)] == [1, 1]


def test_one_refusal_stops_no_other(brand):
    worked_on, fresh = people.case(brand, state="investigating"), people.case(brand)

    results = do_some([worked_on.pk, fresh.pk], at(brand), order(brand, "no-complaint"))

    fresh.refresh_from_db()
    assert [bool(result.problem) for result in results] == [True, False]
    assert fresh.state == "closed"


def test_case_of_another_brand_is_not_there(brand):
    other = people.case(people.brand("javaneh"))

    assert do_some([other.pk], at(brand), order(brand)) == []
    assert other.tags.count() == 0


def test_cases_are_given_to_whom_was_named(brand):
    bob = people.member(brand)
    case = people.case(brand)

    do_some([case.pk], at(brand), order(brand, "assign", owner=bob))

    case.refresh_from_db()
    assert case.owner == bob


@pytest.mark.parametrize(("at", "is_refused"), [("12:00", True), ("12:01", False)])
def test_cases_sleep_only_into_the_future_of_their_brand(brand, at, is_refused):
    case = people.case(brand)
    written = datetime.fromisoformat(f"2026-11-23T{at}")  # nine by UTC is noon in Riyadh

    (result,) = do_some(
        [case.pk], {brand.pk: brand}, order(brand, "snooze", until="at", at=written)
    )

    assert bool(result.problem) == is_refused


def test_cases_of_two_brands_wake_by_the_clock_of_each(brand):
    other = people.brand("javaneh", owner=brand.owner, timezone="Asia/Tehran")
    cases = [people.case(brand), people.case(other)]

    do_some(
        [case.pk for case in cases], at(brand, other), order(brand, "snooze", until="tomorrow")
    )

    woken = Case.objects.order_by("pk").values_list("snoozed_until", flat=True)
    assert [f"{at:%H:%M}" for at in woken] == ["06:00", "05:30"]


def test_every_deed_has_its_verb():
    assert set(DEEDS) == {"assign", "tag", "no-complaint", "snooze"}
