from collections import Counter
from datetime import date, timedelta

import pytest

from amends.rooms.understand.report.trends import Period, getting_worse, periods_of
from amends.rooms.understand.totals import Totals


def days(count, step=1):
    first = date(2026, 1, 1)
    return {
        (first + timedelta(at * step)).isoformat(): Counter(rows=10, complaints=2)
        for at in range(count)
    }


@pytest.mark.parametrize(
    ("count", "step", "periods", "first"),
    [
        (10, 1, 10, "2026-01-01"),
        (60, 1, 9, "2026-01-01"),
        (300, 1, 10, "2026-01"),
        (40, 30, 4, "2026"),
    ],
)
def test_periods_are_days_weeks_months_or_years(count, step, periods, first):
    found, is_dated = periods_of(Totals(rows=10 * count, days=days(count, step)))

    assert (is_dated, len(found), found[0].label) == (True, periods, first)
    assert sum(period.counts["rows"] for period in found) == 10 * count


def test_periods_follow_the_rows_of_a_file_without_dates():
    blocks = [Counter(rows=32)] + [Counter(rows=512)] * 23

    found, is_dated = periods_of(Totals(rows=32 + 512 * 23, blocks=blocks))

    assert (is_dated, len(found), found[-1].label) == (False, 12, "11,808")


def periods(*refunds, rows=100):
    return [
        Period(str(at), Counter(rows=rows, refund=count)) for at, count in enumerate(refunds)
    ]


@pytest.mark.parametrize(
    ("refunds", "is_worse"),
    [((2, 2, 2, 2, 15, 15), True), ((2, 2, 2, 2, 3, 3), False), ((15, 15, 15, 15, 2, 2), False),
     ((0, 0, 0, 0, 2, 2), False), ((5,), False), ((), False)],
)  # fmt: skip
def test_a_cause_gets_worse_only_when_it_surely_does(refunds, is_worse):
    found = getting_worse(periods(*refunds))

    assert [worse.topic for worse in found] == (["refund"] if is_worse else [])
    if is_worse:
        assert (found[0].before, found[0].now) == (0.02, 0.15)
