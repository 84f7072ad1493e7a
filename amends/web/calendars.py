"""Times and days as the reader says them: Gregorian, Jalali for Persian, Hijri beside for Arabic."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import jdatetime
from django.utils.translation import gettext, ngettext
from hijridate import Gregorian

from amends.web.reader import digits, language, number


AR_MONTHS = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
FA_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
FA_GREGORIAN_MONTHS = (
    "ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن",
    "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
)  # fmt: skip
AR_DAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
FA_DAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")
EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HIJRI_YEARS = range(1925, 2077)
TWO_DAYS = timedelta(days=2)


def local(moment: datetime, zone: str) -> datetime:
    """Return a moment in the time zone of a brand."""
    return moment.astimezone(ZoneInfo(zone))


def clock_time(moment: datetime, zone: str) -> str:
    """Say the time of day: 2:54 pm, ٢:٥٤ م, ۱۴:۵۴."""
    at = local(moment, zone)
    if language() == "fa":
        return digits(f"{at:%H:%M}")
    halves = ("ص", "م") if language() == "ar" else ("am", "pm")
    return digits(f"{at.hour % 12 or 12}:{at:%M}\N{NO-BREAK SPACE}{halves[at.hour >= 12]}")  # noqa: PLR2004 - noon


def day(moment: datetime, zone: str, *, with_year: bool = False) -> str:
    """Say the day: Sat 21 November; Jalali for Persian readers."""
    at = local(moment, zone)
    if language() == "fa":
        jalali = jdatetime.date.fromgregorian(date=at.date())
        words = f"{FA_DAYS[at.weekday()]} {jalali.day} {FA_MONTHS[jalali.month - 1]}"
        return digits(f"{words} {jalali.year}" if with_year else words)
    if language() == "ar":
        words = f"{AR_DAYS[at.weekday()]} {at.day} {AR_MONTHS[at.month - 1]}"
    else:
        words = f"{at:%a} {at.day} {at:%B}"
    return digits(f"{words} {at.year}" if with_year else words)


def weekday(n: int) -> str:
    """Name a weekday; Monday is 0."""
    names = {"ar": AR_DAYS, "fa": FA_DAYS}.get(language(), EN_DAYS)
    return names[n]


def short_weekday(n: int) -> str:
    """Name a weekday in a list: Mon; Arabic script has no short form a reader would know."""
    return weekday(n) if language() in {"ar", "fa"} else EN_DAYS[n][:3]


def short_day(moment: datetime, zone: str) -> str:
    """Say the day of the month with the month's number: 23/11, ۲/۹; Jalali for Persian readers."""
    at = local(moment, zone).date()
    if language() == "fa":
        jalali = jdatetime.date.fromgregorian(date=at)
        return digits(f"{jalali.day}/{jalali.month}")
    return digits(f"{at.day}/{at.month}")


def hijri(moment: datetime, zone: str) -> str:
    """Say the Hijri day, for Arabic readers; empty for others and outside the tables."""
    at = local(moment, zone)
    if language() != "ar" or at.year not in HIJRI_YEARS:
        return ""
    found = Gregorian(at.year, at.month, at.day).to_hijri()
    return digits(f"{found.day} {found.month_name('ar')} {found.year} هـ")


def beside(moment: datetime, zone: str) -> str:
    """Say the day by the reader's other calendar: Hijri for Arabic, Gregorian for Persian readers."""
    if language() != "fa":
        return hijri(moment, zone)
    at = local(moment, zone)
    return digits(f"{at.day} {FA_GREGORIAN_MONTHS[at.month - 1]} {at.year}")


def when(moment: datetime, zone: str, now: datetime) -> str:
    """Say a time as short as it stays exact: the hour today, the day beside it otherwise."""
    days = (local(moment, zone).date() - local(now, zone).date()).days
    time = clock_time(moment, zone)
    if days == 0:
        return time
    near = {1: gettext("tomorrow"), -1: gettext("yesterday")}.get(days)
    return f"{near or day(moment, zone)} {time}"


def full(moment: datetime, zone: str) -> str:
    """Say day, year and time, with the day by the reader's other calendar where he has one."""
    other = beside(moment, zone)
    said = f"{day(moment, zone, with_year=True)} {clock_time(moment, zone)}"
    return f"{said} ({other})" if other else said


def ago(moment: datetime, zone: str, now: datetime) -> str:
    """Say how long ago it was; the day itself after two days."""
    gone = max(now - moment, timedelta())
    minutes = int(gone.total_seconds() // 60)
    if gone >= TWO_DAYS:
        return day(moment, zone)
    if minutes < 1:
        return gettext("just now")
    if minutes < 60:  # noqa: PLR2004 - minutes of an hour
        return ngettext("%(n)s min ago", "%(n)s min ago", minutes) % {"n": number(minutes)}
    hours = minutes // 60
    return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": number(hours)}
