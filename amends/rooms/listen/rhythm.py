"""How much is usually said at a source at an hour of the week, and whether its silence is strange; pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median


HOUR = timedelta(hours=1)
HOURS_A_WEEK = 168
WEEKS = 4
HOURS = (WEEKS + 1) * HOURS_A_WEEK  # the span of now may reach back a week itself
LONGEST_SILENCE = timedelta(days=7)  # a week compares with weeks
STRANGE_FROM = 5  # so much would usually have been said: by chance nobody keeps silent then


def hour_of(moment: datetime) -> datetime:
    """Return the beginning of an hour."""
    return moment.replace(minute=0, second=0, microsecond=0)


def begin_of(now: datetime) -> datetime:
    """Return where the weeks begin that are counted at a time."""
    return hour_of(now) - HOURS * HOUR


def counted(moments: Iterable[datetime], begin: datetime) -> list[int]:
    """Count by the hour what was said from a beginning on."""
    counts = [0] * HOURS
    for moment in moments:
        hour = (moment - begin) // HOUR
        if 0 <= hour < len(counts):
            counts[hour] += 1
    return counts


def usual(counts: Sequence[int], begin: datetime, since: datetime, until: datetime) -> float:
    """Return how much is usually said in a span of at most a week: the median of the weeks before."""
    first = (hour_of(since) - begin) // HOUR
    length = max(0, (hour_of(until) - hour_of(since)) // HOUR)
    sums = []
    for week in range(1, WEEKS + 1):
        start = first - week * HOURS_A_WEEK
        if start >= 0 and start + length <= len(counts):
            sums.append(sum(counts[start : start + length]))
    return median(sums) if len(sums) > 1 else 0.0


def is_silence_strange(
    counts: Sequence[int], begin: datetime, last_heard: datetime, now: datetime
) -> bool:
    """Tell whether a source has been silent for longer than by its own habit it should be."""
    since = max(last_heard + HOUR, now - LONGEST_SILENCE)
    return usual(counts, begin, since, now) >= STRANGE_FROM
