from datetime import timedelta

import people
import pytest

from amends.casebook import next_reply
from amends.casebook.models import Clock, ClockKind
from amends.playbook.policy import DEFAULT


NOW = people.NOW


@pytest.mark.parametrize(("severity", "limit", "on_call"), [(4, 480, False), (5, 15, True)])
def test_minutes_are_fewer_where_it_is_grave(severity, limit, on_call):  # S1-09, S4c-13
    due = next_reply.minutes(severity, DEFAULT.limits)

    assert (due.limit, due.is_on_call) == (limit, on_call)


@pytest.mark.django_db
@pytest.mark.parametrize(("severity", "limit"), [(4, 480), (5, 15)])
def test_owe_starts_one_clock_and_due_at_none(severity, limit):  # S1-09, S4c-13
    case = people.case(people.brand(), severity=severity)
    at = next_reply.due_at(case, now=NOW)
    assert not Clock.objects.filter(case=case, kind=ClockKind.NEXT_REPLY).exists()

    clock = next_reply.owe(case, now=NOW)

    assert (clock.limit_at, at) == (NOW + timedelta(minutes=limit),) * 2
    assert next_reply.owe(case, now=NOW + timedelta(hours=1)) == clock
