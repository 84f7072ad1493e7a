import re

import pytest

from amends.casebook.models import Brand, Membership, Source, User
from amends.management.first_start import open_brand


pytestmark = pytest.mark.django_db


def test_first_start_opens_one_brand_with_its_owner_and_form():
    (line,) = open_brand(email="owner@shop.example", name="متجر نخيل")

    brand, owner = Brand.objects.get(), User.objects.get()
    assert (brand.name, brand.owner) == ("متجر نخيل", owner)
    assert Membership.objects.get(brand=brand, user=owner).role == "owner"
    assert Source.objects.get().kind == "web_form"
    assert owner.check_password(re.search(r"password (\S+)", line)[1])


def test_later_starts_change_nothing():
    open_brand(email="owner@shop.example", name="one")

    assert open_brand(email="other@shop.example", name="two") == ()
    assert User.objects.count() == 1


def test_password_is_not_stored():
    (line,) = open_brand(email="owner@shop.example", name="one")

    password = re.search(r"password (\S+)", line)[1]
    assert password not in User.objects.get().password
