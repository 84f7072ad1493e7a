"""Hold a reply back for as long as it rests, or let a calm colleague end its pause."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from amends.casebook import doors, ledger, presences, roles
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Case, Delivery, DeliveryState, Message, Source, User
from amends.casebook.policies import policy_of
from amends.connectors.registry import CONNECTORS
from amends.rooms.respond import resting


def rest_facts(
    case: Case, source: Source, visibility: str, heard_at: datetime | None, now: datetime
) -> resting.RestFacts:
    """Return what decides how long a reply in a case rests; ``heard_at`` is his last sign there."""
    kind = CONNECTORS.get(source.kind)
    return resting.RestFacts(
        visibility=visibility,
        anger=case.anger,
        severity=case.severity,
        is_chat=kind is not None and kind.capability.is_chat,
        last_heard_at=heard_at,
        now=now,
    )


def hold_back(delivery: Delivery, now: datetime) -> bool:
    """Put a claimed reply back while the customer is still writing (S0-03); True when it waits."""
    kind = CONNECTORS.get(delivery.source.kind)
    if delivery.message != Message.REPLY or kind is None or not kind.capability.is_chat:
        return False
    case, visibility, source = delivery.case, delivery.visibility, delivery.source
    last = doors.last_mention(case, visibility, source)
    facts = rest_facts(
        case, source, visibility, presences.last_sign(last) if last else None, now
    )
    rest = resting.judge_rest(facts, policy_of(case.brand))
    if resting.STILL_WRITING not in rest.because:
        return False
    # Nothing was tried: it can still be called back.
    mine = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.SENDING)
    later = {"not_before": rest.value, "attempts": F("attempts") - 1}
    return bool(mine.update(state=DeliveryState.READY, **later))


@transaction.atomic
def end_cool_down(delivery: Delivery, *, user: User, now: datetime) -> None:
    """Let a resting reply leave at once: a colleague who did not write it read it (C-04, S4b-09)."""
    if not _may(user, delivery):
        raise NotAllowed("A colleague ends the pause: read it with calm eyes (S4b-09).")
    case = ledger.lock(delivery.case)
    waits = (DeliveryState.READY, DeliveryState.LINK)
    resting_now = Delivery.objects.filter(
        pk=delivery.pk, state__in=waits, not_before__gt=now, attempts=0
    )
    if not resting_now.update(not_before=now):
        raise Refused("rests_no_more")
    facts, because = {"delivery": delivery.pk}, ("C-04", "S4b-09")
    ledger.append(case, "cool_down_ended", now=now, facts=facts, because=because, actor=user)


def _may(user: User, delivery: Delivery) -> bool:
    """The owner or a manager may, unless the words are his own."""
    reply, case = delivery.reply, delivery.case
    if reply is None or reply.user_id == user.pk:
        return False
    is_owner = case.owner_id == user.pk and roles.may(user, "casebook.answer", case)
    return is_owner or roles.may(user, "casebook.except", case)
