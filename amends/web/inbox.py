"""The queue of the inbox: a fixed number of queries, whatever the number of rows.

Each group is cut by its own index-ordered subquery; one query fetches them all. How a question is
written depends on its shape alone (which filters, which groups), so each shape is written once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from amends.casebook import search
from amends.casebook.models import Brand, Call, Case, CaseState, Directness, Mention, User
from amends.casebook.prepared import Prepared, Slot, slots
from amends.language.normalise import fold
from amends.rooms.triage.service import asleep
from amends.web.seen import Seen, seen, shown


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
GROUPS = ("waiting", "promised", "ours", "theirs")


@dataclass(frozen=True, slots=True)
class Page:
    """The cases of one look at the inbox, by group; ``more`` holds where each goes on."""

    cases: Mapping[str, Sequence[Seen]]
    more: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides how a look is written: how many brands, which filters, which groups."""

    brands: int
    filters: frozenset[str]
    groups: tuple[str, ...]

    def size(self, group: str) -> int:
        """Return how many rows of a group a page shows."""
        return PAGE if len(self.groups) == 1 or group == "waiting" else GLANCE


def within(brands: Sequence[Any]) -> QuerySet[Case]:
    """Return the cases of some brands; one brand by equality, so that its index keeps the order."""
    cases = Case.objects.all()
    return (
        cases.filter(brand=brands[0])
        if len(brands) == 1
        else cases.filter(brand__pk__in=brands)
    )


def narrow(cases: QuerySet[Case], by: Mapping[str, Any], user: Slot) -> QuerySet[Case]:
    """Keep what the filters ask for."""
    same = {"source": "source_id", "topic": "topic", "owner": "owner_id", "state": "state",
            "language": "language", "severity": "severity__gte"}  # fmt: skip
    cases = cases.filter(**{path: by[name] for name, path in same.items() if name in by})
    if by.get("mine"):
        cases = cases.filter(owner=user)
    if by.get("public"):
        cases = cases.filter(visibility="public")
    if by.get("unasked"):
        said = Mention.objects.filter(case=OuterRef("pk"))
        silent = said.exclude(directness=Directness.DIRECT)
        cases = cases.filter(Exists(silent))
    if by.get("tag"):
        cases = cases.filter(tags__name=by["tag"])
    if by.get("called"):
        cases = cases.filter(Exists(Call.objects.filter(note__case=OuterRef("pk"), user=user)))
    return cases


def look(brands: Sequence[Brand], by: Mapping[str, Any], user: User, now: datetime) -> Page:
    """Return the groups of the inbox, or one group from where the last page ended."""
    place = _place_of(by.get("after", ""))
    filters = by.keys() - {"after"} | ({"after"} if place else set())
    shape = Shape(len(brands), frozenset(filters), _groups_of(by))
    keys = [brand.pk for brand in brands]
    rows = _written(shape).ask(**by, **place, brands=keys, me=user.pk, now=now)
    return _page(seen(rows), shape, now)


def _groups_of(by: Mapping[str, Any]) -> tuple[str, ...]:
    if by.get("state") == CaseState.CLOSED:
        return ("closed",)
    if by.get("asleep"):
        return ("asleep",)
    return (by["group"],) if by.get("group") in GROUPS else GROUPS


@lru_cache(maxsize=256)
def _written(shape: Shape) -> Prepared:
    """Write the question of a shape: one query, each group cut by a subquery along its index."""
    cases = narrow(
        within(slots("brands", shape.brands)),
        {name: Slot(name) for name in shape.filters},
        Slot("me"),
    )
    is_closed = shape.groups == ("closed",)
    order = ("-pk",) if is_closed else ("-priority", "-pk")
    after = _after(is_closed=is_closed) if "after" in shape.filters else Q()
    groups = _groups(cases.filter(after).order_by(*order), Slot("now"))
    pieces = [
        Q(pk__in=groups[name].values("pk")[: shape.size(name) + 1]) for name in shape.groups
    ]
    return Prepared(shown(Case.objects.filter(reduce(or_, pieces)).order_by(*order)))


def _groups(cases: QuerySet[Case], now: Slot) -> dict[str, QuerySet[Case]]:
    still_open = cases.filter(OPEN)
    awake = still_open.exclude(asleep(now))  # type: ignore[arg-type]  # a slot is a time to come
    soon = Q(promised_at__lte=now + TODAY)
    later = Q(promised_at__isnull=True) | Q(promised_at__gt=now + TODAY)
    return {
        "closed": cases,
        "asleep": still_open.filter(asleep(now)),  # type: ignore[arg-type]  # a slot is a time to come
        "waiting": awake.filter(UNHEARD),
        "promised": awake.filter(HEARD, soon),
        "ours": awake.filter(OURS, later),
        "theirs": awake.filter(THEIRS, later),
    }


def find(brands: Sequence[Brand], words: str) -> Page:
    """Return the cases in which words were said in any spelling, or the case of that number."""
    keys, number = [brand.pk for brand in brands], _number_in(words)
    heard = search.find(words, keys, limit=FOUND)
    if not heard and number is None:
        return Page({}, {})
    asked = _found(len(brands), len(heard), is_number=number is not None)
    found = seen(asked.ask(brands=keys, heard=heard, number=number))
    return Page({"found": found} if found else {}, {})


def _number_in(words: str) -> int | None:
    asked = fold(words).strip().removeprefix("c").strip("- ")
    fits = asked.isascii() and asked.isdecimal() and len(asked) < 10  # noqa: PLR2004 - fits a column
    return int(asked) if fits else None


@lru_cache(maxsize=128)
def _found(brands: int, heard: int, *, is_number: bool) -> Prepared:
    cases = within(slots("brands", brands))
    said = Mention.objects.filter(pk__in=slots("heard", heard)).values("case_id")
    numbered = cases.filter(number=Slot("number")).values("pk")
    pieces = [Q(pk__in=said)] * bool(heard) + [Q(pk__in=numbered)] * is_number
    return Prepared(shown(cases.filter(reduce(or_, pieces)).order_by("-pk")[:FOUND]))


def _page(found: Sequence[Seen], shape: Shape, now: datetime) -> Page:
    cases: dict[str, list[Seen]] = {name: [] for name in shape.groups}
    for case in found:
        group = shape.groups[0] if len(shape.groups) == 1 else _group_of(case, now)
        cases[group].append(case)
    sizes = {name: shape.size(name) for name in shape.groups}
    more = {n: _place(rows[sizes[n] - 1]) for n, rows in cases.items() if len(rows) > sizes[n]}
    return Page({n: rows[: sizes[n]] for n, rows in cases.items() if rows}, more)


def _group_of(case: Seen, now: datetime) -> str:
    """Say in Python what the groups say in SQL, from what was fetched with the case."""
    is_resting = case.state in RESTING
    if case.first_reply_at is None and not is_resting:
        return "waiting"
    if case.promised_at is not None and case.promised_at <= now + TODAY:
        return "promised"
    return "theirs" if is_resting or not case.waits_for_us else "ours"


def _place(case: Seen) -> str:
    return f"{case.priority!r}_{case.pk}"


def _place_of(after: str) -> dict[str, Any]:
    """Return where a page goes on, from its address; nothing where that makes no sense."""
    priority, _, key = after.partition("_")
    try:
        return {"last": int(key), "least": float(priority)} if after else {}
    except ValueError:
        return {}


def _after(*, is_closed: bool) -> Q:
    if is_closed:
        return Q(pk__lt=Slot("last"))
    lower = Q(priority__lt=Slot("least"))
    return lower | Q(priority=Slot("least"), pk__lt=Slot("last"))
