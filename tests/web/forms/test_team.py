from datetime import time

import people
import pytest

from amends.casebook.models import Shift
from amends.casebook.team import Span
from amends.web.forms.team import PassOnForm, RoleForm, ShiftsForm


def filled(**times):
    form = ShiftsForm(times)
    form.is_valid()
    return form


def test_week_is_read_into_spans():
    form = filled(starts_0_0="09:00", ends_0_0="12:00", starts_5_1="22:00", ends_5_1="06:00")

    assert form.spans == [Span(0, time(9), time(12)), Span(5, time(22), time(6))]


@pytest.mark.parametrize("half", [{"starts_0_0": "09:00"}, {"ends_0_0": "09:00"}])
def test_stretch_with_one_end_is_refused(half):
    assert len(filled(**half).non_field_errors()) == 1


def test_time_that_is_none_is_refused():
    assert not filled(starts_0_0="25:00", ends_0_0="26:00").is_valid()


def test_week_shows_what_is_stored():
    shifts = [
        Shift(weekday=2, starts=time(17), ends=time(21)),
        Shift(weekday=2, starts=time(9), ends=time(13)),
    ]

    initial = ShiftsForm(shifts=shifts).initial

    assert (initial["starts_2_0"], initial["ends_2_1"]) == (time(9), time(21))


def test_roles_are_those_one_may_give():
    form = RoleForm({"role": "owner"}, grants={"agent", "analyst"})

    assert [code for code, _ in form.fields["role"].choices] == ["agent", "analyst"]
    assert not form.is_valid()


@pytest.mark.django_db
def test_cases_go_to_colleagues_who_answer():
    rabwa = people.brand()
    bob = people.member(rabwa)
    people.member(rabwa, "Analyst", "analyst")
    people.member(rabwa, "Gone", is_active=False)
    people.brand("other")

    form = PassOnForm(member=bob.memberships.get())

    assert list(form.fields["to"].queryset) == [rabwa.owner]
