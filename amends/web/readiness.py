"""What a brand still needs before it is ready: a list that shrinks until it is gone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext

from amends.casebook.models import Brand, Case, PolicyApproval, PolicySetting, Shift, Source
from amends.playbook.cards import CODES
from amends.web.doors import can
from amends.web.letterbox import KIND


FACTS = ("has_ear", "has_form", "has_shift", "has_hours", "has_answered", "approved")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: what, where, and whether it is done."""

    words: str
    url: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Setup:
    """The steps of a brand that is not ready yet."""

    brand: Brand
    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        """Return how many steps are done."""
        return sum(step.is_done for step in self.steps)

    @property
    def next(self) -> Step:
        """Return the first step that is not done."""
        return next(step for step in self.steps if not step.is_done)


def with_facts(brands: QuerySet[Brand]) -> QuerySet[Brand]:
    """Let brands come with what their steps ask: six looks into indexes, no query of its own."""
    at = {"brand": OuterRef("pk")}
    listening = Source.objects.filter(**at, is_enabled=True)
    approved = PolicyApproval.objects.filter(**at).order_by().values("brand")
    return brands.annotate(
        has_ear=Exists(listening.exclude(kind=KIND)),
        has_form=Exists(listening.filter(kind=KIND)),
        has_shift=Exists(Shift.objects.filter(**at)),
        has_hours=Exists(PolicySetting.objects.filter(**at, key="coverage.calendar")),
        has_answered=Exists(Case.objects.filter(**at, first_reply_at__isnull=False)),
        approved=Coalesce(Subquery(approved.annotate(n=Count("pk")).values("n")), 0),
    )


def steps(brand: Brand) -> list[Step]:
    """Return the steps of a brand in the order in which they are done; one query."""
    rows = with_facts(Brand.objects.filter(pk=brand.pk))
    return _steps(brand, vars(rows.get()))


def setups(brands: Iterable[Brand]) -> list[Setup]:
    """Return what is left to do at each brand that came ``with_facts`` and may be set up; no query."""
    mine = (one for one in brands if can(one, "casebook.set_up"))
    found = (Setup(one, tuple(_steps(one, vars(one)))) for one in mine)
    return [setup for setup in found if setup.done < len(setup.steps)]


def _steps(brand: Brand, facts: Mapping[str, Any]) -> list[Step]:
    sources, hours = reverse("sources"), reverse("coverage", args=[brand.slug])
    policy = reverse("policy", args=[brand.slug, CODES[0]])
    rows = (
        (gettext("Listen somewhere: a mailbox or another source"), sources, facts["has_ear"]),
        (
            gettext("Switch the complaint form on and show it in your shop"),
            sources,
            facts["has_form"],
        ),
        (gettext("Put people on shift"), reverse("team"), facts["has_shift"]),
        (gettext("Declare the hours in which somebody answers"), hours, facts["has_hours"]),
        (
            gettext("Read the policy and decide each place (S1-24)"),
            policy,
            facts["approved"] >= len(CODES),
        ),
        (
            gettext("Send yourself a message and answer it"),
            reverse("inbox"),
            facts["has_answered"],
        ),
    )
    return [Step(words, url, bool(is_done)) for words, url, is_done in rows]
