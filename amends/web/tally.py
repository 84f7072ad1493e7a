"""What stands beside the inbox: counts, and the values that filters can be set to.

Counted over at most a thousand open cases, in one query; beyond that it says "1,000+".
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Case, TextField, When
from django.db.models.functions import Cast

from amends.casebook.models import Brand, User
from amends.web.inbox import OPEN, within
from amends.web.reader import number


MOST = 1000


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
    """What is counted of one open case, in the order of COLUMNS."""

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
    """Counts over the open cases of some brands; keys of the counters are (id, name)."""

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
    cases: list[Counted] = field(default_factory=list)

    @property
    def open_words(self) -> str:
        """Say how many are open."""
        return number(MOST) + "+" if self.open > MOST else number(self.open)


def count(brands: Sequence[Brand], user: User) -> Tally:
    """Count the open cases of some brands in one query."""
    rows = within(brands).filter(OPEN).annotate(**PLAIN).values_list(*COLUMNS)[: MOST + 1]
    cases, me = [Counted(*row) for row in rows], user.pk
    return Tally(
        open=len(cases),
        mine=sum(case.owner_id == me for case in cases),
        unheard=sum(case.is_unheard for case in cases),
        public=sum(case.is_unheard and case.visibility == "public" for case in cases),
        owners=Counter((case.owner_id, case.owner) for case in cases),
        sources=Counter((case.source_id, case.source) for case in cases),
        topics=Counter(case.topic or "other" for case in cases),
        languages=Counter(case.language or "other" for case in cases),
        tags=Counter(tag for case in cases for tag in tags_of(case)),
        asleep=sum(case.is_asleep for case in cases),
        cases=cases,
    )


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
    kept = sum(_keeps(by, case, user) for case in tally.cases if not case.is_asleep)
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
