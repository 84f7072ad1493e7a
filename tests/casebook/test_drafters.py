import people
import pytest
from django.conf import settings as desk

from amends.casebook import drafters
from amends.casebook.models import Brand


pytestmark = pytest.mark.django_db
OWN = {"url": "https://models.example/v1", "model": "small", "key": "sk-secret"}


@pytest.fixture
def house(monkeypatch):
    given = {"draft_url": "https://house.example/v1", "draft_model": "big", "draft_key": "hk"}
    monkeypatch.setattr(desk, "ENVIRONMENT", desk.ENVIRONMENT.model_copy(update=given))


def test_model_is_off_by_default_also_where_the_house_has_one(house):
    assert drafters.drafter_of(people.brand()) == {}


@pytest.mark.parametrize(("is_on", "url"), [(True, OWN["url"]), (False, None)])
def test_brand_has_its_own_while_it_is_on(is_on, url):
    brand = people.brand()
    drafters.choose(brand, OWN | {"is_on": is_on})

    assert drafters.drafter_of(brand).get("url") == url


def test_brand_without_a_model_of_its_own_uses_the_house_s(house):
    brand = people.brand()
    drafters.choose(brand, {"is_on": True})

    assert drafters.drafter_of(brand) == {
        "url": "https://house.example/v1", "model": "big", "key": "hk",
    }  # fmt: skip


def test_brand_s_own_model_never_gets_the_house_s_key(house):
    brand = people.brand()
    drafters.choose(brand, {"is_on": True, "url": OWN["url"], "model": "small"})

    assert "key" not in drafters.drafter_of(brand)


def test_key_lies_encrypted():
    brand = people.brand()
    drafters.choose(brand, OWN | {"is_on": True})

    kept = Brand.objects.get().drafter
    assert "sk-secret" not in kept
    assert "models.example" not in kept
