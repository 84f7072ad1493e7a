"""Remedies: matched to the failure, within somebody's authority, never before the fix as a gift."""

from datetime import datetime

from django.db import transaction

from amends.casebook import clocks, ledger, notices, roles
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import (
    Case,
    CaseState,
    ClockKind,
    Membership,
    Remedy,
    RemedyKind,
    RemedyState,
    User,
)
from amends.casebook.policies import policy_of
from amends.rooms.resolve import rules
from amends.rooms.resolve.remedies import TABLE


LIVE = (RemedyState.PROPOSED, RemedyState.APPROVED, RemedyState.DELIVERED)


def options(case: Case) -> tuple[str, ...]:
    """Return two to four kinds of remedy to offer for this failure, best first (S3-35)."""
    return rules.options_for(case.topics, TABLE)


@transaction.atomic
def propose_remedy(  # noqa: PLR0913 - one argument for each field of the form
    case: Case,
    kind: str,
    *,
    user: User,
    now: datetime,
    amount_minor: int = 0,
    currency: str = "",
    is_goodwill: bool = False,
) -> Remedy:
    """Propose what makes it good; within one's authority it is approved at once (S1-28).

    A goodwill gift waits for the fix as the policy says (C-09). Amounts in minor units.
    """
    _enter(case, user, "casebook.resolve")
    if kind not in RemedyKind.values or amount_minor < 0:
        raise Refused("no_such_remedy")
    facts = _facts(case, kind, user, amount_minor, currency, is_goodwill=is_goodwill)
    verdict = rules.judge_remedy(facts, TABLE)
    if verdict.value == rules.REFUSED:
        raise Refused(*verdict.because)
    is_approved = verdict.value == rules.APPROVED
    remedy = Remedy.objects.create(
        case=case,
        kind=kind,
        is_goodwill=is_goodwill,
        amount_minor=amount_minor,
        currency=currency,
        state=verdict.value,
        proposed_by=user,
        proposed_at=now,
        decided_by=user if is_approved else None,
        decided_at=now if is_approved else None,
    )
    _write(remedy, "remedy_proposed", user, now, verdict.because)
    if not is_approved:
        _ask(remedy, now)
    return remedy


def _ask(remedy: Remedy, now: datetime) -> None:
    """Tell those who may decide that somebody waits for them (S1-28)."""
    case, facts = remedy.case, {"remedy": remedy.pk}
    people = set(notices.deciders_of(case.brand_id)) - {remedy.proposed_by_id}
    key = f"approval:remedy:{remedy.pk}"
    notices.tell(case.brand, people, "approval", key=key, facts=facts, now=now, case=case)


@transaction.atomic
def decide_remedy(
    remedy: Remedy, *, user: User, now: datetime, approve: bool, reason: str = ""
) -> None:
    """Approve or refuse a remedy somebody else proposed; a refusal needs a reason (S1-28)."""
    remedy.state = _enter_remedy(remedy, user, "casebook.approve")
    if remedy.proposed_by_id == user.pk:
        raise NotAllowed("Somebody else decides about what you proposed (S1-28).")
    if remedy.state != RemedyState.PROPOSED:
        raise Refused("remedy_decided")
    if not approve and not reason.strip():
        raise Refused("reason_missing", "S1-28")
    remedy.state = RemedyState.APPROVED if approve else RemedyState.REFUSED
    remedy.decided_by, remedy.decided_at = user, now
    remedy.save(update_fields=["state", "decided_by", "decided_at"])
    kept = ledger.keep_reason(remedy.case, user, reason, now) if reason.strip() else None
    _write(remedy, "remedy_decided", user, now, ("S1-28",), reason=kept.pk if kept else None)


@transaction.atomic
def deliver_remedy(remedy: Remedy, *, user: User, now: datetime) -> None:
    """Say that the customer has it; he must be told within minutes, so a clock starts (S3-28)."""
    remedy.state = _enter_remedy(remedy, user, "casebook.resolve")
    if remedy.state != RemedyState.APPROVED:
        raise Refused("remedy_not_approved", "S1-28")
    remedy.state, remedy.delivered_at = RemedyState.DELIVERED, now
    remedy.save(update_fields=["state", "delivered_at"])
    _write(remedy, "remedy_delivered", user, now, ("S3-28",))
    if remedy.case.state != CaseState.CLOSED:
        policy = policy_of(remedy.case.brand)
        minutes = policy.limits.fix_notice_max_min
        clocks.start(
            remedy.case,
            ClockKind.NEXT_REPLY,
            now=now,
            target_min=minutes,
            limit_min=minutes,
            policy=policy,
        )


def _enter(case: Case, user: User, permission: str) -> None:
    if not roles.may(user, permission, case):
        raise NotAllowed(NotAllowed.__doc__)
    current = ledger.lock(case)
    case.state, case.verdict, case.owner_id = current.state, current.verdict, current.owner_id


def _enter_remedy(remedy: Remedy, user: User, permission: str) -> str:
    _enter(remedy.case, user, permission)
    return Remedy.objects.get(pk=remedy.pk).state


def _facts(
    case: Case, kind: str, user: User, amount_minor: int, currency: str, *, is_goodwill: bool
) -> rules.RemedyFacts:
    policy = policy_of(case.brand)
    remedies = case.remedies.filter(is_goodwill=False)
    is_solved = case.state in {CaseState.RESOLVED, CaseState.CLOSED}
    return rules.RemedyFacts(
        kind=kind,
        topics=tuple(case.topics),
        is_goodwill=is_goodwill,
        amount_minor=amount_minor,
        currency=currency,
        verdict=case.verdict,
        standing=case.author.standing if case.author else "",
        is_decider=roles.may(user, "casebook.approve", case),
        has_other_decider=_has_other_decider(case, user),
        has_remedy=remedies.filter(state__in=LIVE).exists(),
        is_fix_agreed=is_solved or remedies.filter(state=RemedyState.APPROVED).exists(),
        is_fix_recorded=is_solved or remedies.filter(state=RemedyState.DELIVERED).exists(),
        limit_minor=policy.limits.agent_remedy_limit_minor,
        gift_timing=policy.remedy_gift_timing,
        refund_before_verdict=policy.promise_refund_before_verdict,
    )


def _has_other_decider(case: Case, user: User) -> bool:
    deciders = Membership.objects.filter(brand=case.brand_id, role__in=roles.DECIDERS)
    return deciders.filter(user__is_active=True).exclude(user=user).exists()


def _write(
    remedy: Remedy,
    kind: str,
    user: User,
    now: datetime,
    because: tuple[str, ...],
    reason: int | None = None,
) -> None:
    facts = {
        "remedy": remedy.pk,
        "kind": remedy.kind,
        "state": str(remedy.state),
        "amount_minor": remedy.amount_minor,
        "is_goodwill": remedy.is_goodwill,
    }
    facts |= {"reason": reason} if reason else {}
    ledger.append(remedy.case, kind, now=now, facts=facts, because=because, actor=user)
