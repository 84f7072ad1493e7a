"""Arithmetic of covered hours: when somebody answers, and how long that has been (C-07, S4a-14).

Hours are declared in the brand's local time; every instant here is aware. Spans are turned into
instants one day at a time, so a day of 23 or 25 hours counts what it has.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from amends.playbook.coverage import ANY_CHANNEL, Coverage


# A calendar in which nothing opens for so long is a mistake: a shop that never opens still answers.
HORIZON_DAYS: Final = 400
_DAY: Final = timedelta(days=1)
_DAY_MIN: Final = 24 * 60
Open = tuple[datetime, datetime]


def add_covered(
    start: datetime, minutes: float, coverage: Coverage, channel: str, tz: tzinfo
) -> datetime:
    """Return the instant at which that many covered minutes have passed since ``start``, in UTC.

    With nothing declared for a channel, or nothing open within 400 days, every hour counts.
    """
    left = timedelta(minutes=minutes)
    for opens, closes in _open_after(start, coverage, channel, tz):
        if opens + left <= closes:
            return opens + left
        left -= closes - opens
    return start.astimezone(UTC) + timedelta(minutes=minutes)


def covered_between(
    a: datetime, b: datetime, coverage: Coverage, channel: str, tz: tzinfo
) -> timedelta:
    """Return how much covered time lies between two instants; nothing when ``b`` is not later."""
    total = timedelta()
    if not _has_rows(coverage, channel):
        return max(b - a, total)
    day, last = a.astimezone(tz).date() - _DAY, b.astimezone(tz).date()
    for opens, closes in _spans(day, last, coverage, channel, tz):
        total += max(min(closes, b) - max(opens, a), timedelta())
    return total


def next_open(at: datetime, coverage: Coverage, channel: str, tz: tzinfo) -> datetime:
    """Return the first covered instant from ``at`` on, in UTC: ``at`` itself when it is covered."""
    for opens, _ in _open_after(at, coverage, channel, tz):
        return opens
    return at.astimezone(UTC)


def _has_rows(coverage: Coverage, channel: str) -> bool:
    declared = dict(coverage.windows)
    return bool(declared.get(channel, declared.get(ANY_CHANNEL, ())))


def _open_after(
    start: datetime, coverage: Coverage, channel: str, tz: tzinfo
) -> Iterator[Open]:
    if not _has_rows(coverage, channel):
        return
    at = start.astimezone(UTC)
    day = at.astimezone(tz).date() - _DAY
    last = day + timedelta(days=HORIZON_DAYS)
    for opens, closes in _spans(day, last, coverage, channel, tz):
        if closes > at:
            yield max(opens, at), closes


def _spans(
    first: date, last: date, coverage: Coverage, channel: str, tz: tzinfo
) -> Iterator[Open]:
    """Yield the open spans of some days as instants in UTC, in order and without overlap."""
    reached = datetime.min.replace(tzinfo=UTC)
    day = first
    while day <= last:
        for start_min, end_min in coverage.hours_on(channel, day):
            opens = max(_instant(day, start_min, tz), reached)
            # An hour that comes twice is open until its second end.
            closes = max(_instant(day, end_min, tz), _instant(day, end_min, tz, fold=1))
            if closes > opens:
                yield opens, closes
                reached = closes
        day += _DAY


def _instant(day: date, minute: int, tz: tzinfo, *, fold: int = 0) -> datetime:
    """Return a local minute of a day in UTC; minute 1440 is the next midnight."""
    days, minute = divmod(minute, _DAY_MIN)
    at = time(minute // 60, minute % 60, fold=fold)
    return datetime.combine(day + timedelta(days=days), at, tzinfo=tz).astimezone(UTC)
