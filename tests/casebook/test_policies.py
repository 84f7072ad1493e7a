import people
import pytest
from people import NOW

from amends.casebook import policies
from amends.casebook.errors import NotAllowed
from amends.casebook.models import PolicyChange
from amends.playbook.errors import PolicyError
from amends.playbook.policy import DEFAULT


pytestmark = pytest.mark.django_db
KEY = "lint.canned_similarity"


def change(brand, by=None, **values):
    return policies.change(brand, {KEY: values.get("to", 0.9)}, user=by or brand.owner, now=NOW)


def test_brand_that_decided_nothing_has_the_playbooks_policy():
    assert policies.policy_of(people.brand()) == DEFAULT


def test_change_is_remembered_and_put_back_by_none():
    brand = people.brand()
    change(brand)
    changed = policies.policy_of(brand).lint_canned_similarity
    change(brand, to=None)

    assert (changed, policies.policy_of(brand)) == (0.9, DEFAULT)
    assert [(c.before, c.after) for c in PolicyChange.objects.order_by("pk")] == [
        (None, 0.9), (0.9, None),
    ]  # fmt: skip


def test_change_to_what_it_is_already_is_none():
    brand = people.brand()
    change(brand)

    assert change(brand) == []


def test_change_out_of_bounds_or_by_an_agent_changes_nothing():
    brand = people.brand()

    with pytest.raises(PolicyError):
        change(brand, to=0.1)
    with pytest.raises(NotAllowed):
        change(brand, by=people.member(brand))
    assert policies.rows_of(brand) == {}
