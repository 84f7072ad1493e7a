from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from amends.web import calendars


AT = datetime(2026, 11, 23, 11, 54, tzinfo=UTC)
ZONE = "Asia/Riyadh"


@pytest.mark.parametrize(
    ("language", "said"), [("en", "2:54\xa0pm"), ("ar", "٢:٥٤\xa0م"), ("fa", "۱۴:۵۴")]
)
def test_clock_time_in_each_language(language, said):
    with translation.override(language):
        assert calendars.clock_time(AT, ZONE) == said


@pytest.mark.parametrize(
    ("hour", "said"), [(21, "12:00\xa0am"), (9, "12:00\xa0pm"), (20, "11:00\xa0pm")]
)
def test_clock_time_at_noon_and_midnight(hour, said):
    with translation.override("en"):
        assert calendars.clock_time(AT.replace(hour=hour, minute=0), ZONE) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Mon 23 November 2026"),
        ("ar", "الاثنين ٢٣ نوفمبر ٢٠٢٦"),
        ("fa", "دوشنبه ۲ آذر ۱۴۰۵"),
    ],
)
def test_day_in_each_calendar(language, said):
    with translation.override(language):
        assert calendars.day(AT, ZONE, with_year=True) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "الاثنين ٢٣ نوفمبر ٢٠٢٦ ٢:٥٤\xa0م (١٣ جمادى الآخرة ١٤٤٨ هـ)"),
        ("fa", "دوشنبه ۲ آذر ۱۴۰۵ ۱۴:۵۴ (۲۳ نوامبر ۲۰۲۶)"),
        ("en", "Mon 23 November 2026 2:54\xa0pm"),
    ],
)
def test_full_has_the_day_of_the_other_calendar_beside(language, said):
    with translation.override(language):
        assert calendars.full(AT, ZONE) == said


@pytest.mark.parametrize(
    ("hours", "said"), [(0, "2:54\xa0pm"), (24, "tomorrow 2:54\xa0pm"), (-24, "yesterday 2:54\xa0pm"), (72, "Thu 26 November 2:54\xa0pm")]
)  # fmt: skip
def test_when_is_short_but_exact(hours, said):
    with translation.override("en"):
        assert calendars.when(AT + timedelta(hours=hours), ZONE, AT) == said


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 min ago"),
        (timedelta(minutes=59), "59 min ago"),
        (timedelta(minutes=60), "1 hour ago"),
        (timedelta(hours=47), "47 hours ago"),
        (timedelta(hours=48), "Sat 21 November"),
        (-timedelta(minutes=5), "just now"),
    ],
)
def test_ago_on_both_sides_of_each_threshold(gone, said):
    with translation.override("en"):
        assert calendars.ago(AT - gone, ZONE, AT) == said


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Mon"), ("ar", "الاثنين"), ("fa", "دوشنبه")]
)
def test_short_weekday_is_whole_in_arabic_script(language, said):
    with translation.override(language):
        assert calendars.short_weekday(0) == said
