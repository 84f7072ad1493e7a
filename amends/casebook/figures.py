"""The figures of a desk: each is a condition, so that what is counted is what opens behind it.

First replies are read on both clocks: covered hours and the wall (C-07), in and out of hours
(S4a-14), in the bands of S4a-13, so that what is expected and what is done can be compared
(S4b-06).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import BigIntegerField, Count, F, Q, QuerySet, Subquery, Sum, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from amends.casebook.models import (
    Brand,
    Case,
    CaseState,
    Clock,
    ClockKind,
    Directness,
    Kudos,
    Mention,
    Visibility,
)


BANDS: Mapping[str, tuple[int, int | None]] = {  # S4a-13: minutes, from and up to
    "15": (0, 15),
    "30": (15, 30),
    "60": (30, 60),
    "over": (60, None),
}
CLOCKS = ("covered", "wall")
SHIFTS = ("in", "out")
NOT_COUNTED = ("not_a_complaint", "merged")  # outcomes of what was no complaint of its own
# Of five points of satisfaction (S0-21, S2-11); good after a complaint is one turned (S4a-40).
GOOD, BAD = 4, 2


@dataclass(frozen=True, slots=True)
class Span:
    """Which brands, between which moments, in public or in private; empty means both."""

    brands: Sequence[int]
    since: datetime
    until: datetime
    visibility: str = ""


def band(clock: str, name: str) -> Q:
    """Return the condition on a stopped first-reply clock for one band, in seconds."""
    low, high = BANDS[name]
    field = f"{clock}_seconds"
    above = Q(**{f"{field}__gt": low * 60}) if low else Q(**{f"{field}__gte": 0})
    return above & (Q(**{f"{field}__lte": high * 60}) if high else Q())


def in_shift(name: str) -> Q:
    """Return the condition for cases heard in covered hours, or outside them (S4a-14)."""
    outside = Q(target_at__gt=F("wall_target_at"))
    return outside if name == "out" else ~outside


def cases(span: Span) -> QuerySet[Case]:
    """Return the complaints opened in a span."""
    rows = Case.objects.filter(
        _brands(span.brands), opened_at__gt=span.since, opened_at__lte=span.until
    )
    rows = rows.exclude(outcome__in=NOT_COUNTED)
    return rows.filter(visibility=span.visibility) if span.visibility else rows


def first_replies(span: Span) -> QuerySet[Clock]:
    """Return the stopped clocks of the first replies to those complaints."""
    answered = Clock.objects.filter(kind=ClockKind.FIRST_REPLY, state__in=("kept", "missed"))
    return answered.filter(case__in=cases(span).values("pk"), stopped_at__isnull=False)


def behind(figure: str, span: Span) -> QuerySet[Case]:
    """Return the cases behind a figure; raises KeyError for one that does not exist."""
    if figure.count("-") == 2:  # noqa: PLR2004 - covered-15-in: a clock, a band, a shift
        clock, name, shift = figure.split("-")
        answered = first_replies(span).filter(band(clock, name))
        answered = answered.filter(in_shift(shift)) if shift in SHIFTS else answered
        return cases(span).filter(pk__in=answered.values("case"))
    return _plain(span)[figure]


def _plain(span: Span) -> dict[str, QuerySet[Case]]:
    rows = cases(span)
    waiting = Q(first_reply_at=None) & ~Q(state=CaseState.CLOSED)
    heard = Mention.objects.filter(case__isnull=False)
    indirect = heard.exclude(directness=Directness.DIRECT)  # S4d-04: what left no word with us
    praised = Kudos.objects.filter(given_at__gt=span.since, given_at__lte=span.until)
    return {
        "complaints": rows,
        "answered": rows.filter(first_reply_at__isnull=False),
        "waiting": rows.filter(waiting),
        "unanswered": _unanswered(span),
        "resolved": rows.filter(resolved_at__isnull=False),
        "recovered": rows.filter(survey__satisfaction__gte=GOOD),
        "unhappy": rows.filter(survey__satisfaction__lte=BAD),
        "surveyed": rows.filter(survey__satisfaction__isnull=False),
        "indirect": rows.filter(pk__in=indirect.values("case")),
        "praised": _of_brands(span).filter(pk__in=praised.values("reply__case")),
        "promises-kept": _promised(span, "kept"),
        "promises-broken": _promised(span, "missed"),
    }


FIGURES = (
    "complaints", "answered", "waiting", "unanswered", "resolved", "recovered", "unhappy",
    "surveyed", "indirect", "praised", "promises-kept", "promises-broken",
)  # fmt: skip


def counts(span: Span) -> dict[str, int]:
    """Count every plain figure, in one query."""
    parts = {name.replace("-", "_"): _count(rows) for name, rows in _plain(span).items()}
    found = Brand.objects.filter(pk=span.brands[0]).annotate(**parts).values(*parts).get()
    return {name: found[name.replace("-", "_")] for name in FIGURES}


def reach(span: Span) -> int:
    """Return how many readers the complaints in public had, as far as places tell (S3-01)."""
    said = Mention.objects.filter(
        case__in=cases(span).values("pk"), visibility=Visibility.PUBLIC, is_ours=False
    )
    told = said.annotate(readers=Cast(KeyTextTransform("reach", "data"), BigIntegerField()))
    return int(told.aggregate(sum=Sum("readers"))["sum"] or 0)


def _count(rows: QuerySet[Case]) -> Coalesce:
    alone = rows.order_by().annotate(together=Value(1)).values("together")
    return Coalesce(Subquery(alone.annotate(n=Count("pk")).values("n")), 0)


def reply_bands(span: Span) -> dict[str, int]:
    """Count the first replies by clock, band and shift, in one query: ``covered-15-in``."""
    names = [(c, b, s) for c in CLOCKS for b in BANDS for s in SHIFTS]
    asked = {f"{c}_{b}_{s}": Count("pk", filter=band(c, b) & in_shift(s)) for c, b, s in names}
    found = first_replies(span).aggregate(**asked)
    return {f"{c}-{b}-{s}": found[f"{c}_{b}_{s}"] for c, b, s in names}


def bands_by_time(span: Span, edges: Sequence[datetime]) -> list[tuple[int, int, int]]:
    """Count replies within 15, up to 60 and over 60 covered minutes between each two edges."""
    asked: dict[str, Any] = {}
    for n, (start, end) in enumerate(pairwise(edges)):
        at = Q(started_at__gt=start, started_at__lte=end)
        asked[f"a{n}"] = Count("pk", filter=at & band("covered", "15"))
        asked[f"b{n}"] = Count(
            "pk", filter=at & (band("covered", "30") | band("covered", "60"))
        )
        asked[f"c{n}"] = Count("pk", filter=at & band("covered", "over"))
    found = first_replies(span).aggregate(**asked)
    return [(found[f"a{n}"], found[f"b{n}"], found[f"c{n}"]) for n in range(len(edges) - 1)]


def topics(span: Span, most: int = 8) -> list[tuple[str, int]]:
    """Count the complaints by their first topic, most frequent first."""
    rows = cases(span).exclude(topic="").order_by().values_list("topic")
    return [(t, n) for t, n in rows.annotate(n=Count("pk")).order_by("-n", "topic")[:most]]


def contacts_per_resolution(span: Span) -> float | None:
    """Return how often a customer wrote, on average, until his case was resolved (S4c-08).

    None without any.
    """
    resolved = cases(span).filter(resolved_at__isnull=False)
    said = Mention.objects.filter(case__in=resolved.values("pk"), is_ours=False)
    found = said.aggregate(said=Count("pk"), cases=Count("case", distinct=True))
    return found["said"] / found["cases"] if found["cases"] else None


def _brands(brands: Sequence[int]) -> Q:
    return Q(brand_id=brands[0]) if len(brands) == 1 else Q(brand__in=brands)


def _of_brands(span: Span) -> QuerySet[Case]:
    return Case.objects.filter(_brands(span.brands))


def _unanswered(span: Span) -> QuerySet[Case]:
    """Return whoever waits past the limit now, however long ago he wrote: it must be nobody (S4a-04)."""
    late = Clock.objects.filter(kind="first_reply", state="running", limit_at__lte=span.until)
    rows = _of_brands(span).filter(pk__in=late.values("case"))
    return rows.filter(visibility=span.visibility) if span.visibility else rows


def _promised(span: Span, state: str) -> QuerySet[Case]:
    due = Clock.objects.filter(
        kind="promise", limit_at__gt=span.since, limit_at__lte=span.until
    )
    broken = Q(state="missed") | Q(state="running")
    of_state = due.filter(broken if state == "missed" else Q(state=state))
    return _of_brands(span).filter(pk__in=of_state.values("case"))
