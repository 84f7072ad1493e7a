"""The outbox: what is on its way to customers, claimed by one worker at a time.

Any room may put a text in; only ``rooms/respond/deliver.py`` takes it out and sends it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from amends.casebook.models import Author, Delivery, DeliveryState, Visibility


STALE_AFTER = timedelta(minutes=5)
SPENT = (
    DeliveryState.HELD,
    DeliveryState.READY,
    DeliveryState.SENDING,
    DeliveryState.SENT,
    DeliveryState.UNKNOWN,
    DeliveryState.LINK,
)


def claim(now: datetime, limit: int = 50) -> Iterator[Delivery]:
    """Yield each ready delivery after marking it ours; two workers never get the same one."""
    ready = Delivery.objects.filter(state=DeliveryState.READY, not_before__lte=now)
    for key in ready.order_by("not_before", "pk").values_list("pk", flat=True)[:limit]:
        if claim_one(key, now):
            yield Delivery.objects.select_related("source", "case", "reply").get(pk=key)


def claim_one(key: int, now: datetime) -> bool:
    """Mark one delivery ours by compare-and-swap; False when another worker was first."""
    mine = Delivery.objects.filter(pk=key, state=DeliveryState.READY).update(
        state=DeliveryState.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    return mine == 1


def stale(now: datetime) -> QuerySet[Delivery]:
    """Return deliveries a worker claimed and never settled: nobody knows whether they went out."""
    return Delivery.objects.filter(
        state=DeliveryState.SENDING, claimed_at__lte=now - STALE_AFTER
    ).select_related("source", "case")


def public_replies(author: Author | None, thread: str) -> int:
    """Count what was said in public to one person in one thread (S4c-01).

    Call it under the lock of ``lock_thread``: what is ready, sending or of unknown fate counts.
    """
    return Delivery.objects.filter(
        Q(author=author, thread=thread, visibility=Visibility.PUBLIC, counts=True),
        state__in=SPENT,
    ).count()


def public_replies_before(delivery: Delivery) -> int:
    """Count what stands before a delivery in its thread: gone out, of unknown fate, or decided first.

    Two colleagues' last replies come to different answers, whoever of them sends first.
    """
    others = Delivery.objects.filter(
        author=delivery.author,
        thread=delivery.thread,
        visibility=Visibility.PUBLIC,
        counts=True,
    ).exclude(pk=delivery.pk)
    is_out = Q(state__in=[DeliveryState.SENT, DeliveryState.UNKNOWN])
    return others.filter(is_out | Q(pk__lt=delivery.pk, state__in=SPENT)).count()


def lock_thread(author: Author) -> Author:
    """Lock a person's threads until the transaction ends, so that two colleagues cannot race."""
    return Author.objects.select_for_update().get(pk=author.pk)
