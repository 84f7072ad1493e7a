import people
import pytest
from people import NOW

from amends.casebook import policies
from amends.casebook.errors import NotAllowed
from amends.casebook.models import PolicyApproval, PolicyChange
from amends.playbook.cards import CODES
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


def test_law_of_the_country_refuses_a_change():
    brand = people.brand(country="AE")

    with pytest.raises(PolicyError) as refusal:
        policies.change(brand, {"channel.private_target": "any"}, user=brand.owner, now=NOW)

    assert refusal.value.key == "channel.private_target"
    assert policies.rows_of(brand) == {}


@pytest.mark.parametrize(("count", "is_live"), [(26, False), (27, True)])
def test_brand_goes_live_with_the_last_place_that_was_decided(count, is_live):  # S1-24
    brand = people.brand(live_at=None)

    policies.approve(brand, CODES[:count], user=brand.owner, now=NOW)

    brand.refresh_from_db()
    assert (brand.live_at == NOW) is is_live
    assert len(policies.missing(brand)) == 27 - count
    assert PolicyChange.objects.filter(key="live").exists() is is_live
    assert PolicyChange.objects.filter(after="approved").count() == count


def test_brand_goes_live_once_and_stays_so():
    brand = people.brand(live_at=None)
    policies.approve(brand, CODES, user=brand.owner, now=NOW)

    policies.approve(brand, CODES[:1], user=brand.owner, now=NOW + people.minutes(5))

    brand.refresh_from_db()
    assert brand.live_at == NOW
    assert PolicyApproval.objects.count() == 27


def test_agent_approves_nothing():
    brand = people.brand(live_at=None)

    with pytest.raises(NotAllowed):
        policies.approve(brand, CODES, user=people.member(brand), now=NOW)
    assert policies.missing(brand) == list(CODES)
