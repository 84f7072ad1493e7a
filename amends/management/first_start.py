"""The first start of a real shop: one owner, one brand, its public form, every hour covered."""

import secrets

from django.db import transaction

from amends.casebook.models import Brand, Membership, Role, Source, User


@transaction.atomic
def open_brand(*, email: str, name: str) -> tuple[str, ...]:
    """Create owner and brand when there is no brand yet; returns lines for the terminal.

    The password is shown this once and stored only as its hash. Later starts change nothing.
    """
    if Brand.objects.exists():
        return ()
    password = secrets.token_urlsafe(12)
    owner = User.objects.create_user(
        email=email, password=password, name=email.split("@", maxsplit=1)[0]
    )
    brand = Brand.objects.create(slug="shop", name=name, owner=owner)
    Membership.objects.create(brand=brand, user=owner, role=Role.OWNER)
    Source.objects.create(brand=brand, kind="web_form", name="Web form")
    return (f"Sign in as {email} with the password {password} (shown only now).",)
