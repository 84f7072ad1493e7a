"""Praise good replies before the team (S2-06)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from amends.casebook import ledger, roles
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import DeliveryState, Kudos, Reply, User


def run(now: datetime) -> int:  # noqa: ARG001 - every room's door has the same shape
    """Return 0: praise is given by people, never by a sweep."""
    return 0


@transaction.atomic
def praise(reply: Reply, *, giver: User, now: datetime, words: str = "") -> Kudos:
    """Praise a colleague's reply that went out: once per person, never oneself (S2-06)."""
    if not roles.may(giver, "casebook.praise", reply):
        raise NotAllowed(NotAllowed.__doc__)
    ledger.lock(reply.case)
    if because := _refusals(reply, giver):
        raise Refused(*because, "S2-06")
    kudos = Kudos.objects.create(
        reply=reply, giver=giver, receiver=reply.user, words=words.strip(), given_at=now
    )
    ledger.append(
        reply.case,
        "praised",
        now=now,
        facts={"reply": reply.pk, "kudos": kudos.pk},
        because=("S2-06",),
        actor=giver,
    )
    return kudos


def recent_kudos(brand_ids: Iterable[int], limit: int = 20) -> list[Kudos]:
    """Return the latest praise at these brands, latest first."""
    rows = Kudos.objects.filter(reply__case__brand__in=list(brand_ids))
    rows = rows.select_related("giver", "receiver", "reply__case__brand")
    return list(rows.order_by("-given_at", "-pk")[:limit])


def _refusals(reply: Reply, giver: User) -> tuple[str, ...]:
    delivery = getattr(reply, "delivery", None)
    reasons = {
        "kudos_to_oneself": reply.user_id == giver.pk,
        "not_sent": delivery is None or delivery.state != DeliveryState.SENT,
        "kudos_given": Kudos.objects.filter(reply=reply, giver=giver).exists(),
    }
    return tuple(code for code, holds in reasons.items() if holds)
