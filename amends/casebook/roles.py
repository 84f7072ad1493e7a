"""Who may do what: roles per brand, asked through ``rules``; and the walls between brands."""

from typing import Any

import rules
from allauth.mfa.models import Authenticator
from django.db.models import Exists, Q, QuerySet

from amends.casebook.models import Brand, Membership, Role, User
from amends.casebook.prepared import Slot


EVERYBODY = frozenset(Role)
ANSWERERS = frozenset({Role.OWNER, Role.MANAGER, Role.AGENT})
DECIDERS = frozenset({Role.OWNER, Role.MANAGER})

SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

ROLES_BY_PERMISSION = {
    "casebook.see": EVERYBODY,
    "casebook.answer": ANSWERERS,
    "casebook.resolve": ANSWERERS,
    "casebook.assign": ANSWERERS,
    "casebook.approve": DECIDERS,  # S1-28
    "casebook.except": DECIDERS,  # S4c-01: the manager's reasoned exception
    "casebook.moderate": frozenset({Role.OWNER, Role.MANAGER, Role.MODERATOR}),
    "casebook.settle_unknown": ANSWERERS,
    "casebook.praise": EVERYBODY,
    "casebook.practise": EVERYBODY,  # S3-20
    "casebook.diagnose": frozenset({Role.OWNER, Role.MANAGER, Role.ANALYST}),
    "casebook.set_up": DECIDERS,
    "casebook.lead_team": DECIDERS,
}


def brand_of(thing: Any) -> Brand:
    """Return the brand a row belongs to: the brand itself, or the one its case or row names."""
    if isinstance(thing, Brand):
        return thing
    owner = thing if hasattr(thing, "brand_id") else thing.case
    brand: Brand = owner.brand
    return brand


def role_at(user: User, brand: Brand) -> str:
    """Return a person's role at a brand, or an empty string for a stranger."""
    if not user.is_active:
        return ""
    own = Membership.objects.filter(_is_open_to(user, "brand__"), brand=brand, user=user)
    found = own.values_list("role", flat=True)
    return found.first() or ""


def _allows(roles: frozenset[Any]) -> Any:
    def has_role(user: User, thing: Any) -> bool:
        return bool(user.is_authenticated) and role_at(user, brand_of(thing)) in roles

    return rules.predicate(has_role)


def register() -> None:
    """Tell ``rules`` what each permission asks for; safe to call twice."""
    for name, roles in ROLES_BY_PERMISSION.items():
        rules.set_perm(name, _allows(roles))


def may(user: User, permission: str, thing: Any) -> bool:
    """Tell whether a person may do something to a row of a brand."""
    return bool(rules.has_perm(permission, user, thing))


def has_second_step(user: User) -> bool:
    """Tell whether a person signs in with more than a password."""
    return bool(Authenticator.objects.filter(user=user, type__in=SECOND_STEPS).exists())


def _is_open_to(user: User | Slot, path: str = "") -> Q:
    """Return the condition that a brand does not ask for a second step the person lacks."""
    own = Authenticator.objects.filter(user=user, type__in=SECOND_STEPS)
    return Q(**{f"{path}asks_second_step": False}) | Q(Exists(own))


def brands_of(user: User) -> QuerySet[Brand]:
    """Return the brands inside whose walls a person stands; every view starts from here."""
    if not user.is_authenticated or not user.is_active:
        return Brand.objects.none()
    return brands_open_to(user)


def brands_open_to(user: User | Slot) -> QuerySet[Brand]:
    """Return the brands of somebody who is known to be signed in; in a slot he may be named later."""
    return Brand.objects.filter(_is_open_to(user), memberships__user=user)


def without_second_step(brand: Brand) -> QuerySet[User]:
    """Return the people of a brand to whom it is shut, or would be, until they set one up."""
    have = Authenticator.objects.filter(type__in=SECOND_STEPS).values("user")
    return User.objects.filter(memberships__brand=brand, is_active=True).exclude(pk__in=have)


def shut_brands(user: User) -> QuerySet[Brand]:
    """Return a person's brands that stay shut until he has set up a second step."""
    mine = Brand.objects.filter(memberships__user=user)
    return mine.exclude(_is_open_to(user)).order_by("name", "pk")
