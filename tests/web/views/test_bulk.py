from datetime import timedelta

import desk_rows
import people
import pytest
from django.utils import timezone

from amends.casebook.models import Case
from amends.web.bulk import AT_ONCE


pytestmark = pytest.mark.django_db


def cases(at, count):
    return [desk_rows.complaint(at, by=f"c{n}") for n in range(count)]


def post(desk, rows, deed, **fields):
    return desk.post("/bulk/", {"case": [c.pk for c in rows], "deed": deed, **fields})


def test_inbox_offers_a_box_for_each_row(desk, at):
    cases(at, 2)

    assert desk.get("/").content.decode().count('form="bulk"') == 2


def test_tag_goes_on_each_chosen_case(desk, at):
    rows = cases(at, 3)

    page = post(desk, rows[:2], "tag", words="late")

    assert [r.problem for r in page.context["results"]] == ["", ""]
    assert Case.objects.filter(tag_names=["late"]).count() == 2


def test_one_refusal_stops_no_other(desk, at):
    rows = cases(at, 2)
    bob = people.member(at.brand)
    Case.objects.filter(pk=rows[0].pk).update(owner=bob)

    results = post(desk, rows, "assign", owner=bob.pk).context["results"]

    assert [r.problem for r in results] == ["This person owns the case already.", ""]
    assert Case.objects.filter(owner=bob).count() == 2


def test_each_deed_is_done(desk, at):
    first, second = cases(at, 2)

    post(desk, [first], "no-complaint", words="only thanks")
    post(desk, [second], "snooze")
    Case.objects.filter(pk=second.pk).update(severity=5)
    refused = post(desk, [second], "snooze").context["results"]

    assert Case.objects.get(pk=first.pk).outcome == "not_a_complaint"
    assert Case.objects.get(pk=second.pk).snoozed_until is not None
    assert refused[0].problem != ""


@pytest.mark.parametrize(("count", "rest"), [(AT_ONCE, 0), (AT_ONCE + 1, 1)])
def test_many_cases_are_done_in_steps_with_progress(desk, at, count, rest):
    page = post(desk, cases(at, count), "tag", words="late")

    assert (len(page.context["results"]), len(page.context["rest"])) == (AT_ONCE, rest)
    assert ("<progress" in page.content.decode()) == bool(rest)
    assert page.context["done"] == count - rest


def test_case_behind_another_wall_is_not_touched(desk, at):
    other = desk_rows.complaint(
        people.source(people.brand("other", owner=people.person("Charlie")))
    )

    page = post(desk, [other], "tag", words="late")

    assert page.context["results"] == []
    assert Case.objects.get().tag_names == []


@pytest.mark.parametrize("fields", [{}, {"deed": "dance", "case": [1]}, {"deed": "tag"}])
def test_order_that_makes_no_sense_returns_to_the_inbox(desk, fields):
    assert desk.post("/bulk/", fields).headers["Location"] == "/"


def test_sleep_with_a_time_is_carried_through_every_step(desk, at):
    rows = cases(at, AT_ONCE + 1)
    day = (timezone.now() + timedelta(days=3)).date()

    page = post(desk, rows, "snooze", until="at", at=f"{day}T09:30")

    assert f'name="at" value="{day}T09:30"' in page.content.decode()
    woken = Case.objects.filter(snoozed_until__isnull=False).values_list("snoozed_until")
    assert {f"{one:%Y-%m-%d %H:%M}" for (one,) in woken} == {f"{day} 06:30"}


@pytest.mark.parametrize("at_", ["", "9999-12-31T23:59", "soon"])
def test_sleep_without_a_time_that_can_be_is_refused_whole(desk, at, at_):
    at.brand.timezone = "America/New_York"
    at.brand.save()
    (case,) = cases(at, 1)

    page = post(desk, [case], "snooze", until="at", at=at_)

    case.refresh_from_db()
    assert page.headers["Location"] == "/"
    assert case.snoozed_until is None
