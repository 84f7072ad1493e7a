"""The clock of the next answer: what a customer says after our first word is answered too (S1-09)."""

from datetime import datetime
from typing import NamedTuple

from amends.casebook import clocks
from amends.casebook.models import Case, Clock, ClockKind
from amends.casebook.policies import policy_of
from amends.playbook.limits import Limits


GRAVE = 5


class Minutes(NamedTuple):
    """By when an answer is due; on call it runs on the wall, whatever the opening hours."""

    target: int
    limit: int
    is_on_call: bool = False


def minutes(severity: int, limits: Limits) -> Minutes:
    """Return by when a later word of the customer is answered; a grave case is on call (S4c-13)."""
    target, limit = limits.next_reply_target_min, limits.next_reply_max_min
    if severity < GRAVE:
        return Minutes(target, limit)
    most = limits.safety_first_reply_max_min
    return Minutes(min(target, most), min(limit, most), is_on_call=True)


def owe(case: Case, *, now: datetime) -> Clock:
    """Start the clock of the next answer, or return the one that is running."""
    policy = policy_of(case.brand)
    due = minutes(case.severity, policy.limits)
    return clocks.start(
        case,
        ClockKind.NEXT_REPLY,
        now=now,
        target_min=due.target,
        limit_min=due.limit,
        policy=policy,
        safety=due.is_on_call,
    )


def due_at(case: Case, *, now: datetime) -> datetime:
    """Return by when an answer would be due that is owed from now on; no clock starts."""
    policy = policy_of(case.brand)
    due = minutes(case.severity, policy.limits)
    clock = clocks.build(
        case,
        ClockKind.NEXT_REPLY,
        now=now,
        minutes=(due.target, due.limit),
        policy=policy,
        safety=due.is_on_call,
    )
    return clock.limit_at
