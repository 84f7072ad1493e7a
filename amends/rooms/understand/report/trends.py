"""Put counts into periods and find the causes that are getting worse."""

import math
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from amends.rooms.understand.analysis import TOPICS
from amends.rooms.understand.totals import Totals


MOST_PERIODS = 24
_PIECES = 12
_LEAST_DATED = 0.5
_LEAST, _SURE, _GROWN = 5, 2.0, 1.2
"""So many complaints, so many standard errors, so much more than before: then it is worse."""
_MOST_WORSE = 5
_DAY, _WEEK = 1, 7


class Period(NamedTuple):
    """Some days, or some rows where the file has no dates, and what was counted in them."""

    label: str
    counts: Counter[str]


class Worse(NamedTuple):
    """A cause with its share of all rows before and now, and how it went in each period."""

    topic: str
    before: float
    now: float
    shares: tuple[float, ...]


def periods_of(totals: Totals) -> tuple[list[Period], bool]:
    """Return the periods in order, and whether they are of time; else they follow the rows."""
    dated = sum(counts["rows"] for counts in totals.days.values())
    if dated >= _LEAST_DATED * max(1, totals.rows - totals.errors) and len(totals.days) > 1:
        return _by_time(totals.days), True
    return _by_place(totals.blocks), False


def _by_time(days: dict[str, Counter[str]]) -> list[Period]:
    first, last = date.fromisoformat(min(days)), date.fromisoformat(max(days))
    span = (last - first).days + 1
    found: dict[str, Counter[str]] = {}
    for label in _labels(first, last, span):
        found[label] = Counter()
    for day, counts in days.items():
        found[_label(date.fromisoformat(day), first, span)].update(counts)
    return [Period(label, counts) for label, counts in found.items()]


def _labels(first: date, last: date, span: int) -> list[str]:
    days = (first + timedelta(at) for at in range((last - first).days + 1))
    return list(dict.fromkeys(_label(day, first, span) for day in days))


def _label(day: date, first: date, span: int) -> str:
    if span <= MOST_PERIODS * _DAY:
        return day.isoformat()
    if span <= MOST_PERIODS * _WEEK:
        return (first + timedelta((day - first).days // _WEEK * _WEEK)).isoformat()
    if span <= MOST_PERIODS * 31:
        return day.isoformat()[:7]
    return day.isoformat()[:4]


def _by_place(blocks: Sequence[Counter[str]]) -> list[Period]:
    size = max(1, math.ceil(len(blocks) / _PIECES))
    found = []
    done = 0
    for at in range(0, len(blocks), size):
        counts: Counter[str] = Counter()
        for block in blocks[at : at + size]:
            counts.update(block)
        done += counts["rows"]
        found.append(Period(f"{done:,}", counts))
    return found


def getting_worse(periods: Sequence[Period]) -> list[Worse]:
    """Return the causes whose share in the last third is surely above the time before, worst first."""
    cut = len(periods) - max(1, len(periods) // 3)
    if cut < 1:
        return []
    old, new = (_sum(periods[:cut]), _sum(periods[cut:]))
    found = []
    for topic in TOPICS:
        surely = _grown(old, new, topic)
        if surely:
            shares = tuple(p.counts[topic] / max(1, p.counts["rows"]) for p in periods)
            worse = Worse(topic, _share(old, topic), _share(new, topic), shares)
            found.append((surely, worse))
    return [worse for _, worse in sorted(found, key=lambda one: -one[0])[:_MOST_WORSE]]


def _sum(periods: Sequence[Period]) -> Counter[str]:
    total: Counter[str] = Counter()
    for period in periods:
        total.update(period.counts)
    return total


def _share(counts: Counter[str], topic: str) -> float:
    return counts[topic] / max(1, counts["rows"])


def _grown(old: Counter[str], new: Counter[str], topic: str) -> float:
    """Return by how many standard errors a share has grown, 0 where that proves nothing."""
    before, now = _share(old, topic), _share(new, topic)
    if topic in {"praise", "question"} or new[topic] < _LEAST or now < _GROWN * before:
        return 0.0
    both = (old[topic] + new[topic]) / max(1, old["rows"] + new["rows"])
    error = math.sqrt(both * (1 - both) * (1 / max(1, old["rows"]) + 1 / max(1, new["rows"])))
    sure = (now - before) / error if error else 0.0
    return sure if sure >= _SURE else 0.0
