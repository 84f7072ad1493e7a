"""The table of remedies: which fits which failure."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final


KINDS = frozenset(
    {"refund", "replacement", "repair", "redelivery", "discount", "gift", "explanation"}
)


@dataclass(frozen=True)
class Table:
    """Remedies by topic, best first; ``goodwill`` are the kinds that may be a gift."""

    options_min: int
    options_max: int
    goodwill: tuple[str, ...]
    kinds_by_topic: Mapping[str, tuple[str, ...]]

    def matching(self, topics: Sequence[str]) -> tuple[str, ...]:
        """Return the remedies that fit any of the topics, in the order of the topics."""
        lists = [self.kinds_by_topic.get(topic, ()) for topic in topics]
        kinds = tuple(dict.fromkeys(kind for one in lists for kind in one))
        return kinds or self.kinds_by_topic["other"]


def parse_table(rows: Mapping[str, Any]) -> Table:
    """Check the rows of the table; raises ValueError naming the table and the row."""
    by_topic = {topic: tuple(kinds) for topic, kinds in rows["kinds_by_topic"].items()}
    for topic, kinds in {**by_topic, "goodwill": tuple(rows["goodwill"])}.items():
        if strange := set(kinds) - KINDS:
            raise ValueError(f"{_PATH}: {topic}: no such remedy: {', '.join(sorted(strange))}")
        if not rows["options_min"] <= len(kinds) <= rows["options_max"]:
            raise ValueError(f"{_PATH}: {topic}: two to four options, not {len(kinds)}")
    return Table(rows["options_min"], rows["options_max"], tuple(rows["goodwill"]), by_topic)


_PATH: Final = files("amends.rooms.resolve") / "tables" / "remedies.toml"
TABLE: Final = parse_table(tomllib.loads(_PATH.read_text(encoding="utf-8")))
