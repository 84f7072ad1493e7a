"""Let a case sleep until a time or until the customer writes; its clocks run on and wake it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from amends.casebook import ledger
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Case, User
from amends.casebook.roles import may
from amends.rooms.triage.tidy.judging import LONGEST_SLEEP, WAKE_BEFORE, judge_sleep


WOKEN_AT_ONCE = 500


def asleep(now: datetime) -> Q:
    """Return what holds for a case out of sight: its time has not come, nor is its limit near."""
    is_calm = Q(limit_at__isnull=True) | Q(limit_at__gt=now + WAKE_BEFORE)
    return Q(snoozed_until__gt=now) & is_calm


@transaction.atomic
def snooze(case: Case, until: datetime | None, *, actor: User, now: datetime) -> None:
    """Put a case out of sight until a time; without one until the customer writes, thirty days at most.

    His next word wakes it in every case, and so does a clock that is nearly out.
    """
    if not may(actor, "casebook.answer", case):
        raise NotAllowed(NotAllowed.__doc__)
    current = ledger.lock(case)
    wakes_at = until or now + LONGEST_SLEEP
    verdict = judge_sleep(wakes_at, now, severity=current.severity, limit_at=current.limit_at)
    if not current.is_open:
        raise Refused("case_is_closed")
    if not verdict.value:
        raise Refused(*verdict.because)
    _set(case, wakes_at)
    facts = {"until": wakes_at.isoformat(), "is_open_end": until is None}
    ledger.append(case, "snoozed", now=now, facts=facts, because=verdict.because, actor=actor)


@transaction.atomic
def wake(case: Case, *, actor: User, now: datetime) -> None:
    """Bring a sleeping case back into sight; one that is awake stays as it is."""
    if not may(actor, "casebook.answer", case):
        raise NotAllowed(NotAllowed.__doc__)
    wake_up(ledger.lock(case), now=now, because=("woken_by_person",), actor=actor)


@transaction.atomic
def wake_up(
    case: Case, *, now: datetime, because: tuple[str, ...], actor: User | None = None
) -> bool:
    """Wake a case for a reason; False when it was awake. Call it with the case locked."""
    if case.snoozed_until is None:
        return False
    _set(case, None)
    ledger.append(case, "woken", now=now, because=because, actor=actor)
    return True


def wake_due(now: datetime) -> int:
    """Wake each case whose time has come or whose clock is nearly out; return how many."""
    is_due = Q(snoozed_until__lte=now) | Q(limit_at__lte=now + WAKE_BEFORE)
    due = Case.objects.filter(is_due, snoozed_until__isnull=False).order_by("snoozed_until")
    return sum(_wake_one(pk, now) for pk in due.values_list("pk", flat=True)[:WOKEN_AT_ONCE])


@transaction.atomic
def _wake_one(pk: int, now: datetime) -> bool:
    case = Case.objects.select_for_update().get(pk=pk)
    is_time = case.snoozed_until is not None and case.snoozed_until <= now
    return wake_up(case, now=now, because=("time_came" if is_time else "clock_nearly_out",))


def _set(case: Case, until: datetime | None) -> None:
    Case.objects.filter(pk=case.pk).update(snoozed_until=until)
    case.snoozed_until = until
