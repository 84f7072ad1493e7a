"""Turn the pieces of a time ("tomorrow", "6", "evening") into the moment they mean."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final, NamedTuple


_NOON: Final = 12
# Years of people who live now: 2026 is 1405 in Tehran and 1448 in Riyadh.
_HIJRI_FROM, _GREGORIAN_FROM = 1431, 1900
_DAY_STARTS, _DAY_ENDS = 7, 23


class Atom(NamedTuple):
    """A piece of a time in the folded text: an hour, a day, a part of the day, a length."""

    kind: str
    start: int
    end: int
    value: int
    minute: int = 0


def moment_of(by_kind: dict[str, Atom], local: datetime) -> datetime | None:
    """Give the moment, None where only a calendar or the writer could tell it (working days, 30 February, 5/12)."""
    if "length" in by_kind:
        return local + timedelta(minutes=by_kind["length"].value)
    if by_kind.keys() & {"workdays", "open"}:
        return None
    day = _day(by_kind, local)
    if day is None and by_kind.keys() & _DATES.keys():
        return None
    part = by_kind["part"].value if "part" in by_kind else None
    if "clock" not in by_kind:
        return _at_end(day, part or 24, local)
    return _at_clock(by_kind["clock"], day, part, local)


def _day(by_kind: dict[str, Atom], local: datetime) -> date | None:
    today = local.date()
    for kind, on in _DATES.items():
        if kind in by_kind:
            return on(by_kind[kind].value, by_kind[kind].minute, today)
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
    return _first_from(today, (_of_jalali(year + n, month, day) for n in (0, 1)))


def _on_hijri(month: int, day: int, today: date) -> date | None:
    from hijridate import Gregorian

    try:
        year = Gregorian.fromdate(today).to_hijri().year
    except OverflowError:  # its tables end in 2077
        return None
    return _first_from(today, (_of_hijri(year + n, month, day) for n in (0, 1)))


def _first_from(today: date, days: Iterable[date | None]) -> date | None:
    return next((day for day in days if day and day >= today), None)


def _of_jalali(year: int, month: int, day: int) -> date | None:
    import jdatetime

    try:
        found: date = jdatetime.date(year, month, day).togregorian()
    except ValueError:
        return None
    return found


def _of_hijri(year: int, month: int, day: int) -> date | None:
    from hijridate import Hijri

    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def _written(year: int, month_and_day: int, _today: date) -> date | None:
    """Read a date in figures: the year tells which of the three calendars it is of."""
    month, day = divmod(month_and_day, 100)
    if year < _GREGORIAN_FROM:
        return (_of_hijri if year >= _HIJRI_FROM else _of_jalali)(year, month, day)
    try:
        return date(year, month, day)
    except ValueError:
        return None


_DATES: Final[Mapping[str, Callable[[int, int, date], date | None]]] = {
    "written": _written,
    "dated": _written,
    "month": _on_date,
    "jalali": _on_jalali,
    "hijri": _on_hijri,
}


def _at_end(day: date | None, hour: int, local: datetime) -> datetime:
    """Return the end of a day or of its part: of the next one where nobody named a day and it is over."""
    end = _end_of(day or local.date(), hour, local.tzinfo)
    return end if day or end > local else _end_of(end.date() + timedelta(1), hour, local.tzinfo)


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
