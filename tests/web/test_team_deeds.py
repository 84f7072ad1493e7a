from datetime import time

import people
import pytest
from django.utils import translation

from amends.casebook.errors import NotAllowed, OwnerRequired
from amends.casebook.models import Case, Membership, Shift
from amends.web.team_deeds import DEEDS


pytestmark = pytest.mark.django_db
GRANTS = ("agent", "moderator", "analyst")
FIELDS = {
    "role": {"role": "analyst", "languages": ["fa"]},
    "shifts": {"starts_0_0": "09:00", "ends_0_0": "17:00"},
    "remove": {},
}


@pytest.fixture
def bob():
    return people.member(people.brand()).memberships.select_related("brand", "user").get()


def do(name, member, actor, **given):
    deed = DEEDS[name]
    form = deed.form(FIELDS.get(name, {}) | given, member, GRANTS)
    assert form.is_valid()
    return deed.do(member, form, actor, people.NOW)


def test_role_and_languages_are_changed(bob):
    do("role", bob, bob.brand.owner)

    bob.refresh_from_db()
    assert (bob.role, bob.languages) == ("analyst", ["fa"])


def test_shifts_take_the_place_of_the_old_ones(bob):
    Shift.objects.create(
        brand=bob.brand, user=bob.user, weekday=3, starts=time(1), ends=time(2)
    )

    do("shifts", bob, bob.brand.owner)

    assert list(bob.user.shifts.values_list("weekday", "starts", "ends")) == [
        (0, time(9), time(17))
    ]


def test_open_cases_are_passed_on_and_then_he_may_go(bob):
    owner = bob.brand.owner
    case = people.case(bob.brand, owner=bob.user)
    with pytest.raises(OwnerRequired):
        do("remove", bob, owner)

    assert do("pass-on", bob, owner, to=owner.pk) == 1
    do("remove", bob, owner)

    assert Case.objects.get(pk=case.pk).owner == owner
    assert not Membership.objects.filter(pk=bob.pk).exists()


@pytest.mark.parametrize("name", FIELDS)
def test_colleague_and_stranger_lead_nobody(bob, name):
    eve, charlie = people.member(bob.brand, "Eve"), people.brand("other").owner

    for actor in (eve, charlie):
        with pytest.raises(NotAllowed):
            do(name, bob, actor)


def test_role_that_may_not_be_given_is_none_of_the_offers(bob):
    form = DEEDS["role"].form({"role": "owner"}, bob, GRANTS)

    assert list(form.errors) == ["role"]


def test_cases_do_not_go_to_a_stranger(bob):
    form = DEEDS["pass-on"].form({"to": people.brand("other").owner_id}, bob, GRANTS)

    assert list(form.errors) == ["to"]


@pytest.mark.parametrize("name", DEEDS)
def test_done_is_said_in_three_languages(name):
    said = set()
    for language in ("ar", "fa", "en"):
        with translation.override(language):
            said.add(translation.gettext(DEEDS[name].done))

    assert len(said) == 3
