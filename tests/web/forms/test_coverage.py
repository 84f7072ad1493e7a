from datetime import date

import pytest
from django.utils import translation

from amends.playbook.coverage import DAYS, parse_coverage
from amends.web.forms.coverage import DateForm, DayForm, SpansForm, day_rows


def spans_of(**given):
    form = DayForm(given)
    return form.spans if form.is_valid() else sorted(form.errors)


@pytest.mark.parametrize(
    ("start", "end", "spans"),
    [
        ("", "", []),
        ("09:00", "09:01", [(540, 541)]),
        ("09:00", "09:00", ["a_to"]),
        ("09:01", "09:00", ["a_to"]),
        ("00:00", "00:00", [(0, 1440)]),
        ("23:59", "00:00", [(1439, 1440)]),
    ],
)
def test_day_ends_after_it_starts_and_midnight_ends_it(start, end, spans):
    assert spans_of(a_from=start, a_to=end) == spans


@pytest.mark.parametrize(
    "given",
    [{"b_from": "16:00"}, {"b_to": "21:00"}],
)
def test_half_a_span_is_refused_beside_its_end(given):
    assert spans_of(a_from="09:00", a_to="12:00", **given) == ["b_to"]


@pytest.mark.parametrize("hour", ["24:00", "9 am'; --", "\0", "-1:00"])
def test_time_that_is_none_is_refused(hour):
    assert spans_of(a_from="09:00", a_to=hour) == ["a_to"]


def test_filled_form_says_the_same_again():
    spans = [(0, 720), (960, 1440)]

    assert spans_of(**SpansForm.filled(spans)) == spans


@pytest.mark.parametrize(
    ("first", "last", "rows"),
    [
        ("", "2026-12-31", []),
        ("2026-12-30", "", ["2026-12-30 closed"]),
        ("2026-12-30", "2026-12-30", ["2026-12-30 closed"]),
        ("2026-12-30", "2026-12-31", ["2026-12-30..2026-12-31 closed"]),
        ("2026-12-30", "2026-12-29", ["2026-12-30 closed"]),
    ],
)
def test_dates_become_one_row_and_never_run_backwards(first, last, rows):
    form = DateForm({"first": first, "last": last})

    assert form.is_valid()
    assert form.rows() == rows


def test_hours_of_a_date_are_its_own():
    form = DateForm({"first": date(2026, 12, 30), "a_from": "10:00", "a_to": "14:00"})

    assert form.is_valid()
    assert form.rows() == ["2026-12-30 10:00-14:00"]


def test_week_is_written_as_the_playbook_reads_it():
    days = [DayForm({"a_from": "09:00", "a_to": "00:00"} if n < 4 else {}) for n in range(7)]
    assert all(day.is_valid() for day in days)

    rows = day_rows(days)

    assert rows == [f"{d} 09:00-24:00" for d in DAYS[:4]] + [f"{d} closed" for d in DAYS[4:]]
    parse_coverage({"*": rows})


def test_refusal_is_said_in_three_languages():
    said = set()
    for language in ("ar", "fa", "en"):
        with translation.override(language):
            said.add(str(DayForm({"a_from": "09:00"}).errors["a_to"][0]))

    assert len(said) == 3
