"""What stands beside the inbox: counts, and the values that filters can be set to.

Counted over at most a thousand open cases, in one query; beyond that it says "1,000+".
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from amends.casebook.models import Brand, User
from amends.web.inbox import OPEN, within
from amends.web.reader import number


MOST = 1000


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
    cases: list[dict[str, Any]] = field(default_factory=list)

    @property
    def open_words(self) -> str:
        """Say how many are open."""
        return number(MOST) + "+" if self.open > MOST else number(self.open)


def count(brands: Sequence[Brand], user: User) -> Tally:
    """Count the open cases of some brands in one query."""
    tally = Tally()
    rows = within(brands).filter(OPEN).values(
        "owner_id", "owner__name", "source_id", "source__name", "topic", "language",
        "visibility", "first_reply_at", "state", "severity", "brand__slug", "tag_names",
        "snoozed_until",
    )  # fmt: skip
    tally.cases = [dict(row) for row in rows[: MOST + 1]]
    for row in tally.cases:
        _add(tally, row, user)
    return tally


def _add(tally: Tally, row: dict[str, Any], user: User) -> None:
    is_unheard = row["first_reply_at"] is None
    tally.open += 1
    tally.mine += row["owner_id"] == user.pk
    tally.unheard += is_unheard
    tally.public += is_unheard and row["visibility"] == "public"
    tally.asleep += row["snoozed_until"] is not None
    tally.owners[row["owner_id"], row["owner__name"]] += 1
    tally.sources[row["source_id"], row["source__name"]] += 1
    tally.topics[row["topic"] or "other"] += 1
    tally.languages[row["language"] or "other"] += 1
    tally.tags.update(row["tag_names"])


SAME = {"source": "source_id", "owner": "owner_id", "topic": "topic", "state": "state",
        "language": "language", "brand": "brand__slug"}  # fmt: skip
COUNTABLE = {*SAME, "mine", "public", "tag", "severity"}


def count_of(tally: Tally, by: Mapping[str, Any], user: User) -> str:
    """Say how many of the counted cases a filter keeps; nothing where that needs another look."""
    if not by or by.keys() - COUNTABLE or by.get("state") == "closed":
        return ""
    kept = sum(_keeps(by, row, user) for row in tally.cases if not row["snoozed_until"])
    return number(kept) + ("+" if tally.open > MOST else "")


def _keeps(by: Mapping[str, Any], row: dict[str, Any], user: User) -> bool:
    is_same = all(row[path] == by[name] for name, path in SAME.items() if name in by)
    is_public = not by.get("public") or row["visibility"] == "public"
    is_mine = not by.get("mine") or row["owner_id"] == user.pk
    has_tag = "tag" not in by or by["tag"] in row["tag_names"]
    is_grave = row["severity"] >= by.get("severity", 0)
    return is_same and is_public and is_mine and has_tag and is_grave
