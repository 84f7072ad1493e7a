"""Dates as files and services write them, in three calendars and three sets of digits."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import hijridate
import jdatetime

from amends.language.normalise import digits_to_ascii, strip_bidi


_EPOCH = re.compile(r"(\d{10})(\d{3})?(?:\.\d+)?")
_NUMBERS = re.compile(
    r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})(?:[T ,،-]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
)
_YEAR_LETTERS = 4
_MONTHS = 12
_LAST_JALALI = 1419  # the years 1420 and later are read as Hijri, 1200 to 1419 as Jalali
_FIRST_GREGORIAN = 1900


def utc_now() -> datetime:
    """Return the time; tests give another clock."""
    return datetime.now(UTC)


def read_date(text: str) -> datetime | None:
    """Return the moment in UTC, None when it cannot be told; without a zone it is taken as UTC.

    Reads ISO 8601 (a zone without colon too), RFC 822, epoch seconds and milliseconds, and
    numbers by slashes, dots or hyphens: year first, or day first (month first only where the
    day could be none). Years of 1200 to 1419 are Jalali, of 1420 to 1500 Hijri.
    """
    plain = digits_to_ascii(strip_bidi(text)).strip()
    try:
        return _epoch(plain) or _in_numbers(plain) or _standard(plain)
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _epoch(plain: str) -> datetime | None:
    found = _EPOCH.fullmatch(plain)
    return (
        datetime.fromtimestamp(int(found[1]) + int(found[2] or 0) / 1000, UTC)
        if found
        else None
    )


def _standard(plain: str) -> datetime:
    try:
        moment = datetime.fromisoformat(plain)
    except ValueError:
        moment = parsedate_to_datetime(plain)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _in_numbers(plain: str) -> datetime | None:
    found = _NUMBERS.fullmatch(plain)
    if not found:
        return None
    first, second, third = found[1], found[2], found[3]
    if len(first) < _YEAR_LETTERS:
        if len(third) < _YEAR_LETTERS:
            return None
        first, third = third, first
        if int(second) > _MONTHS:
            second, third = third, second
    hour, minute, seconds = (int(part or 0) for part in found.groups()[3:])
    day = _day(int(first), int(second), int(third))
    return day.replace(hour=hour, minute=minute, second=seconds)


def _day(year: int, month: int, day: int) -> datetime:
    """Return midnight of a day of the calendar that its year gives away."""
    if year >= _FIRST_GREGORIAN:
        return datetime(year, month, day, tzinfo=UTC)
    if year > _LAST_JALALI:
        date = hijridate.Hijri(year, month, day).to_gregorian()
    else:
        date = jdatetime.date(year, month, day).togregorian()
    return datetime(date.year, date.month, date.day, tzinfo=UTC)
