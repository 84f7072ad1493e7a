"""A mail that came back: the delivery failed, and the owner of the case must see it."""

from datetime import datetime

from amends.casebook import fates
from amends.casebook.models import Case, Delivery, Mention


FAILED = frozenset({"failed", "complained"})


def note_bounce(mention: Mention, *, now: datetime) -> Case | None:
    """Mark the delivery a bounce speaks of as failed; None where it speaks of none of ours.

    A delay is no failure: the server tries on.
    """
    key = str(mention.data.get("original_message_id") or "")
    if not key or mention.data.get("action", "failed") not in FAILED:
        return None
    sent = Delivery.objects.filter(key=key, source__brand=mention.brand_id)
    delivery = sent.select_related("case").first()
    if delivery is None:
        return None
    status = str(mention.data.get("status") or "")[:20]
    facts = {"mention": mention.pk, "status": status}
    failed = fates.note_failure(delivery, now=now, code="bounced", detail=status, facts=facts)
    return delivery.case if failed else None
