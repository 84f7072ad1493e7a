"""Invite a customer once to bring his review up to date, where the place allows it (C-02)."""

from datetime import datetime

from django.db import transaction

from amends.casebook import ledger
from amends.casebook.errors import Refused
from amends.casebook.models import Case, Invitation, Mention, Message, Outcome, User, Visibility
from amends.casebook.policies import policy_of
from amends.connectors.registry import CONNECTORS
from amends.playbook.verdict import Verdict
from amends.rooms.follow_up import asks, rules


def judge_invitation(case: Case, now: datetime) -> Verdict[bool]:
    """Say whether this customer may be invited, or why not."""
    policy = policy_of(case.brand)
    days = policy.limits.invitation_cool_off_days
    return rules.judge_inviting(_facts(case), policy.review_update_request, now, days)


@transaction.atomic
def invite(case: Case, *, user: User, now: datetime) -> Invitation:
    """Put one neutral invitation into the outbox; nothing of it speaks of a remedy (invariant 9).

    It tells of no sorrow and of no harm to us (S3-42, S3-43).

    Raises Refused with every reason against it.
    """
    ledger.lock(case)
    case = Case.objects.select_related("brand", "author", "customer", "source").get(pk=case.pk)
    verdict = judge_invitation(case, now)
    if not verdict.value:
        raise Refused(*verdict.because)
    made = Invitation.objects.create(case=case, asked_by=user, asked_at=now)
    slots = {"review_link": _review(case)}
    kind, policy = "update_invitation", policy_of(case.brand)
    asks.put(case, kind, Message.INVITATION, policy, now=now, **slots)
    facts = {"invitation": made.pk}
    ledger.append(case, "invited", now=now, facts=facts, because=verdict.because, actor=user)
    return made


def _facts(case: Case) -> rules.InviteFacts:
    kind = CONNECTORS.get(case.source.kind)
    remedies = case.remedies.exclude(state="refused")
    open_ones = remedies.filter(delivered_at=None)
    return rules.InviteFacts(
        may_invite=kind is not None and kind.capability.may_invite_update,
        is_confirmed=case.outcome == Outcome.ACCEPTED,
        was_invited=Invitation.objects.filter(case=case).exists(),
        has_open_remedy=open_ones.exists(),
        remedy_at=max((one.delivered_at for one in remedies if one.delivered_at), default=None),
        has_review=bool(_review(case)),
        can_ask=asks.private_door(case, policy_of(case.brand)) is not None,
    )


def _review(case: Case) -> str:
    """Return the address of what the customer wrote in public; empty where there is none."""
    said = Mention.objects.filter(
        case=case, source=case.source, visibility=Visibility.PUBLIC, is_ours=False
    )
    found = said.exclude(url="").order_by("said_at", "pk").values_list("url", flat=True).first()
    return found or ""
