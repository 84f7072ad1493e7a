"""Say an exact time the way a person would, in the customer's language, time zone and digits."""

from datetime import datetime, tzinfo

from jdatetime import date as jalali


DIGITS = {"ar": "٠١٢٣٤٥٦٧٨٩", "fa": "۰۱۲۳۴۵۶۷۸۹", "en": "0123456789"}
DAYS = {
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    "fa": ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "ar": ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر",
           "نوفمبر", "ديسمبر"),
    "fa": ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن",
           "اسفند"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"),
}  # fmt: skip
NEAR = {
    "ar": ("اليوم", "غدًا"),
    "fa": ("امروز", "فردا"),
    "en": ("today", "tomorrow"),
}
SHAPE = {
    "ar": "{day} الساعة {clock}",
    "fa": "{day} ساعت {clock}",
    "en": "{day} at {clock}",
}
NOON = 12


def say_when(at: datetime, now: datetime, language: str, tz: tzinfo) -> str:
    """Return a time such as «غدًا الساعة ٦:٠٠ مساءً»; days beyond tomorrow by weekday and date.

    Persian dates are Jalali. A language the desk does not speak is written in English.
    """
    language = language if language in SHAPE else "en"
    local = at.astimezone(tz)
    ahead = (local.date() - now.astimezone(tz).date()).days
    day = NEAR[language][ahead] if ahead in {0, 1} else _date(local, language)
    return digits(SHAPE[language].format(day=day, clock=_clock(local, language)), language)


def digits(text: str, language: str) -> str:
    """Write the digits of a text as the language writes them."""
    return text.translate(str.maketrans(DIGITS["en"], DIGITS.get(language, DIGITS["en"])))


def _date(local: datetime, language: str) -> str:
    weekday = DAYS[language][local.weekday()]
    if language == "fa":
        date = jalali.fromgregorian(date=local.date())
        return f"{weekday} {date.day} {MONTHS['fa'][date.month - 1]}"
    return f"{weekday} {local.day} {MONTHS[language][local.month - 1]}"


def _clock(local: datetime, language: str) -> str:
    if language == "fa":
        return f"{local.hour}:{local.minute:02}"
    hour = local.hour % NOON or NOON
    if language == "ar" and local.hour == NOON:
        return f"{hour}:{local.minute:02} ظهرًا"
    halves = {"ar": ("صباحًا", "مساءً"), "en": ("am", "pm")}[language]
    return f"{hour}:{local.minute:02} {halves[local.hour >= NOON]}"
