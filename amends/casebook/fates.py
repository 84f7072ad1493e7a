"""What became of a text after it went out: it arrived, it was read, or it came back.

Words that never arrived are no answer: what they had stopped runs on, and what they had closed is
open again. Only an end which the customer himself said stays.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Min

from amends.casebook import clocks, ledger, next_reply
from amends.casebook.models import (
    Case,
    CaseState,
    ClockKind,
    ClockState,
    Delivery,
    DeliveryState,
    Message,
    Outcome,
)


ON_ITS_WAY = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN)
SPEAKS = (Message.REPLY, Message.CONFIRMATION)


def note_arrival(delivery: Delivery, *, at: datetime, is_read: bool) -> None:
    """Write down when a text arrived or was read, at the first word of it."""
    name = "read_at" if is_read else "arrived_at"
    mine = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.SENT)
    if mine.filter(**{name: None}).update(**{name: at}):
        ledger.touch(delivery.case.brand_id)


@transaction.atomic
def note_failure(
    delivery: Delivery,
    *,
    now: datetime,
    code: str,
    detail: str = "",
    facts: dict[str, Any] | None = None,
    because: Sequence[str] = (),
) -> bool:
    """Write down that a text did not arrive, and call the owner; False when that was known."""
    case = ledger.lock(delivery.case)
    mine = Delivery.objects.filter(pk=delivery.pk, state__in=ON_ITS_WAY)
    state = DeliveryState.FAILED
    if not mine.update(state=state, error_code=code, error_detail=detail):
        return False
    told = {"delivery": delivery.pk, **(facts or {})}
    why = [code, *because, "S3-10"]
    ledger.append(case, "delivery_failed", now=now, facts=told, because=why)
    if delivery.message == Message.REPLY:
        _count_replies(case)
    if delivery.sent_at and delivery.message in SPEAKS:
        _open_again(case, delivery.sent_at, now)
    if case.state != CaseState.CLOSED:
        _call_the_owner(case, delivery, now)
    return True


def _count_replies(case: Case) -> None:
    """Let the case know of those replies only that did not come back."""
    said = Delivery.objects.filter(
        case=case, message=Message.REPLY, state=DeliveryState.SENT
    ).aggregate(first=Min("sent_at"), last=Max("sent_at"))
    case.first_reply_at, case.last_reply_at = said["first"], said["last"]
    case.save(update_fields=["first_reply_at", "last_reply_at"])


def _open_again(case: Case, sent_at: datetime, now: datetime) -> None:
    """Open what was left to the customer since: he never heard that it was his turn."""
    left_to_him = case.state in {CaseState.WAITING, CaseState.RESOLVED}
    by_silence = case.state == CaseState.CLOSED and case.outcome == Outcome.NO_ANSWER
    if (left_to_him or by_silence) and case.state_since >= sent_at:
        because = ("not_delivered", "S3-39")
        ledger.move(case, CaseState.INVESTIGATING, now=now, because=because)


def _call_the_owner(case: Case, delivery: Delivery, now: datetime) -> None:
    """Put the case back into the queue with a clock: the customer has no answer yet."""
    if delivery.sent_at:
        clocks.run_on(case, stopped_at=delivery.sent_at, now=now)
    first = case.clocks.filter(kind=ClockKind.FIRST_REPLY, state=ClockState.RUNNING)
    if not first.exists():
        next_reply.owe(case, now=now)
    case.waits_for_us = True
    case.save(update_fields=["waits_for_us"])
