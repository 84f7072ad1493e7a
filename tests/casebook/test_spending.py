from datetime import UTC, date, datetime, timedelta, timezone

import people
import pytest
from people import NOW

from amends.casebook.models import Spending
from amends.casebook.spending import is_used_up, month_of, spend, spent


pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return people.source(people.brand(), budget_micros=1000)


@pytest.mark.parametrize(("micros", "is_up"), [(0, False), (999, False), (1000, True)])
def test_a_budget_is_used_up_when_so_much_was_paid(at, micros, is_up):
    spend(at, micros, now=NOW, reads=1)

    assert is_used_up(at, NOW) is is_up


def test_without_a_budget_it_never_is(at):
    at.budget_micros = None
    spend(at, 10**9, now=NOW)

    assert not is_used_up(at, NOW)


def test_a_month_has_one_row_and_the_next_begins_anew(at):
    for moment in (NOW, NOW, NOW + timedelta(days=30)):
        spend(at, 500, now=moment, reads=2, answers=1)

    rows = Spending.objects.order_by("month").values_list("month", "reads", "answers", "micros")
    assert list(rows) == [
        (date(2026, 11, 1), 4, 2, 1000),
        (date(2026, 12, 1), 2, 1, 500),
    ]
    assert spent([at.pk], NOW) == {at.pk: 1000}


def test_what_costs_nothing_leaves_no_row(at):
    spend(at, 0, now=NOW, reads=5)

    assert not Spending.objects.exists()


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (datetime(2026, 11, 30, 23, 59, tzinfo=UTC), 11),
        (datetime(2026, 12, 1, tzinfo=UTC), 12),
        (datetime(2026, 12, 1, 2, tzinfo=timezone(timedelta(hours=3))), 11),
    ],
)
def test_a_month_turns_as_services_bill(moment, month):
    assert month_of(moment) == date(2026, month, 1)
