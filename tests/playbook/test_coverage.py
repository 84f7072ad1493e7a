from datetime import date

import pytest

from amends.playbook.coverage import parse_coverage


SATURDAY, FRIDAY = date(2026, 11, 28), date(2026, 11, 27)


def test_week_may_wrap_round():
    coverage = parse_coverage({"*": ["sat-thu 09:00-21:00"]})

    assert coverage.hours_on("instagram", SATURDAY) == ((540, 1260),)
    assert coverage.hours_on("instagram", FRIDAY) == ()


def test_channel_with_rows_of_its_own_leaves_the_general_ones():
    coverage = parse_coverage({"*": ["mon-sun 09:00-17:00"], "phone": ["fri 10:00-12:00"]})

    assert coverage.hours_on("phone", SATURDAY) == ()
    assert coverage.hours_on("phone", FRIDAY) == ((600, 720),)


def test_dates_win_over_weekdays():
    rows = ["mon-sun 09:00-24:00", "2027-03-21..2027-03-24 closed", "2027-02-10 20:00-23:30"]
    coverage = parse_coverage({"*": rows})

    assert coverage.hours_on("x", date(2027, 3, 24)) == ()
    assert coverage.hours_on("x", date(2027, 3, 25)) == ((540, 1440),)
    assert coverage.hours_on("x", date(2027, 2, 10)) == ((1200, 1410),)


@pytest.mark.parametrize(
    "row", ["", "mon 9-17", "xyz 09:00-10:00", "mon 10:00-10:00", "mon 20:00-25:00"]
)
def test_unreadable_hours_are_refused(row):
    with pytest.raises(ValueError, match=row[:3] or "''"):
        parse_coverage({"*": [row]})
