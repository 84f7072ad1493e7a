"""What stands beside the inbox: counts, and the values that filters can be set to.

Counted over at most a thousand open cases, in one query, and kept while the version of each brand
stands still; beyond that it says "1,000+".
"""

import json
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from django.db.models import Case, TextField, When
from django.db.models.functions import Cast

from amends.casebook.models import Brand, User
from amends.casebook.prepared import Prepared, slots
from amends.web.inbox import OPEN, within
from amends.web.reader import number


V = TypeVar("V", bound=Hashable)
MOST = 1000
KEPT = 8  # of tallies: one for each set of brands that somebody looks at


COLUMNS = (
    "owner_id", "owner__name", "source_id", "source__name", "topic", "language", "visibility",
    "state", "severity", "brand__slug", "tagged", "is_unheard", "is_asleep",
)  # fmt: skip
# Plain numbers and words: nothing that has to be converted a thousand times.
PLAIN = {
    "tagged": Cast("tag_names", TextField()),
    "is_unheard": Case(When(first_reply_at=None, then=1), default=0),
    "is_asleep": Case(When(snoozed_until=None, then=0), default=1),
}


class Counted(NamedTuple):
    """What is counted of open cases, in the order of COLUMNS."""

    owner_id: int
    owner: str
    source_id: int
    source: str
    topic: str
    language: str
    visibility: str
    state: str
    severity: int
    brand: str
    tagged: str
    is_unheard: int
    is_asleep: int


@dataclass
class Tally:
    """Counts over the open cases of some brands; keys of the counters are (id, name).

    ``cases`` says how many there are of each kind, for cases that are alike are counted once.
    """

    open: int = 0
    mine: int = 0
    unheard: int = 0
    public: int = 0
    owners: Counter[tuple[int, str]] = field(default_factory=Counter)
    sources: Counter[tuple[int, str]] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)
    asleep: int = 0
    cases: Sequence[tuple[Counted, int]] = ()

    @property
    def open_words(self) -> str:
        """Say how many are open."""
        return number(MOST) + "+" if self.open > MOST else number(self.open)


def count(brands: Sequence[Brand], user: User) -> Tally:
    """Count the open cases of some brands: one query, none while no version has moved."""
    tally = _tally(tuple((brand.pk, brand.form_key, brand.version) for brand in brands))
    mine = sum(n for case, n in tally.cases if case.owner_id == user.pk)
    return replace(tally, mine=mine)


@lru_cache(maxsize=KEPT)
def _tally(brands: tuple[tuple[int, str, int], ...]) -> Tally:
    """Count for brands at their versions; by its form key a brand differs from one of another desk."""
    rows = _open_cases(len(brands)).ask(brands=[key for key, _, _ in brands])
    cases = [(Counted(*row), n) for row, n in Counter(rows).items()]
    unheard = [(case, n) for case, n in cases if case.is_unheard]
    return Tally(
        open=len(rows),
        unheard=sum(n for _, n in unheard),
        public=sum(n for case, n in unheard if case.visibility == "public"),
        owners=_sum(cases, lambda case: [(case.owner_id, case.owner)]),
        sources=_sum(cases, lambda case: [(case.source_id, case.source)]),
        topics=_sum(cases, lambda case: [case.topic or "other"]),
        languages=_sum(cases, lambda case: [case.language or "other"]),
        tags=_sum(cases, tags_of),
        asleep=sum(n for case, n in cases if case.is_asleep),
        cases=cases,
    )


@lru_cache(maxsize=KEPT)
def _open_cases(brands: int) -> Prepared:
    rows = within(slots("brands", brands)).filter(OPEN).annotate(**PLAIN)
    return Prepared(rows.values_list(*COLUMNS)[: MOST + 1])


def _sum(
    cases: Iterable[tuple[Counted, int]], values_of: Callable[[Counted], Iterable[V]]
) -> Counter[V]:
    found: Counter[V] = Counter()
    for case, n in cases:
        for value in values_of(case):
            found[value] += n
    return found


def tags_of(case: Counted) -> list[str]:
    """Return the tags of a counted case; most have none, and nothing is read for them."""
    names: list[str] = json.loads(case.tagged) if case.tagged != "[]" else []
    return names


SAME = {"source": "source_id", "owner": "owner_id", "topic": "topic", "state": "state",
        "language": "language", "brand": "brand"}  # fmt: skip
COUNTABLE = {*SAME, "mine", "public", "tag", "severity"}


def count_of(tally: Tally, by: Mapping[str, Any], user: User) -> str:
    """Say how many of the counted cases a filter keeps; nothing where that needs another look."""
    if not by or by.keys() - COUNTABLE or by.get("state") == "closed":
        return ""
    awake = ((case, n) for case, n in tally.cases if not case.is_asleep)
    kept = sum(n for case, n in awake if _keeps(by, case, user))
    return number(kept) + ("+" if tally.open > MOST else "")


def _keeps(by: Mapping[str, Any], case: Counted, user: User) -> bool:
    is_same = all(
        getattr(case, field) == by[name] for name, field in SAME.items() if name in by
    )
    is_public = not by.get("public") or case.visibility == "public"
    is_mine = not by.get("mine") or case.owner_id == user.pk
    has_tag = "tag" not in by or by["tag"] in tags_of(case)
    is_grave = case.severity >= by.get("severity", 0)
    return is_same and is_public and is_mine and has_tag and is_grave
