from datetime import UTC, datetime

import pytest

from amends.connectors.values.dates import read_date


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-23T09:30:00Z", (2026, 11, 23, 9, 30)),
        ("2026-11-23T13:00:00+03:30", (2026, 11, 23, 9, 30)),
        ("2017-08-31T18:10:30+0000", (2017, 8, 31, 18, 10, 30)),
        ("2026-04-18 19:32:11", (2026, 4, 18, 19, 32, 11)),
        ("Mon, 23 Nov 2026 09:30:00 +0000", (2026, 11, 23, 9, 30)),
        ("1764000000", (2025, 11, 24, 16, 0)),
        ("1764000000000", (2025, 11, 24, 16, 0)),
        ("1764000000.000200", (2025, 11, 24, 16, 0)),
        ("1403/05/12", (2024, 8, 2)),
        ("۱۴۰۳/۰۵/۱۲ ۱۸:۳۰", (2024, 8, 2, 18, 30)),
        ("12-05-1403", (2024, 8, 2)),
        ("1445/05/12", (2023, 11, 26)),
        ("١٢/٠٥/٢٠٢٤", (2024, 5, 12)),
        ("12/05/2024", (2024, 5, 12)),
        ("05/25/2024", (2024, 5, 25)),
        ("25.5.2024, 07:05", (2024, 5, 25, 7, 5)),
        ("2024/5/2", (2024, 5, 2)),
        ("\u200f2024-05-02", (2024, 5, 2)),
    ],
)
def test_a_date_is_read(text, moment):
    assert read_date(text) == datetime(*moment, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "5",
        "12/05/24",
        "2024-13-40",
        "1403/13/01",
        "99999999999999",
        "31/31/2024",
        "1450/13/01",
        "سلام",
    ],
)
def test_what_is_no_date_is_not_invented(text):
    assert read_date(text) is None


@pytest.mark.parametrize(("year", "gregorian"), [(1419, 2040), (1420, 1999)])
def test_the_year_gives_the_calendar_away(year, gregorian):
    assert read_date(f"{year}/02/10").year == gregorian
