"""A second look before a reply on a post that very many people read (S4a-35).

The web forgets nothing: the writer reads it once more, and where the reach is greater still a
colleague does.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.casebook import ledger, notices, outbox, roles
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Case, Delivery, DeliveryState, Membership, Mention, User
from amends.casebook.policies import policy_of
from amends.connectors.registry import CONNECTORS
from amends.playbook.policy import Policy
from amends.rooms.respond import rules


STATE_BY_DOOR = {"api": DeliveryState.READY, "deep_link": DeliveryState.LINK}


@dataclass(frozen=True, slots=True)
class Look:
    """Whose second look a reply needs: nobody's, one's ``own``, or a ``colleague``'s."""

    whose: str
    reach: int


def look_needed(case: Case, visibility: str, mention: Mention | None, policy: Policy) -> Look:
    """Return whose second look a reply needs, to a mention that so many people read."""
    told = mention.data.get("reach") if mention else 0
    reach = told if isinstance(told, int) else 0
    if visibility != rules.PUBLIC or not rules.look_needed(reach, policy, is_alone=False):
        return Look("", reach)
    team = Membership.objects.filter(brand=case.brand_id, role__in=roles.ANSWERERS)
    is_alone = team.filter(user__is_active=True).count() < 2  # noqa: PLR2004 - two pairs of eyes
    return Look(rules.look_needed(reach, policy, is_alone=is_alone), reach)


def ask_colleagues(delivery: Delivery, user: User, now: datetime) -> None:
    """Tell the case's owner and the deciders that a reply waits for their eyes; never its writer."""
    case, facts = delivery.case, {"held": delivery.pk}
    people = {case.owner_id, *notices.deciders_of(case.brand_id)} - {user.pk}
    key = f"approval:reply:{delivery.pk}"
    notices.tell(case.brand, people, "approval", key=key, facts=facts, now=now, case=case)


@transaction.atomic
def approve_reply(delivery: Delivery, *, user: User, now: datetime) -> None:
    """Let a held reply leave: a colleague has read it as its many readers will (S4a-35)."""
    case = _take(delivery, user)
    kind = CONNECTORS[delivery.source.kind]
    door = rules.door_of(kind.capability, delivery.visibility)
    state = STATE_BY_DOOR.get(door, DeliveryState.READY)
    _move(delivery, state, not_before=max(now, delivery.not_before))
    facts = {"delivery": delivery.pk}
    ledger.append(case, "reply_approved", now=now, facts=facts, because=("S4a-35",), actor=user)


@transaction.atomic
def send_back(delivery: Delivery, *, user: User, now: datetime, reason: str) -> None:
    """Hand a held reply back to its writer with a reason; it never leaves."""
    if not reason.strip():
        raise Refused("reason_missing")
    case = _take(delivery, user)
    _move(delivery, DeliveryState.CANCELLED, error_code="sent_back")
    if delivery.author and delivery.counts:
        most = policy_of(case.brand).public_max_replies_per_person_thread
        given = outbox.public_replies(delivery.author, delivery.thread)
        Case.objects.filter(pk=case.pk).update(is_public_exhausted=given >= most)
    kept = ledger.keep_reason(case, user, reason, now)
    facts = {"delivery": delivery.pk, "reason": kept.pk}
    ledger.append(
        case, "reply_sent_back", now=now, facts=facts, because=("S4a-35",), actor=user
    )


def _take(delivery: Delivery, user: User) -> Case:
    """Let in whoever answers here and did not write it, with the case locked."""
    reply = delivery.reply
    is_writer = reply is None or reply.user_id == user.pk
    if is_writer or not roles.may(user, "casebook.answer", delivery):
        raise NotAllowed("A colleague takes the second look, not the writer (S4a-35).")
    return ledger.lock(delivery.case)


def _move(delivery: Delivery, state: str, **fields: object) -> None:
    held = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.HELD)
    if not held.update(state=state, **fields):
        raise Refused("not_held")
