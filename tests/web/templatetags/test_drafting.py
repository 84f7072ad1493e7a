import people
import pytest

from amends.casebook import drafters
from amends.web.templatetags.drafting import model_host


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("chosen", "host"),
    [
        ({}, ""),
        ({"is_on": True, "url": "https://models.example/v1", "model": "m"}, "models.example"),
        ({"is_on": False, "url": "https://models.example/v1", "model": "m"}, ""),
        ({"is_on": True, "url": "http://10.0.0.1/v1", "model": "m"}, ""),
    ],
)
def test_composer_offers_a_draft_only_while_somebody_may_write_it(chosen, host):
    brand = people.brand()
    if chosen:
        drafters.choose(brand, chosen)

    assert model_host(brand) == host


@pytest.mark.django_db
def test_locked_vault_offers_nothing():
    assert model_host(people.brand(drafter="not sealed by us")) == ""
