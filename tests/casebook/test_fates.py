from datetime import timedelta

import people
import pytest
from people import NOW, minutes

from amends.casebook import clocks, fates, ledger
from amends.casebook.models import Case, Delivery
from amends.playbook.policy import DEFAULT
from amends.rooms.respond.settling import settle_sent


pytestmark = pytest.mark.django_db
LATER = NOW + minutes(10)


@pytest.fixture
def case():
    case = people.case(people.brand())
    clocks.start(case, "first_reply", now=NOW, target_min=15, limit_min=60, policy=DEFAULT)
    return case


def said(case, at=LATER, **fields):
    """Let a text go out, as the outbox settles it."""
    values = {"visibility": "private", "text": "نعتذر", "not_before": at, "state": "sending"}
    made = Delivery.objects.create(case=case, source=case.source, **(values | fields))
    assert settle_sent(made, now=at)
    made.refresh_from_db()
    return made


def fail(delivery, **fields):
    return fates.note_failure(delivery, now=LATER + minutes(1), code="not_delivered", **fields)


def now_of(case):
    return Case.objects.get(pk=case.pk)


def test_words_that_never_arrived_are_no_answer(case):  # S3-10
    sent = said(case)
    assert (now_of(case).state, now_of(case).waits_for_us) == ("acknowledged", False)

    assert fail(sent, detail="gone")

    sent.refresh_from_db()
    assert (sent.state, sent.error_code, sent.error_detail) == (
        "failed",
        "not_delivered",
        "gone",
    )
    case = now_of(case)
    assert (case.first_reply_at, case.last_reply_at, case.waits_for_us) == (None, None, True)
    clock = case.clocks.get()
    assert (clock.state, clock.stopped_at, clock.wall_seconds) == ("running", None, None)
    assert case.limit_at == clock.limit_at == NOW + minutes(60)
    kinds = [entry.kind for entry in case.entries.all()]
    assert kinds[-2:] == ["delivery_failed", "clock_runs_on"]
    assert ledger.first_broken(case) is None


def test_told_twice_it_is_done_once(case):
    sent = said(case)

    assert (fail(sent), fail(sent)) == (True, False)


def test_another_answer_that_arrived_still_counts(case):
    said(case, at=NOW + minutes(5))
    second = said(case)

    fail(second)

    case = now_of(case)
    assert (case.first_reply_at, case.last_reply_at) == (NOW + minutes(5),) * 2
    running = case.clocks.get(state="running")
    assert (running.kind, running.started_at) == ("next_reply", LATER + minutes(1))


def test_a_receipt_that_failed_leaves_the_first_clock_as_it_is(case):
    receipt = said(case, message="receipt")

    fail(receipt)

    assert [clock.kind for clock in now_of(case).clocks.all()] == ["first_reply"]


@pytest.mark.parametrize("state", ["waiting", "resolved"])
def test_what_was_left_to_the_customer_since_is_open_again(case, state):
    sent = said(case)
    ledger.move(now_of(case), state, now=LATER, because=("x",))

    fail(sent)

    assert now_of(case).state == "investigating"


@pytest.mark.parametrize(
    ("outcome", "state"), [("no_answer", "investigating"), ("accepted", "closed")]
)
def test_only_silence_is_no_end_where_nothing_arrived(case, outcome, state):
    sent = said(case, message="confirmation")
    Case.objects.filter(pk=case.pk).update(
        state="closed", outcome=outcome, state_since=LATER + timedelta(hours=1)
    )

    fail(sent)

    assert now_of(case).state == state


def test_what_was_settled_before_it_was_said_stays(case):
    Case.objects.filter(pk=case.pk).update(state="resolved", state_since=NOW)
    sent = said(case, message="confirmation")

    fail(sent)

    assert now_of(case).state == "resolved"


def test_arrival_and_reading_are_noted_at_their_first_word(case):
    sent = said(case)
    for at in (LATER, LATER + minutes(1)):
        fates.note_arrival(sent, at=at, is_read=False)
        fates.note_arrival(sent, at=at + minutes(2), is_read=True)

    sent.refresh_from_db()
    assert (sent.arrived_at, sent.read_at) == (LATER, LATER + minutes(2))


def test_what_failed_did_not_arrive(case):
    sent = said(case)
    fail(sent)

    fates.note_arrival(sent, at=LATER, is_read=False)

    sent.refresh_from_db()
    assert sent.arrived_at is None
