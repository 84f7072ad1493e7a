from datetime import date

import pytest

from amends.playbook import week


ROWS = ["sat-thu 09:00-13:00", "sat-thu 16:00-21:00", "2027-03-21..2027-03-24 closed"]
DAY = [(540, 780), (960, 1260)]


def test_weekdays_are_read_from_a_wrapped_week():
    assert week.weekday_spans(ROWS) == [DAY, DAY, DAY, DAY, [], DAY, DAY]


def test_weekend_closes_its_days_and_keeps_dates():
    rows = week.with_weekend(ROWS, "fri_sat")

    assert week.weekday_spans(rows) == [DAY, DAY, DAY, DAY, [], [], DAY]
    assert week.date_rows(rows) == ["2027-03-21..2027-03-24 closed"]


def test_weekend_of_an_empty_calendar_opens_the_other_days():
    assert week.weekday_spans(week.with_weekend([], "thu_fri"))[2] == [(540, 1260)]


@pytest.mark.parametrize(
    ("last", "spans", "rows"),
    [
        (date(2027, 3, 24), [], ["2027-03-21..2027-03-24 closed"]),
        (date(2027, 3, 21), [(0, 1440)], ["2027-03-21 00:00-24:00"]),
    ],
)
def test_dates_are_written_as_the_calendar_reads_them(last, spans, rows):
    assert week.dated(date(2027, 3, 21), last, spans) == rows


@pytest.mark.parametrize(
    ("staffed", "left"),
    [
        ([], [(540, 780)]),
        ([(540, 780)], []),
        ([(0, 600)], [(600, 780)]),
        ([(600, 700)], [(540, 600), (700, 780)]),
        ([(0, 540), (780, 900)], [(540, 780)]),
    ],
)
def test_hours_without_anybody_are_what_shifts_leave(staffed, left):
    assert week.without([(540, 780)], staffed) == left
