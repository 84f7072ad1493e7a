"""Turn the pieces of a time ("tomorrow", "6", "evening") into the moment they mean."""

from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final, NamedTuple


_NOON: Final = 12
_DAY_STARTS, _DAY_ENDS = 7, 23


class Atom(NamedTuple):
    """A piece of a time in the folded text: an hour, a day, a part of the day, a length."""

    kind: str
    start: int
    end: int
    value: int
    minute: int = 0


def moment_of(by_kind: dict[str, Atom], local: datetime) -> datetime | None:
    """Give the moment, None where only a calendar could tell it (working days, 30 February)."""
    if "length" in by_kind:
        return local + timedelta(minutes=by_kind["length"].value)
    if "workdays" in by_kind:
        return None
    day = _day(by_kind, local)
    if day is None and by_kind.keys() & {"month", "jalali"}:
        return None
    part = by_kind["part"].value if "part" in by_kind else None
    if "clock" not in by_kind:
        return _end_of(day or local.date(), part or 24, local.tzinfo)
    return _at_clock(by_kind["clock"], day, part, local)


def _day(by_kind: dict[str, Atom], local: datetime) -> date | None:
    today = local.date()
    if "month" in by_kind:
        return _on_date(by_kind["month"].value, by_kind["month"].minute, today)
    if "jalali" in by_kind:
        return _on_jalali(by_kind["jalali"].value, by_kind["jalali"].minute, today)
    if "day" in by_kind:
        return today + timedelta(by_kind["day"].value)
    if "weekday" in by_kind:
        return today + timedelta((by_kind["weekday"].value - today.weekday()) % 7)
    return None


def _on_date(month: int, day: int, today: date) -> date | None:
    try:
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


def _on_jalali(month: int, day: int, today: date) -> date | None:
    import jdatetime

    year = jdatetime.date.fromgregorian(date=today).year
    try:
        days = [jdatetime.date(year + n, month, day).togregorian() for n in (0, 1)]
    except ValueError:
        return None
    return next((found for found in days if found >= today), None)


def _end_of(day: date, hour: int, tz: tzinfo | None) -> datetime:
    if hour == 24:  # noqa: PLR2004 - midnight at the end of a day
        return datetime.combine(day, time(23, 59), tz)
    return datetime.combine(day, time(hour), tz)


def _at_clock(clock: Atom, day: date | None, part: int | None, local: datetime) -> datetime:
    hours = _possible_hours(clock.value, part)
    days = [day] if day else [local.date(), local.date() + timedelta(1)]
    moments = [
        datetime.combine(on, time(hour % 24, clock.minute), local.tzinfo)
        for on in days
        for hour in hours
    ]
    return next((moment for moment in moments if moment > local), moments[-1])


def _possible_hours(hour: int, part: int | None) -> list[int]:
    """An hour without a part of the day means the one in which people are awake."""
    if hour > _NOON or hour == 0:
        return [hour]
    if part is not None:
        return [hour % _NOON if part == _NOON and hour != _NOON else hour % _NOON + _NOON]
    return [h for h in (hour, hour + _NOON) if _DAY_STARTS <= h <= _DAY_ENDS] or [hour]
