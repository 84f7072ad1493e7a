import people
from people import NOW, minutes

from amends.casebook.models import Clock
from amends.rooms.triage.deciding import triage
from amends.rooms.triage.notice import answer_due


def test_answer_is_due_by_the_running_clock(at, say):
    case = triage(say(at), now=NOW)

    assert answer_due(case, NOW) == NOW + minutes(60)


def test_answer_due_is_a_clock_of_its_own_once_the_limit_passed(at, say):
    case = triage(say(at), now=NOW)
    later = NOW + minutes(61)

    due_at = answer_due(case, later)

    assert due_at == later + minutes(480)
    assert Clock.objects.get(kind="promise").limit_at == due_at


def test_answer_due_without_any_clock_starts_one(brand):
    case = people.case(brand)

    assert answer_due(case, NOW) == case.clocks.get().limit_at == NOW + minutes(480)
