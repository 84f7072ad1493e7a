from datetime import timedelta

import people
import pytest

from amends.casebook.models import Customer


@pytest.fixture
def rabwa(db):
    return people.brand()


@pytest.fixture
def private(rabwa):
    return people.source(rabwa, "fake_private")


@pytest.fixture
def resolved(rabwa, private):
    """Return a maker of cases resolved two days ago, so that the first ask is due now."""

    def make(**fields):
        customer = fields.pop("customer", None) or Customer.objects.create(brand=rabwa)
        since = people.NOW - timedelta(hours=48)
        values = {
            "at": private, "visibility": "private", "state": "resolved", "resolved_at": since,
            "state_since": since, "language": "en", "customer": customer,
            "by": fields.pop("by", None) or people.author(rabwa, f"a{customer.pk}"),
        }  # fmt: skip
        return people.case(rabwa, **(values | fields))

    return make
