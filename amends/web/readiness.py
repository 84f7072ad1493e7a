"""What a brand still needs before it is ready: a list that shrinks until it is gone."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext

from amends.casebook.models import Brand, Case, PolicyApproval, PolicySetting, Shift, Source
from amends.playbook.conflicts import CODES
from amends.web.letterbox import KIND


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: what, where, and whether it is done."""

    words: str
    url: str
    is_done: bool


def steps(brand: Brand) -> list[Step]:
    """Return the steps of a brand in the order in which they are done; two queries."""
    found = _found(brand)
    approved = PolicyApproval.objects.filter(brand=brand).count() >= len(CODES)
    sources, hours = reverse("sources"), reverse("coverage", args=[brand.slug])
    policy = reverse("policy", args=[brand.slug, CODES[0]])
    return [
        Step(
            gettext("Listen somewhere: a mailbox or another source"), sources, found["listens"]
        ),
        Step(
            gettext("Switch the complaint form on and show it in your shop"),
            sources,
            found["form"],
        ),
        Step(gettext("Put people on shift"), reverse("team"), found["shift"]),
        Step(gettext("Declare the hours in which somebody answers"), hours, found["hours"]),
        Step(gettext("Read the policy and decide each place (S1-24)"), policy, approved),
        Step(
            gettext("Send yourself a message and answer it"),
            reverse("inbox"),
            found["answered"],
        ),
    ]


def _found(brand: Brand) -> dict[str, bool]:
    at = {"brand": OuterRef("pk")}
    listening = Source.objects.filter(**at, is_enabled=True)
    asked = {
        "listens": Exists(listening.exclude(kind=KIND)),
        "form": Exists(listening.filter(kind=KIND)),
        "shift": Exists(Shift.objects.filter(**at)),
        "hours": Exists(PolicySetting.objects.filter(**at, key="coverage.calendar")),
        "answered": Exists(Case.objects.filter(**at, first_reply_at__isnull=False)),
    }
    row = Brand.objects.filter(pk=brand.pk).annotate(**asked).values(*asked).get()
    return {name: bool(row[name]) for name in asked}
