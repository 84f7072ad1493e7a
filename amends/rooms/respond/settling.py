"""What changes in the casebook once it is known what became of a delivery."""

from datetime import datetime

from django.db import transaction

from amends.casebook import clocks, ledger, next_reply, spending
from amends.casebook.models import (
    Case,
    CaseState,
    ClockKind,
    Delivery,
    DeliveryState,
    Message,
    User,
)
from amends.connectors.registry import CONNECTORS
from amends.connectors.values.prices import price_of_answer


S = DeliveryState


@transaction.atomic
def settle_sent(
    delivery: Delivery,
    *,
    now: datetime,
    external_id: str = "",
    url: str = "",
    actor: User | None = None,
) -> bool:
    """Write down that a text went out, and what that means for its case; False when it already was.

    The clock of the first reply stops here and not when the reply was written: words that never
    left are no answer. A receipt is not a reply (C-21).
    """
    ledger.lock(delivery.case)
    fields = {"state": S.SENT, "sent_at": now, "error_code": "", "error_detail": ""}
    fields |= {"external_id": external_id, "url": url or delivery.url}
    open_states = [S.SENDING, S.UNKNOWN, S.LINK]
    if not Delivery.objects.filter(pk=delivery.pk, state__in=open_states).update(**fields):
        return False
    if delivery.state != S.LINK:  # what a person posts himself costs nothing
        _pay(delivery, now)
    facts = {"delivery": delivery.pk, "message": delivery.message}
    ledger.append(delivery.case, "delivery_sent", now=now, facts=facts, actor=actor)
    if delivery.message == Message.REPLY:
        _after_reply(delivery, now)
    elif delivery.message == Message.RECEIPT:
        _acknowledge(delivery.case, now, ("automatic_receipt", "C-07"))
    return True


@transaction.atomic
def settle_as(
    delivery: Delivery,
    state: str,
    *,
    now: datetime,
    code: str,
    because: tuple[str, ...] = (),
    **fields: object,
) -> bool:
    """Write down that a claimed text did not go out, or that nobody knows; False if it was settled."""
    mine = Delivery.objects.filter(pk=delivery.pk, state=S.SENDING)
    if not mine.update(state=state, error_code=code, **fields):
        return False
    facts = {"delivery": delivery.pk, "state": str(state), "code": code}
    ledger.append(delivery.case, "delivery_settled", now=now, facts=facts, because=because)
    return True


def _pay(delivery: Delivery, now: datetime) -> None:
    kind = CONNECTORS.get(delivery.source.kind)
    if kind is not None:
        prices = kind.capability.prices
        micros = price_of_answer(prices, delivery.text, delivery.visibility)
        spending.spend(delivery.source, micros, now=now, answers=1)


def _after_reply(delivery: Delivery, now: datetime) -> None:
    case = Case.objects.get(pk=delivery.case_id)
    written_at = delivery.reply.written_at if delivery.reply else now
    said_more = case.last_heard_at > written_at
    Case.objects.filter(pk=case.pk).update(
        first_reply_at=case.first_reply_at or now,
        last_reply_at=now,
        waits_for_us=said_more and case.waits_for_us,
    )
    _acknowledge(case, now, ("first_reply",))
    was_first = clocks.stop(case, ClockKind.FIRST_REPLY, now=now) is not None
    if not said_more:
        clocks.stop(case, ClockKind.NEXT_REPLY, now=now)
        clocks.stop(case, ClockKind.WINDOW, now=now)
    elif was_first and case.waits_for_us:
        # He added something while our answer was on its way.
        next_reply.owe(case, now=now)


def _acknowledge(case: Case, now: datetime, because: tuple[str, ...]) -> None:
    current = Case.objects.get(pk=case.pk)
    if current.state == CaseState.NEW:
        ledger.move(current, CaseState.ACKNOWLEDGED, now=now, because=because)
