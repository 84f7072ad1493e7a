"""The declared week as rows to edit: hours of weekdays, hours of dates, ready-made weeks."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from amends.playbook.coverage import DAYS, parse_coverage


Span = tuple[int, int]
DAY_MIN: Final = 24 * 60
# Ready-made weeks: which days are off, Monday 0 (C-07).
WEEKENDS: Final[Mapping[str, frozenset[int]]] = {
    "fri_sat": frozenset({4, 5}),
    "thu_fri": frozenset({3, 4}),
    "fri": frozenset({4}),
    "sat_sun": frozenset({5, 6}),
}


def clock(minute: int) -> str:
    """Write a minute of the day as 09:00; the last one is 24:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def row(day: str, spans: Sequence[Span]) -> list[str]:
    """Write one day's hours as rows of a calendar; no hours is a closed day."""
    return [f"{day} {clock(a)}-{clock(b)}" for a, b in spans] or [f"{day} closed"]


def weekday_spans(rows: Sequence[str]) -> list[list[Span]]:
    """Return the open spans of each weekday, Monday first; dates are left out."""
    windows = dict(parse_coverage({"*": list(rows)}).windows)["*"]
    return [
        sorted(
            (w.start_min, w.end_min)
            for w in windows
            if n in w.weekdays and w.end_min > w.start_min
        )
        for n in range(len(DAYS))
    ]


def date_rows(rows: Sequence[str]) -> list[str]:
    """Return the rows about dates, in their order."""
    return [text for text in rows if text[:1].isdigit()]


def with_weekend(rows: Sequence[str], name: str) -> list[str]:
    """Return a calendar with the days of a weekend closed and the other days as the first open one."""
    spans = weekday_spans(rows)
    usual = next((day for day in spans if day), [(9 * 60, 21 * 60)])
    off = WEEKENDS[name]
    days = [row(day, [] if n in off else usual) for n, day in enumerate(DAYS)]
    return [text for texts in days for text in texts] + date_rows(rows)


def dated(first: date, last: date, spans: Sequence[Span]) -> list[str]:
    """Write the hours of some dates."""
    name = first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"
    return row(name, spans)


def without(covered: Sequence[Span], staffed: Sequence[Span]) -> list[Span]:
    """Return the covered minutes in which nobody is on shift."""
    left: list[Span] = list(covered)
    for start, end in staffed:
        left = [
            piece
            for a, b in left
            for piece in ((a, min(b, start)), (max(a, end), b))
            if piece[0] < piece[1]
        ]
    return left
