from datetime import timedelta

import people
import pytest

from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Cause, CorrectiveAction
from amends.rooms.diagnose import acting


pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)


@pytest.fixture
def cause():
    return Cause.objects.create(brand=people.brand(), name="thin box", kind="process")


def plan(cause, what="a stronger box", now=people.NOW, **fields):
    owner = fields.pop("owner", cause.brand.owner)
    due_at = fields.pop("due_at", now + MONTH)
    user = fields.pop("user", cause.brand.owner)
    return acting.plan_action(cause, what, owner=owner, due_at=due_at, user=user, now=now)


def done(cause, days_ago=21):
    action = plan(cause)
    at = people.NOW - timedelta(days=days_ago)
    acting.finish_action(action, user=cause.brand.owner, now=at)
    return action


def prove(action, proof="three weeks, none broken"):
    acting.prove_action(action, proof, user=action.cause.brand.owner, now=people.NOW)


def test_plan_fills_in_the_task_that_was_opened(cause):
    task = CorrectiveAction.objects.create(
        cause=cause, owner=cause.brand.owner, due_at=people.NOW
    )

    assert plan(cause).pk == task.pk


def test_plan_after_a_done_one_is_a_new_action(cause):
    first = done(cause)

    assert plan(cause, "a box with corners").pk != first.pk


@pytest.mark.parametrize(
    ("what", "due_at", "because"),
    [
        (" ", people.NOW + MONTH, ("action_empty", "S0-12")),
        ("a box", people.NOW, ("action_in_the_past",)),
    ],
)
def test_plan_without_words_or_with_a_past_date_is_refused(cause, what, due_at, because):
    with pytest.raises(Refused) as refused:
        plan(cause, what, due_at=due_at)

    assert refused.value.because == because


def test_plan_is_not_given_to_a_stranger(cause):
    with pytest.raises(Refused):
        plan(cause, owner=people.person("Charlie"))


def test_agent_and_stranger_plan_nothing(cause):
    for user in (people.member(cause.brand), people.person("Charlie")):
        with pytest.raises(NotAllowed):
            plan(cause, user=user)


def test_action_is_done_once(cause):
    action = done(cause)

    with pytest.raises(Refused) as refused:
        acting.finish_action(action, user=cause.brand.owner, now=people.NOW)

    assert refused.value.because == ("action_done",)


def test_task_without_a_plan_is_not_done(cause):
    task = CorrectiveAction.objects.create(
        cause=cause, owner=cause.brand.owner, due_at=people.NOW
    )

    with pytest.raises(Refused):
        acting.finish_action(task, user=cause.brand.owner, now=people.NOW)


def test_cause_is_gone_with_proof_after_three_quiet_weeks(cause):
    action = done(cause)

    prove(action)

    action.refresh_from_db()
    assert (action.proof, action.proven_at) == ("three weeks, none broken", people.NOW)


@pytest.mark.parametrize(("proof", "days"), [("", 21), ("quiet", 20)])
def test_cause_without_proof_or_time_is_not_gone(cause, proof, days):
    action = done(cause, days)

    with pytest.raises(Refused):
        prove(action, proof)

    action.refresh_from_db()
    assert action.proven_at is None


@pytest.mark.parametrize(("outcome", "stands"), [("", False), ("not_a_complaint", True)])
def test_cause_met_again_is_not_gone(cause, outcome, stands):
    action = done(cause)
    state = "closed" if outcome else "new"
    again = people.case(cause.brand, state=state, outcome=outcome)
    again.causes.add(cause)

    if stands:
        prove(action)
    else:
        with pytest.raises(Refused) as refused:
            prove(action)
        assert refused.value.because == ("cause_came_back", "S0-14")


def test_cause_is_proven_once(cause):
    action = done(cause)
    prove(action)

    with pytest.raises(Refused) as refused:
        prove(action)

    assert refused.value.because == ("action_proven",)
