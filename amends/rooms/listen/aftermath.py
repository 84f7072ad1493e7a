"""What a channel says afterwards of what we sent: each word joins the delivery it speaks of."""

from collections.abc import Sequence
from datetime import datetime

from amends.casebook import fates
from amends.casebook.models import Delivery, DeliveryState, Source
from amends.connectors.afterwards import Became, Fate


class Unsettled(Exception):
    """The channel speaks of something that is just being sent."""


def take_fates(source: Source, told: Sequence[Fate], *, now: datetime) -> None:
    """Write down what became of what we sent; hearing it twice changes nothing.

    What others sent from this account is passed over. Raises Unsettled where it may be a text
    that another worker is sending at this moment, whose id nobody knows yet: ask again.
    """
    if not told:
        return
    sent = Delivery.objects.filter(
        source=source, external_id__in=[one.external_id for one in told]
    )
    rows = {row.external_id: row for row in sent.select_related("case")}
    unknown = any(one.external_id not in rows for one in told)
    if unknown and Delivery.objects.filter(source=source, state=DeliveryState.SENDING).exists():
        raise Unsettled(Unsettled.__doc__)
    for one in told:
        if one.external_id in rows:
            _note(rows[one.external_id], one, now)


def _note(delivery: Delivery, fate: Fate, now: datetime) -> None:
    if fate.became is not Became.FAILED:
        fates.note_arrival(delivery, at=fate.at, is_read=fate.became is Became.READ)
        return
    code = fate.code or "not_delivered"
    fates.note_failure(delivery, now=now, code=code, detail=fate.words[:500])
