"""A mail that came back: the delivery failed, and the owner of the case must see it."""

from datetime import datetime

from amends.casebook import ledger, next_reply
from amends.casebook.models import Case, CaseState, Delivery, DeliveryState, Mention


FAILED = frozenset({"failed", "complained"})
ON_ITS_WAY = (DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN)


def note_bounce(mention: Mention, *, now: datetime) -> Case | None:
    """Mark the delivery a bounce speaks of as failed; None where it speaks of none of ours.

    A delay is no failure: the server tries on.
    """
    key = str(mention.data.get("original_message_id") or "")
    if not key or mention.data.get("action", "failed") not in FAILED:
        return None
    sent = Delivery.objects.select_for_update(of=("self",)).filter(
        key=key, source__brand=mention.brand_id, state__in=ON_ITS_WAY
    )
    delivery = sent.select_related("case__brand", "case__source").first()
    if delivery is None:
        return None
    status = str(mention.data.get("status") or "")[:20]
    delivery.state, delivery.error_code = DeliveryState.FAILED, "bounced"
    delivery.error_detail = status
    delivery.save(update_fields=["state", "error_code", "error_detail"])
    facts = {"delivery": delivery.pk, "mention": mention.pk, "status": status}
    ledger.append(
        delivery.case, "delivery_failed", now=now, facts=facts, because=["bounced", "S3-10"]
    )
    _call_the_owner(delivery.case, now)
    return delivery.case


def _call_the_owner(case: Case, now: datetime) -> None:
    """Put the case back into the queue with a clock: the customer has no answer yet."""
    if case.state == CaseState.CLOSED:
        return
    next_reply.owe(case, now=now)
    case.waits_for_us = True
    case.save(update_fields=["waits_for_us"])
