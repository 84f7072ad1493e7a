"""Call for help before a promise breaks: its owner and those who lead are told in time (S3-26)."""

from datetime import datetime, timedelta

from django.db import transaction

from amends.casebook import ledger, notices
from amends.casebook.models import Call, ClockState, Note, Promise
from amends.casebook.policies import policy_of
from amends.rooms.resolve import rules


LONGEST = timedelta(hours=4)  # no warning comes earlier than this
AT_ONCE = 200


def warn(now: datetime) -> int:
    """Call the owner and the deciders of each promise that is nearly due, once; returns how many."""
    running = Promise.objects.filter(clock__state=ClockState.RUNNING, warned_at=None)
    nearly = running.filter(due_at__lte=now + LONGEST).select_related("case__brand", "clock")
    return sum(_warn_one(one, now) for one in nearly.order_by("due_at")[:AT_ONCE])


@transaction.atomic
def _warn_one(promise: Promise, now: datetime) -> bool:
    warning_min = policy_of(promise.case.brand).limits.promise_warning_min
    if not rules.is_nearly_due(promise.due_at, promise.made_at, now, warning_min):
        return False
    # Compare and swap: another worker may have been here first.
    if not Promise.objects.filter(pk=promise.pk, warned_at=None).update(warned_at=now):
        return False
    case = ledger.lock(promise.case)
    called = sorted({promise.clock.owner_id, *notices.deciders_of(case.brand_id)})
    note = Note.objects.create(case=case, user=None, text=promise.what, written_at=now)
    Call.objects.bulk_create(Call(note=note, user_id=user) for user in called)
    _tell(promise, note, called, now)
    facts = {"promise": promise.pk, "called": called}
    ledger.append(case, "promise_nears", now=now, facts=facts, because=("S3-26", "S2-15"))
    return True


def _tell(promise: Promise, note: Note, called: list[int], now: datetime) -> None:
    facts = {"note": note.pk, "clock": promise.clock_id, "at": promise.due_at.isoformat()}
    case, key = promise.case, f"promise:{promise.pk}"
    notices.tell(case.brand, called, "promise", key=key, facts=facts, now=now, case=case)
