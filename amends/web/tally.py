"""What stands beside the inbox: counts, and the values that filters can be set to.

Counted over at most a thousand open cases, in one query; beyond that it says "1,000+".
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

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

    @property
    def open_words(self) -> str:
        """Say how many are open."""
        return number(MOST) + "+" if self.open > MOST else number(self.open)


def count(brands: Sequence[Brand], user: User) -> Tally:
    """Count the open cases of some brands in one query."""
    tally = Tally()
    rows = within(brands).filter(OPEN).values_list(
        "owner_id", "owner__name", "source_id", "source__name", "topic", "language",
        "visibility", "first_reply_at",
    )  # fmt: skip
    for owner, owner_name, source, source_name, topic, language, visibility, heard in rows[
        : MOST + 1
    ]:
        tally.open += 1
        tally.mine += owner == user.pk
        tally.unheard += heard is None
        tally.public += heard is None and visibility == "public"
        tally.owners[owner, owner_name] += 1
        tally.sources[source, source_name] += 1
        tally.topics[topic or "other"] += 1
        tally.languages[language or "other"] += 1
    return tally
