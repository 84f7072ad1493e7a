"""Exactly one owner for each case, from its first moment to its last (S4a-05, C-14)."""

from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Q

from amends.casebook import ledger, notices
from amends.casebook.errors import NotAllowed, OwnerRequired, Refused
from amends.casebook.models import (
    Brand,
    Case,
    CaseState,
    HandOver,
    Membership,
    Shift,
    User,
)
from amends.casebook.policies import policy_of
from amends.casebook.roles import ANSWERERS, may
from amends.playbook.policy import Policy
from amends.playbook.verdict import Verdict
from amends.rooms.triage import rules
from amends.rooms.triage.notice import tell


def owner_for(brand: Brand, language: str, now: datetime, *, is_private: bool = False) -> User:
    """Return who owns a case that opens now: the shift, else the lead, else the brand's owner."""
    verdict = Rota(now).choose(brand, language, is_private=is_private)
    return User.objects.get(pk=verdict.value)


class Rota:
    """What is the same for all mentions of one round: policies, shifts, who has how much to do.

    Short-lived: what it read at the start of a round it believes until the end of the round.
    """

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._policies: dict[int, Policy] = {}
        self._teams: dict[int, list[rules.Colleague]] = {}
        self._open_cases: dict[int, Counter[int]] = {}

    def policy(self, brand: Brand) -> Policy:
        """Return what the brand decided."""
        if brand.pk not in self._policies:
            self._policies[brand.pk] = policy_of(brand)
        return self._policies[brand.pk]

    def choose(self, brand: Brand, language: str, *, is_private: bool) -> Verdict[int]:
        """Return the id of the owner and why, and count the case as his."""
        if brand.pk not in self._teams:
            self._teams[brand.pk] = team_of(brand, self._now)
        mode = self.policy(brand).assignment_mode
        fit = rules.fit_for(self._teams[brand.pk], language, mode=mode, is_private=is_private)
        load = self._load(brand) if len(fit.value) > 1 else Counter()
        lead = brand.lead if brand.lead and brand.lead.is_active else None
        chosen = rules.choose_owner(fit, load, lead.pk if lead else None, brand.owner_id)
        load[chosen.value] += 1
        return chosen

    def _load(self, brand: Brand) -> Counter[int]:
        if brand.pk not in self._open_cases:
            users = [one.user_id for one in self._teams[brand.pk]]
            rows = Case.objects.filter(~Q(state=CaseState.CLOSED), owner__in=users)
            counts = dict(rows.values_list("owner").annotate(n=Count("pk")))
            self._open_cases[brand.pk] = Counter(counts)
        return self._open_cases[brand.pk]


def team_of(brand: Brand, now: datetime) -> list[rules.Colleague]:
    """Return who may answer for a brand, and who of them is on duty."""
    members = Membership.objects.filter(
        brand=brand, role__in=ANSWERERS, user__is_active=True
    ).values_list("user_id", "languages")
    local = now.astimezone(ZoneInfo(brand.timezone))
    on_duty = {
        shift.user_id
        for shift in Shift.objects.filter(brand=brand)
        if rules.is_on_duty(shift.weekday, shift.starts, shift.ends, local)
    }
    return [
        rules.Colleague(user, user in on_duty, tuple(languages)) for user, languages in members
    ]


@transaction.atomic
def hand_over(
    case: Case,
    to: User,
    *,
    actor: User,
    now: datetime,
    reason: str = "",
    tell_customer: bool = False,
) -> HandOver:
    """Pass a case with its running clocks to another colleague, and tell the customer if asked to.

    The customer is told in private only (S1-20). Raises NotAllowed, or Refused when the colleague
    cannot answer for the brand, owns it already, or no private door is open.
    """
    giver = ledger.lock(case).owner
    _check(case, giver, to, actor)
    kept = ledger.keep_reason(case, actor, reason, now) if reason.strip() else None
    because = ["S4a-05", "S1-20" if tell_customer else "S1-20:customer_not_told"]
    row = HandOver.objects.create(
        case=case,
        giver=giver,
        receiver=to,
        handed_at=now,
        is_customer_told=tell_customer,
        reason=kept,
    )
    ledger.assign(case, to, now=now, because=because, actor=actor)
    facts = {"hand_over": row.pk, "reason": kept.pk if kept else None}
    ledger.append(case, "handed_over", now=now, facts=facts, because=because, actor=actor)
    _tell_receiver(row, actor, now)
    if tell_customer:
        tell(case, to, now)
    return row


def _tell_receiver(row: HandOver, actor: User, now: datetime) -> None:
    case, key, facts = row.case, f"handed:{row.pk}", {"by": actor.pk}
    notices.tell(
        case.brand, [row.receiver_id], "handed", key=key, facts=facts, now=now, case=case
    )


def _check(case: Case, giver: User, to: User, actor: User) -> None:
    if not may(actor, "casebook.assign", case):
        raise NotAllowed("You may not pass on cases of this brand.")
    if to == giver:
        raise Refused("owns_it_already")
    if not may(to, "casebook.answer", case):
        raise Refused("cannot_answer_here", "S4a-05")


@transaction.atomic
def leave(user: User, now: datetime) -> None:  # noqa: ARG001 - every verb is told the time
    """Let a person go; raises OwnerRequired while he owns an open case or a brand (invariant 3)."""
    User.objects.select_for_update().get(pk=user.pk)
    owned = Case.objects.filter(owner=user).exclude(state=CaseState.CLOSED).count()
    if owned:
        raise OwnerRequired(f"{user} still owns {owned} open cases: hand them over first.")
    if Brand.objects.filter(owner=user).exists():
        raise OwnerRequired(f"{user} owns a brand: give it another owner first.")
    Brand.objects.filter(lead=user).update(lead=None)
    Shift.objects.filter(user=user).delete()
    user.is_active = False
    user.save(update_fields=["is_active"])
