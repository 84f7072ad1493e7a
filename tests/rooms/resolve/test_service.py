from datetime import timedelta

import people
import pytest

from amends.casebook import clocks, next_reply
from amends.casebook.errors import CannotMove, NotAllowed, Refused
from amends.casebook.models import Cause, Clock, Confirmation, Entry, Role
from amends.casebook.policies import policy_of
from amends.rooms.resolve import service


pytestmark = pytest.mark.django_db
NOW = people.NOW


@pytest.fixture
def rabwa():
    return people.brand()


@pytest.fixture
def case(rabwa):
    return people.case(rabwa, owner=people.member(rabwa), state="acknowledged")


def because(refused):
    return refused.value.because


def prepare(case):
    service.investigate(case, "انكسرت في الشحن", user=case.owner, now=NOW)
    service.set_wish(case, "unknown", user=case.owner, now=NOW)
    case.causes.add(Cause.objects.create(brand=case.brand, kind="partner", name="courier"))


def test_investigating_moves_an_acknowledged_case_and_keeps_words_out_of_the_ledger(case):
    note = service.investigate(case, " الكرتون مبلل ", user=case.owner, now=NOW)

    assert (case.state, note.text) == ("investigating", "الكرتون مبلل")
    assert Entry.objects.get(case=case, kind="investigated").facts == {"investigation": note.pk}


def test_investigating_a_new_case_leaves_it_new(rabwa):
    case = people.case(rabwa)

    service.investigate(case, "x", user=rabwa.owner, now=NOW)

    assert case.state == "new"


@pytest.mark.parametrize("role", [Role.ANALYST, Role.MODERATOR])
def test_only_those_who_answer_resolve(case, role):
    dana = people.member(case.brand, "Dana", role)

    with pytest.raises(NotAllowed):
        service.investigate(case, "x", user=dana, now=NOW)


def test_stranger_is_kept_out(case):
    with pytest.raises(NotAllowed):
        service.set_wish(case, "x", user=people.brand("sahab").owner, now=NOW)


def test_verdict_and_fault_are_kept_apart_from_the_state(case):  # S1-03
    service.decide(case, "partly", user=case.owner, now=NOW, fault="ours")

    case.refresh_from_db()
    assert (case.verdict, case.fault, case.state) == ("partly", "ours", "acknowledged")


def test_unheard_of_verdict_is_refused(case):
    with pytest.raises(Refused) as refused:
        service.decide(case, "guilty", user=case.owner, now=NOW)

    assert because(refused) == ("no_such_verdict", "C-08")


@pytest.mark.parametrize("verb", ["investigate", "set_wish"])
def test_empty_words_are_refused(case, verb):
    with pytest.raises(Refused):
        getattr(service, verb)(case, "  ", user=case.owner, now=NOW)


def test_promise_is_a_clock_of_the_owner(case):
    due = NOW + timedelta(minutes=30)

    made = service.promise(case, "نتصل بك", due, user=case.brand.owner, now=NOW)

    assert (made.clock.owner, made.clock.limit_at, made.clock.kind) == (
        case.owner, due, "promise",
    )  # fmt: skip
    assert case.limit_at == due


def test_promise_later_than_the_next_contact_says_so_in_the_ledger(case):
    far = NOW + timedelta(minutes=61)
    service.promise(case, "x", far, user=case.owner, now=NOW, reason="the part is abroad")

    assert Entry.objects.get(case=case, kind="promised").because == [
        "later_than_next_contact", "S3-27", "C-05",
    ]  # fmt: skip


def test_promise_in_the_past_is_refused(case):
    with pytest.raises(Refused) as refused:
        service.promise(case, "x", NOW, user=case.owner, now=NOW)

    assert because(refused) == ("promise_in_the_past", "C-05")
    assert Clock.objects.count() == 0


def test_promise_of_nothing_is_refused(case):
    with pytest.raises(Refused) as refused:
        service.promise(case, " ", NOW + timedelta(minutes=1), user=case.owner, now=NOW)

    assert because(refused) == ("promise_empty", "S3-26")


@pytest.mark.parametrize(("late_s", "state"), [(0, "kept"), (1, "missed")])
def test_promise_is_kept_up_to_its_time(case, late_s, state):
    due = NOW + timedelta(minutes=30)
    made = service.promise(case, "x", due, user=case.owner, now=NOW)

    service.keep_promise(made, user=case.owner, now=due + timedelta(seconds=late_s))

    assert Clock.objects.get().state == state
    with pytest.raises(Refused):
        service.keep_promise(made, user=case.owner, now=due)


def test_missed_promise_rings_once(case):
    due = NOW + timedelta(minutes=30)
    service.promise(case, "x", due, user=case.owner, now=NOW)

    assert service.run(due) == 1  # help was called; the promise is not broken yet
    assert service.run(due + timedelta(seconds=1)) == 2  # its target and its limit are one time
    assert service.run(due + timedelta(seconds=2)) == 0


def test_resolving_without_investigation_is_refused(case):  # S3-12
    with pytest.raises(Refused) as refused:
        service.resolve(case, user=case.owner, now=NOW)

    assert because(refused) == (
        "no_investigation", "S3-12", "no_wish", "S0-11", "no_cause", "S0-01",
    )  # fmt: skip


def test_resolving_a_prepared_case(case):
    prepare(case)

    service.resolve(case, user=case.owner, now=NOW)

    case.refresh_from_db()
    assert (case.state, case.resolved_at, case.waits_for_us) == ("resolved", NOW, False)


def test_resolving_waits_for_promises_and_remedies(case):
    prepare(case)
    made = service.promise(case, "x", NOW + timedelta(hours=1), user=case.owner, now=NOW)
    remedy = service.propose_remedy(case, "explanation", user=case.owner, now=NOW)

    with pytest.raises(Refused) as refused:
        service.resolve(case, user=case.owner, now=NOW)
    assert because(refused) == ("open_promise", "S3-26", "open_remedy", "S3-28")

    service.keep_promise(made, user=case.owner, now=NOW)
    service.deliver_remedy(remedy, user=case.owner, now=NOW)
    service.resolve(case, user=case.owner, now=NOW)
    assert case.state == "resolved"


def test_new_case_cannot_be_resolved(rabwa):
    case = people.case(rabwa)
    prepare(case)

    with pytest.raises(CannotMove):
        service.resolve(case, user=case.owner, now=NOW)


def test_waiting_for_the_customer_stops_the_next_reply_clock(case):
    start_next_reply(case)

    service.wait_for_customer(case, user=case.owner, now=NOW)

    case.refresh_from_db()
    assert (case.state, case.waits_for_us, case.limit_at) == ("waiting", False, None)
    assert Clock.objects.get().state == "cancelled"


def start_next_reply(case):
    policy = policy_of(case.brand)
    clocks.start(case, "next_reply", now=NOW, target_min=60, limit_min=90, policy=policy)


def test_reopening_needs_a_reason_and_starts_a_clock(case):
    service.wait_for_customer(case, user=case.owner, now=NOW)
    service.close(case, "withdrawn", user=case.owner, now=NOW, reason="طلب الإلغاء")
    with pytest.raises(Refused):
        service.reopen(case, user=case.owner, now=NOW, reason=" ")

    service.reopen(case, user=case.owner, now=NOW, reason="عاد الخلل")

    case.refresh_from_db()
    assert (case.state, case.outcome, case.waits_for_us) == ("investigating", "", True)
    assert case.clocks.get(state="running").kind == "next_reply"


def test_closing_keeps_the_reason_apart_and_cancels_clocks(case):
    start_next_reply(case)
    service.wait_for_customer(case, user=case.owner, now=NOW)
    start_next_reply(case)

    service.close(case, "no_answer", user=case.owner, now=NOW, reason="لم يرد")

    entry = Entry.objects.get(case=case, kind="closed_by_person")
    assert (case.state, case.outcome) == ("closed", "no_answer")
    assert entry.facts == {"reason": case.reasons.get().pk, "outcome": "no_answer"}
    assert not case.clocks.filter(state="running").exists()


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_resolved_case_is_accepted_only_by_the_customer(case, is_confirmed):  # S3-39
    prepare(case)
    service.resolve(case, user=case.owner, now=NOW)
    Confirmation.objects.create(
        case=case, ask=1, asked_at=NOW, expires_at=NOW, is_solved=is_confirmed or None
    )

    if is_confirmed:
        service.close(case, "accepted", user=case.owner, now=NOW, reason="x")
    else:
        with pytest.raises(Refused) as refused:
            service.close(case, "accepted", user=case.owner, now=NOW, reason="x")
        assert because(refused) == ("not_confirmed", "S3-39")

    assert case.state == ("closed" if is_confirmed else "resolved")


@pytest.mark.parametrize(
    ("outcome", "closes"),
    [("not_a_complaint", True), ("no_answer", True), ("withdrawn", True), ("rejected", False)],
)
def test_new_case_closes_with_few_outcomes(rabwa, outcome, closes):  # C-10
    case = people.case(rabwa, verdict="not_upheld")

    if closes:
        service.close(case, outcome, user=case.owner, now=NOW, reason="x")
    else:
        with pytest.raises(CannotMove):
            service.close(case, outcome, user=case.owner, now=NOW, reason="x")

    assert (case.state == "closed") is closes


def test_unheard_of_outcome_is_refused(case):
    with pytest.raises(Refused):
        service.close(case, "happy", user=case.owner, now=NOW, reason="x")


def test_resolved_case_owes_no_other_answer(case):  # S1-09
    prepare(case)
    clock = next_reply.owe(case, now=NOW)

    service.resolve(case, user=case.owner, now=NOW)

    assert Clock.objects.get(pk=clock.pk).state == "cancelled"


def test_reopened_grave_case_is_on_call(case):  # S4c-13
    prepare(case)
    service.resolve(case, user=case.owner, now=NOW)
    case.severity = 5

    service.reopen(case, user=case.owner, now=NOW, reason="يحترق من جديد")

    clock = Clock.objects.get(case=case, state="running")
    assert clock.limit_at == NOW + timedelta(minutes=15)
