from datetime import timedelta

import people
import pytest
from people import NOW, minutes

from amends.casebook import clocks
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Case, Entry
from amends.casebook.policies import policy_of
from amends.rooms.triage import service
from amends.rooms.triage.tidy.snoozing import asleep, snooze, wake, wake_due


def answered(opened):
    case = opened()
    clocks.cancel_all(case, now=NOW)
    return case


def kinds(case):
    return [(e.kind, *e.because) for e in case.entries.filter(kind__in=["snoozed", "woken"])]


def test_snooze_hides_a_case_until_its_time(opened):
    case = answered(opened)

    snooze(case, NOW + minutes(120), actor=case.owner, now=NOW)

    assert Case.objects.filter(asleep(NOW + minutes(119))).count() == 1
    assert Case.objects.filter(asleep(NOW + minutes(120))).count() == 0
    assert wake_due(NOW + minutes(119)) == 0
    assert wake_due(NOW + minutes(120)) == 1
    assert wake_due(NOW + minutes(120)) == 0
    assert kinds(case) == [("snoozed", "put_to_sleep"), ("woken", "time_came")]


def test_snooze_without_a_time_ends_when_the_customer_writes(opened, said):
    case = answered(opened)
    snooze(case, None, actor=case.owner, now=NOW)
    mention = said(case, external_id="again", heard_at=NOW)
    mention.state, mention.case = "verified", None
    mention.save()

    service.triage(mention, now=NOW + minutes(5))

    case.refresh_from_db()
    assert case.snoozed_until is None
    assert kinds(case)[-1] == ("woken", "customer_wrote")


def test_promise_made_later_wakes_a_case_before_it_is_due(opened):  # S4a-12
    case = answered(opened)
    snooze(case, NOW + timedelta(days=2), actor=case.owner, now=NOW)
    clocks.start_promise(case, now=NOW, due_at=NOW + minutes(60))

    assert Case.objects.filter(asleep(NOW + minutes(44))).count() == 1
    assert Case.objects.filter(asleep(NOW + minutes(45))).count() == 0
    assert wake_due(NOW + minutes(44)) == 0
    assert wake_due(NOW + minutes(45)) == 1
    assert kinds(case)[-1] == ("woken", "clock_nearly_out")


def test_clocks_run_on_while_a_case_sleeps(opened):
    case = opened(limit_min=60)
    snooze(case, NOW + timedelta(days=1), actor=case.owner, now=NOW)

    assert clocks.ring(NOW + minutes(61)) == 2


def test_wake_brings_a_case_back_once(opened):
    case = answered(opened)
    snooze(case, None, actor=case.owner, now=NOW)

    wake(case, actor=case.owner, now=NOW)
    wake(case, actor=case.owner, now=NOW)

    assert kinds(case) == [("snoozed", "put_to_sleep"), ("woken", "woken_by_person")]


def test_snooze_of_a_closed_case_is_refused(opened):
    case = opened()
    Case.objects.update(state="closed", outcome="withdrawn")

    with pytest.raises(Refused, match="case_is_closed"):
        snooze(case, None, actor=case.owner, now=NOW)


def test_snooze_by_a_stranger_is_not_allowed(opened):
    case = answered(opened)

    with pytest.raises(NotAllowed):
        snooze(case, None, actor=people.person("Charlie"), now=NOW)
    with pytest.raises(NotAllowed):
        wake(case, actor=people.person("Dana"), now=NOW)
    assert Entry.objects.filter(kind="snoozed").count() == 0


def test_room_wakes_what_is_due_in_its_round(opened):
    case = answered(opened)
    snooze(case, NOW + minutes(30), actor=case.owner, now=NOW)
    assert policy_of(case.brand)

    service.run(NOW + minutes(31))

    case.refresh_from_db()
    assert case.snoozed_until is None
