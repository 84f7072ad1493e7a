"""The demo: two invented shops whose last weeks are lived through again by the real verbs."""

from datetime import datetime

from django.db import transaction

from amends.casebook.models import Brand
from amends.management.demo.brands import PASSWORD, open_brands
from amends.management.demo.replay import replay


def fill(*, now: datetime) -> tuple[str, ...]:
    """Open the demo brands and live their history up to now; returns lines for the terminal.

    A demo that is there already is left as it is.
    """
    if not Brand.objects.exists():
        with (
            transaction.atomic()
        ):  # all of it or nothing; and one wait for the disk, not thousands
            replay(open_brands(now), now)
    return _accounts()


def _accounts() -> tuple[str, ...]:
    lines = []
    for brand in Brand.objects.order_by("pk").prefetch_related("memberships__user"):
        people = [f"{m.user.email} ({m.role})" for m in brand.memberships.all()]
        lines.append(f"{brand.name}: {', '.join(people)}")
    return (*lines, f"The password of each is: {PASSWORD}")
