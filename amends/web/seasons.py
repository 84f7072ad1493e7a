"""Feasts and seasons of the two calendars: when they come next, as days of the Gregorian one."""

from datetime import date, timedelta

import jdatetime
from hijridate import Gregorian, Hijri


RAMADAN, SHAWWAL, HAJJ = 9, 10, 12


def ramadan(today: date) -> tuple[date, date]:
    """Return the first and the last day of this or the next Ramadan."""
    year = _hijri_year(today)
    for at in (year, year + 1):
        first = _day(at, RAMADAN, 1)
        last = _day(at, SHAWWAL, 1) - timedelta(days=1)
        if last >= today:
            return first, last
    raise ValueError(today)


def feasts(today: date) -> list[tuple[date, date]]:
    """Return the next Eid al-Fitr and the next Eid al-Adha, as days off."""
    return [_next(today, SHAWWAL, 1, 3), _next(today, HAJJ, 9, 4)]


def nowruz(today: date) -> tuple[date, date]:
    """Return the first four days of the next Persian year."""
    year = jdatetime.date.fromgregorian(date=today).year + 1
    first = jdatetime.date(year, 1, 1).togregorian()
    return first, first + timedelta(days=3)


def _next(today: date, month: int, day: int, days: int) -> tuple[date, date]:
    year = _hijri_year(today)
    firsts = (_day(at, month, day) for at in (year, year + 1))
    first = next(at for at in firsts if at + timedelta(days=days - 1) >= today)
    return first, first + timedelta(days=days - 1)


def _hijri_year(today: date) -> int:
    return int(Gregorian(today.year, today.month, today.day).to_hijri().year)


def _day(year: int, month: int, day: int) -> date:
    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)
