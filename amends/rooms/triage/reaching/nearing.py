"""Warn the owner of a case before the clock of an answer breaks (S4a-11)."""

from datetime import datetime

from django.db import transaction

from amends.casebook import ledger, notices
from amends.casebook.models import Clock, ClockKind, ClockState
from amends.rooms.triage.reaching.judging import is_nearly_over
from amends.rooms.triage.reaching.kinds import REACHING


AT_ONCE = 200


def warn(now: datetime) -> int:
    """Tell each owner whose clock is nearly over, once a clock; promises have a warning of their own."""
    running = Clock.objects.filter(
        state=ClockState.RUNNING,
        warned_at=None,
        limit_at__gt=now,
        limit_at__lte=now + REACHING.warning,
    ).exclude(kind=ClockKind.PROMISE)
    rows = running.select_related("case__brand").order_by("limit_at")[:AT_ONCE]
    return sum(_warn_one(clock, now) for clock in rows)


@transaction.atomic
def _warn_one(clock: Clock, now: datetime) -> int:
    if not is_nearly_over(clock.limit_at, clock.started_at, now):
        return 0
    # Compare and swap: another worker may have been here first.
    mine = Clock.objects.filter(pk=clock.pk, warned_at=None, state=ClockState.RUNNING)
    if not mine.update(warned_at=now):
        return 0
    case, facts = clock.case, {"clock": clock.pk, "at": clock.limit_at.isoformat()}
    # A door's clock may run on to a later end, and then nears it anew.
    key = f"nears:{clock.pk}:{clock.limit_at.timestamp():.0f}"
    owner = [clock.owner_id]
    notices.tell(case.brand, owner, "nears", key=key, facts=facts, now=now, case=case)
    ledger.touch(case.brand_id)
    return 1
