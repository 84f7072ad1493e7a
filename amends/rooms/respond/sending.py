"""Review a reply, ask for reasons, count it, and put it into the outbox in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

from amends.casebook import doors, ledger, outbox, roles
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import (
    Case,
    Delivery,
    DeliveryState,
    Finding,
    Message,
    Reason,
    Reply,
    User,
)
from amends.connectors.protocol import Attachment as File
from amends.connectors.protocol import Door
from amends.playbook.contract import Review
from amends.rooms.respond import enclosing, rules
from amends.rooms.respond.draft import Draft
from amends.rooms.respond.looking import ask_colleagues
from amends.rooms.respond.route import key_of


NO_REASONS: Mapping[str, str] = MappingProxyType({})
STATE_BY_DOOR = {Door.API: DeliveryState.READY, Door.DEEP_LINK: DeliveryState.LINK}


@dataclass(frozen=True, slots=True)
class Look:
    """A draft as it stands: what its review found, and how each part of a reply stands in it."""

    review: Review
    shape: Mapping[str, str]


class ReplyBlocked(Refused):
    """The review found something that cannot be sent; the attempt is in the ledger."""


def look_at(case: Case, text: str, *, user: User, visibility: str, now: datetime) -> Look:
    """Review a draft and tell which parts of a reply it has, without writing anything."""
    if not roles.may(user, "casebook.answer", case):
        raise NotAllowed(NotAllowed.__doc__)
    draft = Draft(case, text, user, visibility, now, NO_REASONS)
    return Look(draft.review, draft.shape)


def review_draft(
    case: Case, text: str, *, user: User, visibility: str, now: datetime
) -> Review:
    """Review a draft as it stands, without writing anything; for each pause of typing."""
    return look_at(case, text, user=user, visibility=visibility, now=now).review


def send_reply(  # noqa: PLR0913 - one argument for each field of the composer
    case: Case,
    text: str,
    *,
    user: User,
    visibility: str,
    now: datetime,
    reasons: Mapping[str, str] = NO_REASONS,
    exemption: str = "",
    exception: str = "",
    looked_again: bool = False,
    files: Sequence[File] = (),
) -> Reply:
    """Decide that these words go out: reviewed in their final form, counted, then in the outbox.

    Only the case's owner writes, or a manager. ``reasons`` holds what the writer typed for each
    warning by its code, and for ``new_issue`` where he claims that exemption (C-12);
    ``exception`` is a manager's reason for one public reply more, ``looked_again`` that the writer
    read it once more where very many will (S4a-35), ``files`` go with it in private. Raises ReplyBlocked with the
    codes, Refused(reason_missing, codes …), or Refused with what is wrong with the door.
    """
    draft = Draft(
        case, text.strip(), user, visibility, now, reasons, exemption, exception, looked_again,
        tuple(files),
    )  # fmt: skip
    try:
        return _send(draft)
    except ReplyBlocked as blocked:
        # The refusal undid everything else, and must be remembered itself (invariant 5).
        facts = {"codes": list(blocked.because), "visibility": visibility}
        ledger.append(case, "reply_blocked", now=now, facts=facts, actor=user)
        raise


@transaction.atomic
def _send(draft: Draft) -> Reply:
    _let_in(draft)
    if draft.is_public and draft.where.author:
        outbox.lock_thread(draft.where.author)
    _check(draft)
    reply = _write_reply(draft)
    enclosing.keep(reply, draft.files)
    kept = _keep_findings(draft, reply)
    delivery = _put(draft, reply)
    _tell(draft, reply, delivery, kept)
    if delivery.counts:
        is_last = draft.given + 1 >= draft.policy.public_max_replies_per_person_thread
        Case.objects.filter(pk=draft.case.pk).update(is_public_exhausted=is_last)
    return reply


def _let_in(draft: Draft) -> None:
    case, user = draft.case, draft.user
    if not roles.may(user, "casebook.answer", case):
        raise NotAllowed(NotAllowed.__doc__)
    current = ledger.lock(case)
    case.state, case.owner_id = current.state, current.owner_id
    is_manager = roles.may(user, "casebook.except", case)
    if case.owner_id != user.pk and not is_manager:
        raise NotAllowed("Only the owner of a case answers; take it over first.")
    if draft.exception and not is_manager:
        raise NotAllowed("Only a manager makes an exception (S4c-01).")
    if case.brand.live_at is None:
        raise Refused("policy_not_approved", "S1-24")


def _check(draft: Draft) -> None:
    if draft.door.value is Door.NONE:
        raise Refused(*draft.door.because)
    if codes := enclosing.refused(draft.files, draft.way, draft.visibility):
        raise Refused(*codes)
    if draft.count.value == rules.REFUSED:
        raise ReplyBlocked(*draft.count.because)
    findings = draft.review.findings
    if codes := rules.blocked(findings):
        raise ReplyBlocked(*codes)
    if codes := rules.unreasoned(findings, draft.reasons):
        raise Refused("reason_missing", *codes)
    if draft.look.whose and not draft.looked_again:
        raise Refused("second_look", "S4a-35")


def _write_reply(draft: Draft) -> Reply:
    way = draft.way
    return Reply.objects.create(
        case=draft.case,
        mention=way.mention if way else None,
        user=draft.user,
        source=draft.where.source,
        visibility=draft.visibility,
        language=doors.language_of(draft.case),
        text=draft.text,
        written_at=draft.now,
        exemption=_exemption(draft),
    )


def _exemption(draft: Draft) -> str:
    """Return why a public reply does not count; empty when it does or is private."""
    if draft.count.value == rules.EXCEPTION:
        return rules.EXCEPTION
    return draft.count.because[0] if draft.count.value == rules.EXEMPT else ""


def _keep_findings(draft: Draft, reply: Reply) -> list[dict[str, Any]]:
    """Store the findings with the reasons given; returns what the ledger may say of them."""
    reasons: dict[str, Reason] = {}
    kept = []
    for one in draft.review.findings:
        if one.level == "warn" and one.code not in reasons:
            reasons[one.code] = _keep_reason(draft, draft.reasons[one.code])
        reason = reasons.get(one.code) if one.level == "warn" else None
        Finding.objects.create(
            reply=reply,
            code=one.code,
            level=one.level,
            start=one.start,
            end=one.end,
            rule=one.rules[0] if one.rules else "",
            reason=reason,
        )
        kept.append(
            {"code": one.code, "level": one.level, "reason": reason.pk if reason else None}
        )
    return kept


def _put(draft: Draft, reply: Reply) -> Delivery:
    case, way = draft.case, draft.way
    return doors.put(
        case,
        draft.where,
        draft.text,
        now=draft.now,
        message=Message.REPLY,
        reply=reply,
        state=_state(draft),
        key=key_of(draft.where.source),
        not_before=draft.rest.value,
        counts=draft.is_public and not reply.exemption,
        url=way.link(draft.text) if way else "",
    )


def _state(draft: Draft) -> DeliveryState:
    """Return where the text waits: for a colleague's look, for a worker, or for a person's hand."""
    if draft.look.whose == "colleague":
        return DeliveryState.HELD
    return STATE_BY_DOOR[draft.door.value]


def _tell(draft: Draft, reply: Reply, delivery: Delivery, kept: list[dict[str, Any]]) -> None:
    facts = {
        "reply": reply.pk,
        "delivery": delivery.pk,
        "visibility": str(draft.visibility),
        "state": str(delivery.state),
        "counts": delivery.counts,
        "not_before": delivery.not_before.isoformat(),
        "findings": kept,
    } | ({"files": len(draft.files)} if draft.files else {})
    because = (*draft.count.because, *draft.rest.because)
    _append(draft, "replied", facts, because)
    if delivery.state == DeliveryState.HELD:
        ask_colleagues(delivery, draft.user, draft.now)
    if reply.exemption:
        words = draft.exception or draft.reasons.get(reply.exemption, "")
        reason = _keep_reason(draft, words).pk if words.strip() else None
        facts = {"reply": reply.pk, "exemption": reply.exemption, "reason": reason}
        kind = "excepted" if reply.exemption == rules.EXCEPTION else "exempted"
        _append(draft, f"public_reply_{kind}", facts, draft.count.because)


def _append(
    draft: Draft, kind: str, facts: Mapping[str, Any], because: tuple[str, ...]
) -> None:
    ledger.append(
        draft.case, kind, now=draft.now, facts=facts, because=because, actor=draft.user
    )


def _keep_reason(draft: Draft, text: str) -> Reason:
    return ledger.keep_reason(draft.case, draft.user, text, draft.now)
