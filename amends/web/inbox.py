"""The queue of the inbox: a fixed number of queries, whatever the number of rows.

Each group is cut by its own index-ordered subquery; one query fetches them all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from amends.casebook import search
from amends.casebook.models import Brand, Call, Case, CaseState, Clock, Mention, User
from amends.language.normalise import fold
from amends.rooms.triage.service import asleep


PAGE = 25
GLANCE = 10  # of a group that does not wait for its first reply, beside the others
FOUND = 50
TODAY = timedelta(hours=24)
OPEN = ~Q(state=CaseState.CLOSED)
RESTING = (CaseState.WAITING, CaseState.RESOLVED)
UNHEARD = Q(first_reply_at=None) & ~Q(state__in=RESTING)
HEARD = Q(first_reply_at__isnull=False) | Q(state__in=RESTING)
OURS = Q(first_reply_at__isnull=False, waits_for_us=True) & ~Q(state__in=RESTING)
THEIRS = Q(state__in=RESTING) | Q(first_reply_at__isnull=False, waits_for_us=False)
SHOWN = (
    "brand_id", "number", "language", "state", "severity", "topics", "segments", "tag_names",
    "visibility", "priority", "last_heard_at", "first_reply_at", "waits_for_us", "promised_at",
    "owner__name", "owner__email", "customer__name", "source__kind", "source__name",
    "author__name", "author__handle", "author__email",
)  # fmt: skip
CLOCK = (
    "case_id", "kind", "state", "started_at", "stopped_at", "target_at", "limit_at",
    "wall_target_at", "covered_seconds", "promise__what",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """The cases of one look at the inbox, by group; ``more`` holds where each goes on."""

    cases: Mapping[str, Sequence[Case]]
    more: Mapping[str, str]


def within(brands: Sequence[Brand]) -> QuerySet[Case]:
    """Return the cases of some brands; one brand by equality, so that its index keeps the order."""
    ids = [brand.pk for brand in brands]
    return (
        Case.objects.filter(brand_id=ids[0])
        if len(ids) == 1
        else Case.objects.filter(brand__in=ids)
    )


def narrow(cases: QuerySet[Case], by: Mapping[str, Any], user: User) -> QuerySet[Case]:
    """Keep what the filters ask for."""
    same = {"source": "source_id", "topic": "topic", "owner": "owner_id", "state": "state",
            "language": "language", "severity": "severity__gte"}  # fmt: skip
    cases = cases.filter(**{path: by[name] for name, path in same.items() if name in by})
    if by.get("mine"):
        cases = cases.filter(owner=user)
    if by.get("public"):
        cases = cases.filter(visibility="public")
    if by.get("unasked"):
        silent = Mention.objects.filter(case=OuterRef("pk"), data__is_indirect=True)
        cases = cases.filter(Exists(silent))
    if by.get("tag"):
        cases = cases.filter(tags__name=by["tag"])
    if by.get("called"):
        cases = cases.filter(Exists(Call.objects.filter(note__case=OuterRef("pk"), user=user)))
    return cases


def look(brands: Sequence[Brand], by: Mapping[str, Any], user: User, now: datetime) -> Page:
    """Return the groups of the inbox, or one group from where the last page ended."""
    cases = narrow(within(brands), by, user)
    if by.get("state") == CaseState.CLOSED:
        return _cut({"closed": cases.order_by("-pk")}, by, now)
    cases = cases.filter(OPEN).order_by("-priority", "-pk")
    if by.get("asleep"):
        return _cut({"asleep": cases.filter(asleep(now))}, by, now)
    cases = cases.exclude(asleep(now))
    soon = Q(promised_at__lte=now + TODAY)
    later = Q(promised_at__isnull=True) | Q(promised_at__gt=now + TODAY)
    groups = {
        "waiting": cases.filter(UNHEARD),
        "promised": cases.filter(HEARD, soon),
        "ours": cases.filter(OURS, later),
        "theirs": cases.filter(THEIRS, later),
    }
    if by.get("group") in groups:
        groups = {by["group"]: groups[by["group"]]}
    return _cut(groups, by, now)


def find(brands: Sequence[Brand], words: str) -> Page:
    """Return the cases in which words were said in any spelling, or the case of that number."""
    asked = fold(words).strip().removeprefix("c").strip("- ")
    cases = within(brands)
    if asked.isascii() and asked.isdecimal() and len(asked) < 10:  # noqa: PLR2004 - fits a column
        by_number = cases.filter(number=int(asked))
    else:
        by_number = cases.none()
    heard = search.find(words, [b.pk for b in brands], limit=FOUND)
    in_words = cases.filter(pk__in=Mention.objects.filter(pk__in=heard).values("case_id"))
    both = (in_words | by_number) if by_number.query.where else in_words
    found = list(dressed(both).order_by("-pk")[:FOUND])
    return Page({"found": found} if found else {}, {})


def dressed(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Fetch with each case what a row shows and no more: ``said_id`` of its last words, ``shown_clocks``."""
    said = Mention.objects.filter(case=OuterRef("pk"), is_ours=False).order_by("-pk")
    clocks = Clock.objects.select_related("promise").only(*CLOCK)
    return (
        cases.select_related("owner", "author", "customer", "source")
        .only(*SHOWN)
        .annotate(said_id=Subquery(said.values("pk")[:1]))
        .prefetch_related(Prefetch("clocks", clocks, to_attr="shown_clocks"))
    )


def _cut(groups: Mapping[str, QuerySet[Case]], by: Mapping[str, Any], now: datetime) -> Page:
    after = _after(by.get("after", ""), is_closed="closed" in groups)
    sizes = {n: PAGE if len(groups) == 1 or n == "waiting" else GLANCE for n in groups}
    pieces = [Q(pk__in=g.filter(after).values("pk")[: sizes[n] + 1]) for n, g in groups.items()]
    order = ("-pk",) if "closed" in groups else ("-priority", "-pk")
    found = dressed(Case.objects.filter(reduce(or_, pieces)).order_by(*order))
    cases: dict[str, list[Case]] = {name: [] for name in groups}
    for case in found:
        group = next(iter(groups)) if len(groups) == 1 else _group_of(case, now)
        cases[group].append(case)
    more = {n: _place(rows[sizes[n] - 1]) for n, rows in cases.items() if len(rows) > sizes[n]}
    return Page({n: rows[: sizes[n]] for n, rows in cases.items() if rows}, more)


def _group_of(case: Case, now: datetime) -> str:
    """Say in Python what the groups say in SQL, from what was fetched with the case."""
    is_resting = case.state in RESTING
    if case.first_reply_at is None and not is_resting:
        return "waiting"
    if case.promised_at is not None and case.promised_at <= now + TODAY:
        return "promised"
    return "theirs" if is_resting or not case.waits_for_us else "ours"


def _place(case: Case) -> str:
    return f"{case.priority!r}_{case.pk}"


def _after(place: str, *, is_closed: bool) -> Q:
    if not place:
        return Q()
    priority, _, key = place.partition("_")
    if is_closed:
        return Q(pk__lt=int(key))
    try:
        return Q(priority__lt=float(priority)) | Q(priority=float(priority), pk__lt=int(key))
    except ValueError:
        return Q()
