"""Answer a customer: the doors views call. Sending lies in ``sending``, receipts in ``receipts``."""

from datetime import datetime

from django.db import transaction

from amends.casebook import ledger, roles
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Case, Delivery, DeliveryState, User, Visibility
from amends.rooms.respond import receipts
from amends.rooms.respond.holding import end_cool_down
from amends.rooms.respond.looking import approve_reply, look_needed, send_back
from amends.rooms.respond.occasion import Offers, next_contact, offers_for
from amends.rooms.respond.sending import (
    ReplyBlocked,
    look_at,
    review_draft,
    send_reply,
)
from amends.rooms.respond.settling import settle_sent
from amends.rooms.respond.snippets import drop_snippet, keep_snippet, snippets_for
from amends.rooms.respond.suggesting import Suggestion, model_of, problem_of, suggest
from amends.rooms.respond.told import told_in
from amends.rooms.respond.transcripts import mail_transcript, mailbox_for
from amends.rooms.respond.undoing import undo_reply


__all__ = [
    "Offers",
    "ReplyBlocked",
    "Suggestion",
    "approve_reply",
    "drop_snippet",
    "end_cool_down",
    "keep_snippet",
    "look_at",
    "look_needed",
    "mail_transcript",
    "mailbox_for",
    "mark_posted",
    "model_of",
    "next_contact",
    "offers_for",
    "post_link",
    "problem_of",
    "review_draft",
    "run",
    "send_back",
    "send_reply",
    "settle_unknown",
    "snippets_for",
    "suggest",
    "told_in",
    "undo_reply",
]


def run(now: datetime) -> int:
    """Put a receipt on its way for each new private case (C-07); returns how many."""
    return receipts.run(now)


def post_link(case: Case) -> str:
    """Return the page on which a person posts the reply himself; empty when there is none."""
    waiting = (
        Delivery.objects.filter(case=case, state=DeliveryState.LINK).order_by("-pk").first()
    )
    if waiting:
        return waiting.url
    public = case.mentions.filter(visibility=Visibility.PUBLIC).exclude(url="")
    said = public.order_by("-said_at", "-pk").first()
    return said.url if said else ""


@transaction.atomic
def mark_posted(delivery: Delivery, *, user: User, now: datetime, url: str = "") -> None:
    """Write down that a person posted it on the channel's own site ("I posted it")."""
    _may(user, "casebook.answer", delivery)
    if _state_of(delivery) != DeliveryState.LINK:
        raise Refused("not_waiting_for_a_person")
    settle_sent(delivery, now=now, url=url, actor=user)


@transaction.atomic
def settle_unknown(delivery: Delivery, *, user: User, now: datetime, went_out: bool) -> None:
    """Say what became of a delivery whose fate nobody knew; when it did not go out, it goes again."""
    _may(user, "casebook.settle_unknown", delivery)
    if _state_of(delivery) != DeliveryState.UNKNOWN:
        raise Refused("fate_is_known")
    facts = {"delivery": delivery.pk, "went_out": went_out}
    ledger.append(delivery.case, "unknown_settled", now=now, facts=facts, actor=user)
    if went_out:
        settle_sent(delivery, now=now, actor=user)
    else:
        Delivery.objects.filter(pk=delivery.pk).update(
            state=DeliveryState.READY, not_before=now, attempts=0, error_code=""
        )


def _may(user: User, permission: str, delivery: Delivery) -> None:
    if not roles.may(user, permission, delivery):
        raise NotAllowed(NotAllowed.__doc__)


def _state_of(delivery: Delivery) -> str:
    """Return its state as it stands now, with its case locked until the transaction ends."""
    ledger.lock(delivery.case)
    return Delivery.objects.get(pk=delivery.pk).state
