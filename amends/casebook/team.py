"""Who works for a brand: invitations that expire, roles, languages and shifts."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet

from amends.casebook import ledger
from amends.casebook.errors import NotAllowed, OwnerRequired, Refused
from amends.casebook.models import Brand, MemberInvitation, Membership, Role, Shift, User
from amends.casebook.models.brand import new_token
from amends.casebook.roles import role_at


INVITED_FOR = timedelta(days=7)
# An owner gives every role; a manager none that could undo his own.
GRANTS = {
    Role.OWNER.value: frozenset(Role.values),
    Role.MANAGER.value: frozenset({"agent", "moderator", "analyst"}),
}


@dataclass(frozen=True, slots=True)
class Span:
    """One stretch on duty: Monday is 0; ``ends`` before or at ``starts`` runs past midnight."""

    weekday: int
    starts: time
    ends: time


def grants(user: User, brand: Brand) -> frozenset[str]:
    """Return the roles a person may give, change and take away at a brand."""
    return GRANTS.get(role_at(user, brand), frozenset())


def may_lead(actor: User, member: Membership) -> bool:
    """Tell whether a person may change another's role, shifts and place at the brand."""
    return member.role in grants(actor, member.brand)


def may_renew_password(actor: User, user: User) -> bool:
    """Tell whether a person may make a password link for another: he leads him at every brand.

    Otherwise a link made at one brand would open the walls of another.
    """
    members = user.memberships.select_related("brand")
    return actor != user and user.is_active and all(may_lead(actor, m) for m in members)


def hash_of(token: str) -> str:
    """Return what the casebook keeps of a link's token (192 random bits need no salt)."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    brand: Brand, email: str, *, role: str, languages: Sequence[str], actor: User, now: datetime
) -> str:
    """Invite an address for seven days and return the token of its link, shown this once.

    A new invitation of the same address takes the place of the one before. Raises NotAllowed, or
    Refused when the person works here already.
    """
    _lock(brand)
    if role not in grants(actor, brand):
        raise NotAllowed("You may not give this role.")
    address = email.strip().lower()
    if Membership.objects.filter(brand=brand, user__email=address).exists():
        raise Refused("member_already")
    open_invitations(brand).filter(email=address).delete()
    token = new_token()
    MemberInvitation.objects.create(
        brand=brand,
        email=address,
        role=role,
        languages=list(languages),
        token_hash=hash_of(token),
        invited_by=actor,
        invited_at=now,
        expires_at=now + INVITED_FOR,
    )
    return token


def open_invitations(brand: Brand) -> QuerySet[MemberInvitation]:
    """Return the invitations nobody used yet, those that expired among them, newest first."""
    rows = MemberInvitation.objects.filter(brand=brand, used_at=None)
    return rows.select_related("invited_by").order_by("-invited_at", "-pk")


@transaction.atomic
def withdraw(invitation: MemberInvitation, *, actor: User) -> None:
    """Make a link worthless before it is used; raises NotAllowed."""
    if invitation.role not in grants(actor, invitation.brand):
        raise NotAllowed("Only an owner or a manager leads the team.")
    open_invitations(invitation.brand).filter(pk=invitation.pk).delete()


def invitation_for(token: str, now: datetime) -> MemberInvitation | None:
    """Return the invitation of a link while it still opens the door, else nothing.

    It opens no door once it was used, after seven days, or when the one who invited may not give
    that role any more.
    """
    rows = MemberInvitation.objects.select_related("brand", "invited_by")
    found = rows.filter(token_hash=hash_of(token), used_at=None, expires_at__gt=now).first()
    if found and found.role in grants(found.invited_by, found.brand):
        return found
    return None


def colleague_of(invitation: MemberInvitation) -> User | None:
    """Return the person whose address was invited, if he has an account that works."""
    return User.objects.filter(email=invitation.email, is_active=True).first()


@transaction.atomic
def join(token: str, user: User, *, now: datetime) -> Membership:
    """Take up an invitation as the person signed in; raises Refused when it is not his or over."""
    invitation = _use(token, now)
    if user.email.lower() != invitation.email:
        raise Refused("invitation_of_another")
    return _admit(invitation, user)


@transaction.atomic
def join_as_new(token: str, *, name: str, password: str, language: str, now: datetime) -> User:
    """Take up an invitation without a working account: one is made, or the disabled one renewed.

    A renewed account keeps nothing of its old places and keys. Raises Refused when the invitation
    is over, or when somebody works under this address: he signs in instead.
    """
    invitation = _use(token, now)
    if colleague_of(invitation):
        raise Refused("sign_in_first")
    user = User.objects.filter(email=invitation.email).first() or User(email=invitation.email)
    user.name, user.language, user.is_active = name, language, True
    user.set_password(password)
    user.save()
    user.memberships.all().delete()
    _admit(invitation, user)
    return user


def _use(token: str, now: datetime) -> MemberInvitation:
    invitation = invitation_for(token, now)
    if invitation is None:
        raise Refused("invitation_over")
    # Compare and swap: of two clicks at once, one finds the door shut.
    rows = MemberInvitation.objects.filter(pk=invitation.pk, used_at=None)
    if not rows.update(used_at=now):
        raise Refused("invitation_over")
    return invitation


def _admit(invitation: MemberInvitation, user: User) -> Membership:
    member, is_new = Membership.objects.get_or_create(
        brand=invitation.brand,
        user=user,
        defaults={"role": invitation.role, "languages": invitation.languages},
    )
    if not is_new:
        raise Refused("member_already")
    MemberInvitation.objects.filter(pk=invitation.pk).update(used_by=user)
    ledger.touch(invitation.brand_id)
    return member


@transaction.atomic
def change_role(
    member: Membership, role: str, *, languages: Sequence[str], actor: User
) -> None:
    """Give a person another role and say which customers' languages he answers.

    Raises NotAllowed, or OwnerRequired when the brand would be without an owner.
    """
    _lock(member.brand)
    member.refresh_from_db(fields=["role"])
    if not may_lead(actor, member) or role not in grants(actor, member.brand):
        raise NotAllowed("You may not give this role.")
    if member.role == Role.OWNER and role != Role.OWNER:
        release_ownership(member.brand, member.user)
    member.role, member.languages = role, list(languages)
    member.save(update_fields=["role", "languages"])
    ledger.touch(member.brand_id)


def release_ownership(brand: Brand, user: User) -> None:
    """Let another owner stand for the brand in a person's place; raises OwnerRequired if none can."""
    owners = Membership.objects.filter(brand=brand, role=Role.OWNER, user__is_active=True)
    other = owners.exclude(user=user).order_by("pk").first()
    if other is None:
        raise OwnerRequired("Make somebody else an owner first: a brand always has one.")
    Brand.objects.filter(pk=brand.pk, owner=user).update(owner=other.user_id)


@transaction.atomic
def set_shifts(member: Membership, spans: Iterable[Span], *, actor: User) -> None:
    """Write when a person is on duty, in the place of what was written before; raises NotAllowed."""
    if not may_lead(actor, member):
        raise NotAllowed("Only an owner or a manager leads the team.")
    Shift.objects.filter(brand=member.brand_id, user=member.user_id).delete()
    Shift.objects.bulk_create(
        Shift(
            brand_id=member.brand_id,
            user_id=member.user_id,
            weekday=span.weekday,
            starts=span.starts,
            ends=span.ends,
        )
        for span in spans
    )
    ledger.touch(member.brand_id)


def _lock(brand: Brand) -> None:
    # Two owners who step down at once must not both find the other.
    Brand.objects.select_for_update().get(pk=brand.pk)
