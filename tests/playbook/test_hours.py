from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amends.playbook.coverage import Coverage, parse_coverage
from amends.playbook.hours import add_covered, covered_between, next_open


RIYADH = ZoneInfo("Asia/Riyadh")
CAIRO = ZoneInfo("Africa/Cairo")
BERLIN = ZoneInfo("Europe/Berlin")
DAYTIME = parse_coverage({"*": ["sat-thu 09:00-21:00"], "phone": ["sun 10:00-12:00"]})
ALWAYS = parse_coverage({"*": ["mon-sun 00:00-24:00"]})
RAMADAN = parse_coverage(
    {"*": ["mon-sun 09:00-17:00", "2027-02-08..2027-03-09 10:00-15:00", "2027-03-10 closed"]}
)
NEVER = parse_coverage({"*": ["mon-sun closed"]})


def local(text, tz=RIYADH, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=tz, fold=fold)


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        ("2026-11-23T10:00", 15, "2026-11-23T10:15"),
        ("2026-11-23T20:45", 15, "2026-11-23T21:00"),
        ("2026-11-23T20:45", 16, "2026-11-24T09:01"),
        ("2026-11-23T21:00", 15, "2026-11-24T09:15"),
        ("2026-11-24T03:00", 60, "2026-11-24T10:00"),
        ("2026-11-26T20:50", 15, "2026-11-28T09:05"),  # Thursday evening, Friday is off
    ],
)
def test_add_covered_counts_only_open_hours_c07(start, minutes, expected):
    assert add_covered(local(start), minutes, DAYTIME, "x", RIYADH) == local(expected)


def test_add_covered_without_rows_counts_every_hour():
    start = local("2026-11-27T03:00")

    assert add_covered(start, 60, Coverage(()), "x", RIYADH) == start + timedelta(hours=1)
    only_phone = parse_coverage({"phone": ["mon 09:00-10:00"]})
    assert add_covered(start, 60, only_phone, "x", RIYADH) == start + timedelta(hours=1)


def test_channel_with_hours_of_its_own_uses_them():
    start = local("2026-11-23T10:00")

    assert next_open(start, DAYTIME, "phone", RIYADH) == local("2026-11-29T10:00")


def test_never_open_counts_every_hour():
    start = local("2026-11-23T10:00")

    assert add_covered(start, 15, NEVER, "x", RIYADH) == start + timedelta(minutes=15)
    assert next_open(start, NEVER, "x", RIYADH) == start


def test_midnight_is_no_border():
    start = local("2026-11-23T23:50")

    assert add_covered(start, 15, ALWAYS, "x", RIYADH) == local("2026-11-24T00:05")
    assert covered_between(
        start, start + timedelta(minutes=15), ALWAYS, "x", RIYADH
    ) == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-10-25", 25), ("2026-03-29", 23), ("2026-06-01", 24)]
)
def test_day_of_the_clock_change_has_the_hours_it_has(day, hours):
    start = local(f"{day}T00:00", BERLIN).astimezone(UTC)
    end = (local(f"{day}T12:00", BERLIN) + timedelta(hours=12)).astimezone(UTC)

    assert covered_between(start, end, ALWAYS, "x", BERLIN) == timedelta(hours=hours)
    assert add_covered(start, hours * 60, ALWAYS, "x", BERLIN) == end


def test_minute_that_does_not_exist_begins_after_the_gap():
    night = parse_coverage({"*": ["mon-sun 02:30-06:00"]})

    # Berlin, 2026-03-29: 02:00 becomes 03:00.
    opens = next_open(local("2026-03-29T00:10", BERLIN), night, "x", BERLIN)

    assert opens == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_hour_that_comes_twice_is_covered_twice():
    night = parse_coverage({"*": ["mon-sun 02:00-03:00"]})
    start = local("2026-10-25T00:00", BERLIN).astimezone(UTC)

    covered = covered_between(start, start + timedelta(hours=12), night, "x", BERLIN)

    assert covered == timedelta(hours=2)


def test_change_at_midnight_itself():
    # Cairo, 2026-04-24: 00:00 becomes 01:00.
    start = datetime(2026, 4, 23, 21, 50, tzinfo=UTC)

    assert add_covered(start, 30, ALWAYS, "x", CAIRO) == start + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2027-02-07T09:30", "2027-02-07T09:30"),
        ("2027-02-08T09:30", "2027-02-08T10:00"),
        (
            "2027-03-09T15:00",
            "2027-03-11T09:00",
        ),  # the last day of Ramadan, then a closed feast
    ],
)
def test_rows_about_dates_win_in_ramadan(start, expected):
    assert next_open(local(start), RAMADAN, "x", RIYADH) == local(expected)


def test_covered_between_is_never_negative():
    late, early = local("2026-11-23T12:00"), local("2026-11-23T10:00")

    assert covered_between(late, early, DAYTIME, "x", RIYADH) == timedelta()
    assert covered_between(late, early, Coverage(()), "x", RIYADH) == timedelta()
    assert covered_between(early, late, DAYTIME, "x", RIYADH) == timedelta(hours=2)


def test_covered_and_added_minutes_agree():
    start = local("2026-11-26T19:17")

    end = add_covered(start, 3000, DAYTIME, "x", RIYADH)

    assert covered_between(start, end, DAYTIME, "x", RIYADH) == timedelta(minutes=3000)


def test_overlapping_rows_count_once():
    both = parse_coverage({"*": ["mon-sun 09:00-12:00", "mon-sun 11:00-13:00"]})
    start = local("2026-11-23T08:00")

    assert covered_between(start, start + timedelta(hours=10), both, "x", RIYADH) == timedelta(
        hours=4
    )
