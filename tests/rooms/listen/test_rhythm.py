from datetime import UTC, datetime, timedelta

import pytest

from amends.rooms.listen.rhythm import HOUR, begin_of, counted, is_silence_strange, usual


NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
BEGIN = begin_of(NOW)
WEEK = timedelta(weeks=1)


def each_week(*per_week, at=NOW - timedelta(hours=3)):
    """Count so many things said at one hour of each week, the latest week first."""
    moments = [at - week * WEEK for week, n in enumerate(per_week, start=1) for _ in range(n)]
    return counted(moments, BEGIN)


@pytest.mark.parametrize(
    ("per_week", "median"),
    [((4, 6, 5, 7), 5.5), ((0, 0, 0, 90), 0), ((5, 5), 2.5), ((3, 3, 3, 3), 3)],
)
def test_usual_is_the_median_of_the_same_hours_in_weeks_before(per_week, median):
    found = usual(each_week(*per_week), BEGIN, NOW - 4 * HOUR, NOW)

    assert found == median


def test_usual_of_other_hours_is_another_matter():
    assert usual(each_week(9, 9, 9, 9), BEGIN, NOW - 2 * HOUR, NOW) == 0


def test_usual_of_no_weeks_is_nothing():
    assert usual([], BEGIN, NOW - HOUR, NOW) == 0


@pytest.mark.parametrize(("per_week", "is_strange"), [(5, True), (4, False)])
def test_silence_is_strange_where_five_would_usually_have_been_said(per_week, is_strange):
    counts = each_week(*[per_week] * 4)

    assert is_silence_strange(counts, BEGIN, NOW - 5 * HOUR, NOW) is is_strange


def test_silence_after_the_usual_hour_is_not_strange():
    counts = each_week(9, 9, 9, 9)

    assert not is_silence_strange(counts, BEGIN, NOW - HOUR, NOW)


def test_what_was_said_before_the_weeks_is_not_counted():
    assert sum(counted([BEGIN - HOUR, BEGIN, NOW], BEGIN)) == 1
