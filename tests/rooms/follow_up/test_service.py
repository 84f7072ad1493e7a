from datetime import timedelta

import people
import pytest

from amends.casebook import clocks, ledger
from amends.casebook.errors import Refused
from amends.casebook.models import Case, Confirmation, Delivery, Entry, Promise, Survey
from amends.rooms.follow_up import service


pytestmark = pytest.mark.django_db
NOW = people.NOW
GAP = timedelta(hours=72)


def answer(ask, *, is_solved=True, words="", now=NOW):
    return service.answer_confirmation(ask.token, is_solved=is_solved, words=words, now=now)


def asked(resolved, **fields):
    case = resolved(**fields)
    service.run(NOW)
    return Confirmation.objects.get(case=case)


def fresh(case):
    return Case.objects.get(pk=case.pk)


def test_resolved_is_not_closed(resolved):  # S3-39
    case = resolved()

    assert [service.run(NOW), service.run(NOW)] == [1, 0]

    ask = Confirmation.objects.get(case=case)
    delivery = Delivery.objects.get(case=case)
    assert (fresh(case).state, ask.ask) == ("resolved", 1)
    assert (delivery.message, delivery.visibility, delivery.counts) == (
        "confirmation", "private", False,
    )  # fmt: skip
    assert f"/confirm/{ask.token}/" in delivery.text


@pytest.mark.parametrize(("seconds", "done"), [(-1, 0), (0, 1)])
def test_first_ask_waits_for_its_hours(resolved, seconds, done):  # S4a-33
    resolved()

    assert service.run(NOW + timedelta(seconds=seconds)) == done


def test_silence_through_two_asks_closes_without_acceptance(resolved):
    case = resolved()

    done = [service.run(NOW + GAP * n) for n in range(4)]

    assert done == [1, 1, 1, 0]
    assert (fresh(case).state, fresh(case).outcome) == ("closed", "no_answer")
    assert Confirmation.objects.filter(case=case).count() == 2
    assert Survey.objects.count() == 0


def test_second_ask_says_when_silence_closes(resolved):
    resolved()
    service.run(NOW)

    service.run(NOW + GAP)

    text = Delivery.objects.order_by("-pk").first().text
    assert "Sunday 29 November at 12:00 pm" in text


def test_yes_closes_as_accepted_and_asks_two_questions(resolved):
    ask = asked(resolved)

    case = answer(ask)

    assert (case.state, case.outcome) == ("closed", "accepted")
    assert Survey.objects.get(case=case).sent_at == NOW
    assert list(Delivery.objects.order_by("pk").values_list("message", flat=True)) == [
        "confirmation", "survey",
    ]  # fmt: skip


def test_no_opens_it_again_with_the_customers_words_apart(resolved):
    ask = asked(resolved)

    case = answer(ask, is_solved=False, words=" ما زالت مكسورة ")

    ask.refresh_from_db()
    assert (fresh(case).state, fresh(case).waits_for_us) == ("investigating", True)
    assert (ask.words, ask.is_solved) == ("ما زالت مكسورة", False)
    assert case.clocks.get(state="running").kind == "next_reply"
    assert Entry.objects.get(case=case, kind="confirmation_answered").facts == {
        "confirmation": ask.pk,
        "is_solved": False,
    }


def test_second_answer_is_refused(resolved):
    ask = asked(resolved)
    answer(ask)

    with pytest.raises(Refused) as refused:
        answer(ask, is_solved=False)

    assert refused.value.because == ("already_answered",)


def test_other_ask_of_the_same_solution_is_answered_with_it(resolved):
    first = asked(resolved)
    service.run(NOW + GAP)
    answer(Confirmation.objects.get(ask=2), now=NOW + GAP)

    with pytest.raises(Refused) as refused:
        answer(first, is_solved=False, now=NOW + GAP)

    assert refused.value.because == ("already_answered",)


@pytest.mark.parametrize(("days", "taken"), [(89.9, True), (90, False)])
def test_link_expires(resolved, days, taken):
    ask = asked(resolved)
    now = NOW + timedelta(days=days)

    if taken:
        answer(ask, now=now)
    else:
        with pytest.raises(Refused) as refused:
            answer(ask, now=now)
        assert refused.value.because == ("link_expired",)

    ask.refresh_from_db()
    assert (ask.answered_at is not None) is taken


def test_unknown_link_is_refused(rabwa):
    for verb in (
        lambda: service.answer_confirmation("x", is_solved=True, words="", now=NOW),
        lambda: service.reopen_by_customer("x", NOW),
    ):
        with pytest.raises(Refused) as refused:
            verb()
        assert refused.value.because == ("no_such_link",)


def test_no_after_silence_opens_the_closed_case(resolved):
    case = resolved()
    for n in range(3):
        service.run(NOW + GAP * n)
    assert fresh(case).state == "closed"

    answer(Confirmation.objects.get(ask=2), is_solved=False, now=NOW + GAP * 3)

    assert (fresh(case).state, fresh(case).outcome) == ("investigating", "")


def test_new_solution_is_asked_anew(resolved):
    case = answer(asked(resolved), is_solved=False)
    later = NOW + timedelta(days=1)
    ledger.move(case, "resolved", now=later, because=("x",))

    assert service.run(later + timedelta(hours=48)) == 1

    assert list(Confirmation.objects.order_by("pk").values_list("ask", flat=True)) == [1, 1]


def test_public_case_is_asked_by_the_private_door(resolved, rabwa, private):
    at = people.source(rabwa)
    noura = people.author(rabwa, "noura")
    case = resolved(at=at, visibility="public", by=noura)

    service.run(NOW)

    delivery = Delivery.objects.get(case=case)
    assert (delivery.source, delivery.to) == (private, "noura")


@pytest.mark.parametrize(("hours", "state"), [(143.9, "resolved"), (144, "closed")])
def test_case_nobody_can_be_asked_about_closes_in_its_time(resolved, rabwa, hours, state):
    link = people.source(rabwa, "fake_link")
    case = resolved(at=link, visibility="public", by=people.author(rabwa, "x", "reviews"))

    service.run(NOW + timedelta(hours=hours))

    assert (fresh(case).state, Confirmation.objects.count()) == (state, 0)


@pytest.mark.parametrize(("days", "state"), [(13.9, "waiting"), (14, "closed")])
def test_waiting_case_closes_when_nobody_answers(resolved, days, state):
    case = resolved(state="waiting", state_since=NOW, resolved_at=None)

    service.run(NOW + timedelta(days=days))

    assert (fresh(case).state, fresh(case).outcome) == (
        state, "no_answer" if state == "closed" else "",
    )  # fmt: skip


def test_waiting_case_stays_while_a_promise_is_open(resolved):
    case = resolved(state="waiting", state_since=NOW, resolved_at=None)
    due = NOW + timedelta(days=30)
    clock = clocks.start_promise(case, now=NOW, due_at=due)
    Promise.objects.create(
        case=case, clock=clock, what="x", made_by=case.owner, made_at=NOW, due_at=due
    )

    service.run(NOW + timedelta(days=20))

    assert fresh(case).state == "waiting"


@pytest.mark.parametrize("state", ["resolved", "closed"])
def test_customer_opens_his_case_with_one_tap(resolved, state):
    case = resolved(state=state, outcome="no_answer" if state == "closed" else "")

    service.reopen_by_customer(case.token, NOW)

    assert (fresh(case).state, fresh(case).waits_for_us) == ("investigating", True)
    entry = Entry.objects.get(case=case, kind="moved")
    assert (entry.actor, entry.because) == (None, ["reopened_by_customer"])


def test_open_case_is_not_opened_again(resolved):
    case = resolved(state="investigating")

    with pytest.raises(Refused) as refused:
        service.reopen_by_customer(case.token, NOW)

    assert refused.value.because == ("case_is_open",)


def test_brand_walls_hold_in_the_sweep(resolved):
    other = people.brand("sahab")
    people.case(other, state="resolved", resolved_at=NOW, state_since=NOW)
    resolved()

    assert service.run(NOW) == 1
