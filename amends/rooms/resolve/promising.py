"""Promise something by an exact time, and keep it: a clock with an owner (S3-26)."""

from datetime import datetime

from django.db import transaction

from amends.casebook import clocks, ledger
from amends.casebook.errors import Refused
from amends.casebook.models import Case, ClockState, Promise, User
from amends.casebook.policies import policy_of
from amends.casebook.slots import latest_contact
from amends.playbook.verdict import Verdict
from amends.rooms.resolve import rules
from amends.rooms.resolve.entering import enter


WHAT_LENGTH = 300


@transaction.atomic
def promise(
    case: Case, what: str, due_at: datetime, *, user: User, now: datetime, reason: str = ""
) -> Promise:
    """Promise something by an exact time; it is a clock of the case's owner (S3-26).

    Later than the next contact is told why (S3-27). Raises Refused with what is missing.
    """
    enter(case, user)
    verdict = _judge(case, due_at, now, reason)
    if not verdict.value or not what.strip():
        raise Refused(*(verdict.because if not verdict.value else ("promise_empty", "S3-26")))
    clock = clocks.start_promise(case, now=now, due_at=due_at)
    kept = ledger.keep_reason(case, user, reason, now) if reason.strip() else None
    made = Promise.objects.create(
        case=case,
        clock=clock,
        what=what.strip()[:WHAT_LENGTH],
        made_by=user,
        made_at=now,
        due_at=due_at,
        reason=kept,
    )
    facts = {"promise": made.pk, "due_at": due_at.isoformat()}
    facts |= {"reason": kept.pk} if kept else {}
    ledger.append(case, "promised", now=now, facts=facts, because=verdict.because, actor=user)
    return made


def check_promise(case: Case, due_at: datetime, *, now: datetime, reason: str = "") -> None:
    """Raise Refused where a time could not be promised; nothing is written."""
    verdict = _judge(case, due_at, now, reason)
    if not verdict.value:
        raise Refused(*verdict.because)


def needs_reason(case: Case, due_at: datetime, now: datetime) -> bool:
    """Tell whether a time is so far off that the customer deserves to know why (S3-27)."""
    return "promise_needs_reason" in _judge(case, due_at, now, "").because


def _judge(case: Case, due_at: datetime, now: datetime, reason: str) -> Verdict[bool]:
    policy = policy_of(case.brand)
    latest = latest_contact(case, policy.promise_next_contact_max_min, policy, now)
    return rules.judge_promise(due_at, now, latest, has_reason=bool(reason.strip()))


@transaction.atomic
def keep_promise(promise: Promise, *, user: User, now: datetime) -> None:
    """Mark a promise as kept; late ones stay counted as missed. Once only."""
    enter(promise.case, user)
    if promise.clock.state != ClockState.RUNNING:
        raise Refused("promise_settled")
    clock = clocks.stop_clock(promise.clock, now=now)
    promise.clock = clock
    facts = {"promise": promise.pk, "clock_state": str(clock.state)}
    ledger.append(
        promise.case, "promise_kept", now=now, facts=facts, because=("S3-26",), actor=user
    )
