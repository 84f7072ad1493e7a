import people
import pytest
from allauth.mfa.models import Authenticator

from amends.casebook import roles
from amends.casebook.models import Role


pytestmark = pytest.mark.django_db

EVERY = [(permission, role) for permission in roles.ROLES_BY_PERMISSION for role in Role]


@pytest.mark.parametrize(("permission", "role"), EVERY)
def test_may_follows_the_table_of_roles(permission, role):
    brand = people.brand()
    user = people.member(brand, role=role)

    assert roles.may(user, permission, brand) == (role in roles.ROLES_BY_PERMISSION[permission])


def test_stranger_may_nothing():
    brand, other = people.brand(), people.brand("javaneh")

    assert not any(roles.may(other.owner, p, brand) for p in roles.ROLES_BY_PERMISSION)


def test_person_who_left_may_nothing():
    brand = people.brand()
    brand.owner.is_active = False
    brand.owner.save()

    assert not roles.may(brand.owner, "casebook.see", brand)
    assert list(roles.brands_of(brand.owner)) == []


def test_role_is_asked_at_the_brand_of_the_case():
    brand = people.brand()
    bob = people.member(brand)

    assert roles.may(bob, "casebook.answer", people.case(brand))
    assert not roles.may(bob, "casebook.answer", people.case(people.brand("javaneh")))


def test_brands_of_are_those_inside_whose_walls_one_stands():
    one, _two = people.brand(), people.brand("javaneh")

    assert list(roles.brands_of(one.owner)) == [one]


def give(user, kind):
    Authenticator.objects.create(user=user, type=kind, data={})


@pytest.mark.parametrize(
    ("kind", "is_open"),
    [("", False), ("recovery_codes", False), ("totp", True), ("webauthn", True)],
)
def test_brand_that_asks_for_a_second_step_is_shut_without_one(kind, is_open):
    brand = people.brand(asks_second_step=True)
    if kind:
        give(brand.owner, kind)

    assert list(roles.brands_of(brand.owner)) == ([brand] if is_open else [])
    assert roles.may(brand.owner, "casebook.see", brand) is is_open
    assert list(roles.shut_brands(brand.owner)) == ([] if is_open else [brand])
    assert roles.has_second_step(brand.owner) is is_open


def test_brand_that_asks_shuts_no_other():
    brand = people.brand(asks_second_step=True)
    other = people.brand("javaneh", owner=brand.owner)
    bob = people.member(brand, "Bob")
    give(bob, "totp")

    assert list(roles.brands_of(brand.owner)) == [other]
    assert list(roles.brands_of(bob)) == [brand]


def test_people_without_a_second_step_are_named():
    brand = people.brand()
    bob, _gone = people.member(brand, "Bob"), people.member(brand, "Gone", is_active=False)
    people.brand("javaneh")
    give(brand.owner, "totp")
    give(bob, "recovery_codes")

    assert list(roles.without_second_step(brand)) == [bob]
