import people
import pytest

from amends.casebook import queries
from amends.casebook.models import Customer


pytestmark = pytest.mark.django_db


def test_customers_of_another_brand_are_never_found():
    rabwa, other = people.brand(), people.brand("other")
    ours = Customer.objects.create(brand=rabwa, name="Noura", folded_name="noura")
    Customer.objects.create(brand=other, name="Noura", folded_name="noura")

    found = queries.matching(queries.customers([rabwa.pk]), queries.Known(words=["noura"]))

    assert list(found) == [ours]


def test_nothing_looked_for_finds_nobody():
    rabwa = people.brand()
    Customer.objects.create(brand=rabwa, name="Noura", folded_name="noura")

    assert list(queries.matching(queries.customers([rabwa.pk]), queries.Known())) == []


def test_list_counts_cases_and_those_still_open():
    rabwa = people.brand()
    noura = Customer.objects.create(brand=rabwa, name="Noura")
    people.case(rabwa, customer=noura)
    people.case(rabwa, customer=noura, state="closed", outcome="accepted")

    row = queries.dressed(queries.customers([rabwa.pk])).get()

    assert (row.cases_count, row.open_count) == (2, 1)
