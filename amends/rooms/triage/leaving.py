"""Letting a person go: nobody leaves while he owns open cases, and no brand loses its last owner."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from amends.casebook import ledger, team
from amends.casebook.errors import NotAllowed, OwnerRequired
from amends.casebook.models import Brand, Case, CaseState, Membership, Role, Shift, User
from amends.casebook.roles import may
from amends.rooms.triage.owners import hand_over, leave


def open_cases_of(user: User, brand: Brand) -> QuerySet[Case]:
    """Return the cases a person must pass on before he can leave a brand."""
    return Case.objects.filter(brand=brand, owner=user).exclude(state=CaseState.CLOSED)


@transaction.atomic
def hand_all_over(giver: User, to: User, brand: Brand, *, actor: User, now: datetime) -> int:
    """Pass on all open cases of a person at a brand; return how many. One refusal stops them all.

    A person passes on his own; an owner or a manager anybody's (S4a-05).
    """
    if actor != giver and not may(actor, "casebook.lead_team", brand):
        raise NotAllowed("Only an owner or a manager leads the team.")
    cases = list(open_cases_of(giver, brand).order_by("pk"))
    for case in cases:
        hand_over(case, to, actor=actor, now=now)
    return len(cases)


@transaction.atomic
def leave_brand(member: Membership, *, actor: User, now: datetime) -> None:
    """Take a person off a brand; with his last brand his account is disabled.

    Raises NotAllowed, or OwnerRequired while he owns open cases or is the brand's last owner
    (invariant 3). Shifts go with him, and every page of the brand is closed to him at once.
    """
    brand = Brand.objects.select_for_update().get(pk=member.brand_id)
    user = User.objects.select_for_update().get(pk=member.user_id)
    if actor != user and not team.may_lead(actor, member):
        raise NotAllowed("Only an owner or a manager leads the team.")
    if open_cases_of(user, brand).exists():
        raise OwnerRequired("Open cases must be handed over first.")
    if member.role == Role.OWNER:
        team.release_ownership(brand, user)
    Brand.objects.filter(pk=brand.pk, lead=user).update(lead=None)
    Shift.objects.filter(brand=brand, user=user).delete()
    member.delete()
    if not user.memberships.exists():
        leave(user, now)
    ledger.touch(brand.pk)
