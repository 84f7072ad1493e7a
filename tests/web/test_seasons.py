from datetime import date

import pytest

from amends.web import seasons


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 23), date(2027, 2, 8)),
        (date(2027, 3, 8), date(2027, 2, 8)),
        (date(2027, 3, 9), date(2028, 1, 28)),
    ],
)
def test_ramadan_is_this_one_until_its_last_day(today, first):
    assert seasons.ramadan(today)[0] == first


def test_feasts_come_after_ramadan_and_in_the_month_of_hajj():
    assert seasons.feasts(date(2026, 11, 23)) == [
        (date(2027, 3, 9), date(2027, 3, 11)),
        (date(2027, 5, 15), date(2027, 5, 18)),
    ]


def test_nowruz_is_the_next_one():
    assert seasons.nowruz(date(2026, 11, 23)) == (date(2027, 3, 21), date(2027, 3, 24))
