import people
import priced
import pytest
from people import NOW

from amends.casebook.spending import spend
from amends.web.costs import Cost, costs_of


pytestmark = pytest.mark.django_db


def test_nobody_is_asked_where_nothing_costs(django_assert_num_queries):
    at, gone = people.source(people.brand()), people.source(people.brand("b"), "pigeon")

    with django_assert_num_queries(0):
        assert costs_of([at, gone], NOW) == {}


def test_sources_that_charge_tell_what_they_cost(monkeypatch, django_assert_num_queries):
    priced.charge(monkeypatch, "fake_public")
    at = people.source(people.brand(), budget_micros=50_000_000)
    new = people.source(at.brand)
    spend(at, 200_000, now=NOW)

    with django_assert_num_queries(1):
        costs = costs_of([at, new], NOW)

    assert costs == {at.pk: Cost(200_000, 50_000_000), new.pk: Cost(0, None)}
