"""When many complaints at once are one crisis, what it is probably about, and when it is over; pure.

Complaints are counted as cases, so that one person counts once (S4a-01).
"""

import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from amends.language.normalise import fold


_RAW: Final[Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "tables" / "crisis.toml").read_text(encoding="utf-8")
)
WINDOW: Final[Mapping[str, int]] = _RAW["window"]
ANGRY_FROM: Final[int] = _RAW["anger"]["from"]
LOOKED_AT: Final[int] = _RAW["cause"]["looked_at"]
FEWEST: Final[Mapping[str, int]] = {kind: _RAW[kind]["fewest"] for kind in ("volume", "anger")}
_KINDS: Final = ("cause", "product", "topic", "word")
_VAGUE: Final = frozenset({"other", "question", "praise"})
_READ: Final = 400


@dataclass(frozen=True, slots=True)
class Counts:
    """How many complaints came in the window, how many of them angry, and what is usual of both."""

    volume: int
    anger: int
    usual_volume: float
    usual_anger: float


@dataclass(frozen=True, slots=True)
class Complaint:
    """What one complaint is about."""

    text: str = ""
    topics: Sequence[str] = ()
    products: Sequence[str] = ()
    causes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Likely:
    """What many complaints share that was seldom before; ``kind`` is cause, product, topic or word."""

    kind: str
    value: str
    count: int


def alarm_of(counts: Counts) -> str:
    """Return why it is a crisis: volume or anger far above the brand's own usual; nothing for none."""
    if _is_far_above(counts.volume, counts.usual_volume, _RAW["volume"]):
        return "volume"
    is_angry = _is_far_above(counts.anger, counts.usual_anger, _RAW["anger"])
    return "anger" if is_angry else ""


def is_over(counts: Counts) -> bool:
    """Tell whether it is quiet again: no more than a few, or little more than usual."""
    calm: Mapping[str, float] = _RAW["calm"]
    return counts.volume <= max(calm["most"], calm["times"] * counts.usual_volume)


def _is_far_above(count: int, usual: float, bounds: Mapping[str, float]) -> bool:
    far = usual + bounds["deviations"] * math.sqrt(usual)
    return count >= max(bounds["fewest"], bounds["times"] * usual, far)


def likely_cause(now: Sequence[Complaint], before: Sequence[Complaint]) -> Likely | None:
    """Return what stands out among the complaints of now against those before; None for nothing."""
    here, there = _marks(now), _marks(before)
    found = [
        (
            _weight(count, len(now), there[mark], len(before)),
            -_KINDS.index(mark[0]),
            mark,
            count,
        )
        for mark, count in here.items()
        if _stands_out(count, len(now), there[mark], len(before))
    ]
    if not found:
        return None
    *_, (kind, value), count = max(found)
    return Likely(kind, value, count)


def _stands_out(count: int, all_now: int, before: int, all_before: int) -> bool:
    bounds: Mapping[str, float] = _RAW["cause"]
    is_shared = count >= bounds["fewest"] and count >= bounds["share"] * all_now
    return is_shared and _lift(count, all_now, before, all_before) >= bounds["lift"]


def _lift(count: int, all_now: int, before: int, all_before: int) -> float:
    return (count / all_now) / ((before + 1) / (all_before + 2))


def _weight(count: int, all_now: int, before: int, all_before: int) -> float:
    return round(count / all_now * math.log(_lift(count, all_now, before, all_before)), 1)


def _marks(complaints: Iterable[Complaint]) -> Counter[tuple[str, str]]:
    return Counter(mark for one in complaints for mark in set(_marks_of(one)))


def _marks_of(one: Complaint) -> Iterator[tuple[str, str]]:
    yield from (("cause", cause) for cause in one.causes)
    yield from (("product", product) for product in one.products)
    yield from (("topic", topic) for topic in one.topics if topic not in _VAGUE)
    words = (word for word in fold(one.text[:_READ]).split() if word.isalpha())
    yield from (("word", word) for word in words if len(word) >= _RAW["cause"]["letters"])
