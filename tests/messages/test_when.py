from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from amends.messages.when import digits, say_when


RIYADH, TEHRAN = ZoneInfo("Asia/Riyadh"), ZoneInfo("Asia/Tehran")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hour", "language", "tz", "said"),
    [
        (23, 15, "ar", RIYADH, "اليوم الساعة ٦:٠٠ مساءً"),
        (24, 7, "ar", RIYADH, "غدًا الساعة ١٠:٠٠ صباحًا"),
        (26, 9, "ar", RIYADH, "الخميس ٢٦ نوفمبر الساعة ١٢:٠٠ ظهرًا"),
        (23, 15, "fa", TEHRAN, "امروز ساعت ۱۸:۳۰"),
        (26, 9, "fa", TEHRAN, "پنجشنبه ۵ آذر ساعت ۱۲:۳۰"),
        (23, 20, "en", RIYADH, "today at 11:00 pm"),
        (23, 21, "en", RIYADH, "tomorrow at 12:00 am"),
        (24, 21, "en", RIYADH, "Wednesday 25 November at 12:00 am"),
        (23, 15, "ur", RIYADH, "today at 6:00 pm"),
    ],
)
def test_say_when_names_day_and_clock(day, hour, language, tz, said):
    assert say_when(datetime(2026, 11, day, hour, tzinfo=UTC), NOW, language, tz) == said


def test_say_when_names_the_date_of_yesterday():
    yesterday = datetime(2026, 11, 22, 9, tzinfo=UTC)

    assert say_when(yesterday, NOW, "en", RIYADH) == "Sunday 22 November at 12:00 pm"


def test_digits_are_the_readers():
    assert [digits("10", lang) for lang in ("ar", "fa", "en", "other")] == [
        "١٠",
        "۱۰",
        "10",
        "10",
    ]
