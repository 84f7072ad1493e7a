"""The hours in which somebody answers, per channel (C-07, S4a-03)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final


ANY_CHANNEL: Final = "*"
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MINUTES_A_DAY: Final = 24 * 60
_WINDOW: Final = re.compile(
    r"(?P<days>[a-z]{3}(?:-[a-z]{3})?|\d{4}-\d\d-\d\d(?:\.\.\d{4}-\d\d-\d\d)?)"
    r" (?:(?P<h1>\d\d):(?P<m1>\d\d)-(?P<h2>\d\d):(?P<m2>\d\d)|(?P<closed>closed))"
)


@dataclass(frozen=True)
class Window:
    """One row of opening hours: weekdays (Monday 0) or a span of dates, minutes after midnight."""

    weekdays: frozenset[int]
    dates: tuple[date, date] | None
    start_min: int
    end_min: int

    def covers(self, day: date) -> bool:
        """Tell whether this row speaks about that day."""
        if self.dates is not None:
            return self.dates[0] <= day <= self.dates[1]
        return day.weekday() in self.weekdays


@dataclass(frozen=True)
class Coverage:
    """The opening hours of every channel; ``*`` holds for channels without rows of their own."""

    windows: tuple[tuple[str, tuple[Window, ...]], ...]

    def hours_on(self, channel: str, day: date) -> tuple[tuple[int, int], ...]:
        """Give the open spans of a day in local minutes after midnight, in order.

        Rows about dates (Ramadan, Nowruz) win over rows about weekdays; a closed day is empty.
        """
        by_channel = dict(self.windows)
        rows = by_channel.get(channel, by_channel.get(ANY_CHANNEL, ()))
        spoken = [w for w in rows if w.dates and w.covers(day)]
        spoken = spoken or [w for w in rows if not w.dates and w.covers(day)]
        return tuple(
            sorted((w.start_min, w.end_min) for w in spoken if w.end_min > w.start_min)
        )


def parse_coverage(rows: Mapping[str, Sequence[str]]) -> Coverage:
    """Read ``{"*": ["sat-thu 09:00-21:00", "2027-03-21..2027-03-24 closed"]}``.

    A week may wrap round (``sat-thu``). Raises ValueError with the row that cannot be read.
    """
    return Coverage(
        tuple((channel, tuple(map(_window, texts))) for channel, texts in rows.items())
    )


def _window(text: str) -> Window:
    match = _WINDOW.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not like 'sat-thu 09:00-21:00' or '2027-03-21 closed'")
    weekdays, dates = _days(match["days"])
    if match["closed"]:
        return Window(weekdays, dates, 0, 0)
    start = int(match["h1"]) * 60 + int(match["m1"])
    end = int(match["h2"]) * 60 + int(match["m2"])
    if not start < end <= _MINUTES_A_DAY:
        raise ValueError(f"{text!r} does not end after it starts, on the same day")
    return Window(weekdays, dates, start, end)


def _days(text: str) -> tuple[frozenset[int], tuple[date, date] | None]:
    if text[0].isdigit():
        first, _, last = text.partition("..")
        return frozenset(), (date.fromisoformat(first), date.fromisoformat(last or first))
    first, _, last = text.partition("-")
    if first not in DAYS or (last and last not in DAYS):
        raise ValueError(f"{text!r} names no day: use {' '.join(DAYS)}")
    start = DAYS.index(first)
    length = (DAYS.index(last or first) - start) % len(DAYS) + 1
    return frozenset((start + i) % len(DAYS) for i in range(length)), None
