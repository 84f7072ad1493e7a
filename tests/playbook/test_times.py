from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from amends.playbook.times import find_times


# Monday 23 November 2026, noon in Riyadh.
NOW, RIYADH = datetime(2026, 11, 23, 9, tzinfo=UTC), ZoneInfo("Asia/Riyadh")


@pytest.mark.parametrize(
    ("text", "words", "moment"),
    [
        ("غدًا قبل الساعة ٦ مساءً", "غدًا قبل الساعة ٦ مسا", "24 18:00"),
        ("اليوم الساعة 4 ونص", "اليوم الساعة 4 ونص", "23 16:30"),
        ("خلال ساعتين", "ساعتين", "23 14:00"),
        ("سأعود إليك خلال أربعين دقيقة", "أربعين دقيقة", "23 12:40"),
        ("إن شاء الله الساعة ١٠", "الساعة ١٠", "23 22:00"),
        ("نرد عليك فنص ساعة", "فنص ساعة", "23 12:30"),
        ("امروز ساعت ۵ عصر", "امروز ساعت ۵ عصر", "23 17:00"),
        ("ظرف ۲۴ ساعت", "۲۴ ساعت", "24 12:00"),
        ("تا شنبه ظهر", "شنبه ظهر", "28 12:00"),
        ("ساعت ۸ و نیم شب", "ساعت ۸ و نیم شب", "23 20:30"),
        ("۴ آذر ساعت ۱۰", "۴ آذر ساعت ۱۰", "25 10:00"),
        ("نیم ساعت دیگه خبر می‌دم", "نیم ساعت", "23 12:30"),
        ("by 3 pm tomorrow", "by 3 pm tomorrow", "24 15:00"),
        ("soon - 7 pm tonight", "- 7 pm tonight", "23 19:00"),
        ("I'll be back by half four.", "half four", "23 16:30"),
        ("by Friday noon", "Friday noon", "27 12:00"),
        ("within 24 hours", "24 hours", "24 12:00"),
        ("Give me 25 minutes.", "25 minutes", "23 12:25"),
        ("on November 25", "November 25", "25 23:59"),
        ("by 25 November", "25 November", "25 23:59"),
        ("before the 25th of November", "25th of November", "25 23:59"),
        ("by 25 November at 10 am", "25 November at 10 am", "25 10:00"),
        ("قبل ٢٥ نوفمبر", "٢٥ نوفمبر", "25 23:59"),
        ("by 2026-11-25", "2026-11-25", "25 23:59"),
        ("تا ۱۴۰۵/۰۹/۰۴ ساعت ۱۰", "۱۴۰۵/۰۹/۰۴ ساعت ۱۰", "25 10:00"),
        ("قبل ١٤٤٨/٦/١٥ الساعة ١٠ صباحا", "١٤٤٨/٦/١٥ الساعة ١٠ صباحا", "25 10:00"),
        ("قبل ١٥ جمادى الآخرة", "١٥ جمادى الآخرة", "25 23:59"),
        ("on 2026-11-25 at 10 am", "2026-11-25 at 10 am", "25 10:00"),
        ("تا چهارم آذر", "چهارم آذر", "25 23:59"),
        ("ستظهر الدرجات اليوم الساعة الرابعة", "اليوم الساعة الرابعة", "23 16:00"),
        ("الساعة ٦م", "الساعة ٦م", "23 18:00"),
        ("by 6-7 pm", "by 6-7 pm", "23 18:00"),
        ("by end of day", "by end of day", "23 23:59"),
        ("before the evening", "before the evening", "23 20:00"),
        ("قبل المغرب", "قبل المغرب", "23 20:00"),
        ("تا شب", "تا شب", "23 23:59"),
        ("تا ظهر", "تا ظهر", "24 12:00"),
    ],
)
def test_bounded_time_becomes_a_moment(text, words, moment):
    (found,) = find_times(text, NOW, RIYADH)

    assert (text[found.start : found.end], found.bounded, found.vague) == (words, True, False)
    assert found.at.strftime("%d %H:%M") == moment


@pytest.mark.parametrize(
    "text",
    [
        "إن شاء الله",
        "في أقرب وقت",
        "به زودی",
        "در اسرع وقت",
        "as soon as possible",
        "we will call soon",
    ],
)
def test_vague_time_has_no_moment(text):
    (found,) = find_times(text, NOW, RIYADH)

    assert (found.bounded, found.vague, found.at) == (False, True, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Good morning",
        "مساء الخير",
        "You waited 3 days",
        "منذ 5 أيام",
        "from 3 people",
        "I may call",
        "30 February",
        "این دهم شد",
        "كنعتذرو ليكم",
        "برداشت دوم شما",
        "سهم ماست",
        "You bought it on 2024-03-02",
        "on 4/4, 4/11 and 5/9",
        "We answer from morning till night",
        "از صبح تا شب پاسخ می‌دهیم",
        "من الصباح حتى المساء",
    ],
)
def test_no_time_is_no_time(text):
    assert [found.at for found in find_times(text, NOW, RIYADH) if found.at] == []


@pytest.mark.parametrize(
    "text", ["by 5/12", "before 5/12/2026 at 10", "قبل ٥/١٢", "تا ۱۴۰۵/۱۳/۴۵", "by 2026-02-30"]
)
def test_date_that_may_be_two_days_or_none_has_no_moment(text):
    (found,) = find_times(text, NOW, RIYADH)

    assert (found.bounded, found.at) == (True, None)


def test_working_days_are_bounded_without_a_moment():
    (found,) = find_times("خلال ثلاثة أيام عمل", NOW, RIYADH)

    assert (found.bounded, found.at) == (True, None)


def test_time_without_a_clock_is_still_bounded():
    (found,) = find_times("tomorrow at 5 pm", None, RIYADH)

    assert (found.bounded, found.at) == (True, None)
