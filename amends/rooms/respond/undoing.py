"""Call a reply back while it still waits in the outbox."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from amends.casebook import ledger, outbox, roles
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Case, Delivery, DeliveryState, User
from amends.casebook.policies import policy_of


@transaction.atomic
def undo_reply(delivery: Delivery, *, user: User, now: datetime) -> None:
    """Cancel a hand-written reply that no worker has taken yet; its words stay with the case.

    The writer, the case's owner or a manager may. Raises Refused(already_on_its_way) when a
    worker was first: what may be out is never called back. What a person posts may be out as
    soon as it rests no more.
    """
    if not _may(user, delivery):
        raise NotAllowed(NotAllowed.__doc__)
    case = ledger.lock(delivery.case)
    # Compare and swap, as the worker does: one of the two gets it.
    waits = Q(state__in=[DeliveryState.READY, DeliveryState.HELD])
    rests = Q(state=DeliveryState.LINK, not_before__gt=now)
    mine = Delivery.objects.filter(waits | rests, pk=delivery.pk, attempts=0)
    mine = mine.filter(reply__isnull=False)
    if not mine.update(state=DeliveryState.CANCELLED, error_code="undone"):
        raise Refused("already_on_its_way")
    _count_again(case, delivery)
    facts = {"delivery": delivery.pk, "reply": delivery.reply_id}
    ledger.append(case, "reply_undone", now=now, facts=facts, actor=user)


def _may(user: User, delivery: Delivery) -> bool:
    if not roles.may(user, "casebook.answer", delivery):
        return False
    is_writer = delivery.reply is not None and delivery.reply.user_id == user.pk
    is_owner = delivery.case.owner_id == user.pk
    return is_writer or is_owner or roles.may(user, "casebook.except", delivery)


def _count_again(case: Case, delivery: Delivery) -> None:
    """Give the public its turn back when this one was counted (S4c-01)."""
    if not delivery.counts or delivery.author is None:
        return
    most = policy_of(case.brand).public_max_replies_per_person_thread
    is_full = outbox.public_replies(delivery.author, delivery.thread) >= most
    Case.objects.filter(pk=case.pk).update(is_public_exhausted=is_full)
