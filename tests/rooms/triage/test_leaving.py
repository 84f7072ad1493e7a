from datetime import time

import people
import pytest

from amends.casebook.errors import NotAllowed, OwnerRequired, Refused
from amends.casebook.models import Brand, HandOver, Membership, Shift
from amends.rooms.triage import service as triage


pytestmark = pytest.mark.django_db
NOW = people.NOW


@pytest.fixture
def rabwa():
    return people.brand()


@pytest.fixture
def bob(rabwa):
    return people.member(rabwa)


def leave(user, brand, actor):
    member = Membership.objects.select_related("brand", "user").get(user=user, brand=brand)
    triage.leave_brand(member, actor=actor, now=NOW)


def test_person_with_open_cases_cannot_leave(rabwa, bob):
    case = people.case(rabwa, owner=bob)

    with pytest.raises(OwnerRequired):
        leave(bob, rabwa, rabwa.owner)

    case.refresh_from_db()
    assert (case.owner, bob.memberships.count()) == (bob, 1)


def test_person_without_open_cases_leaves_with_his_shifts(rabwa, bob):
    people.case(rabwa, owner=bob, state="closed", outcome="accepted")
    Shift.objects.create(brand=rabwa, user=bob, weekday=0, starts=time(9), ends=time(17))
    Brand.objects.filter(pk=rabwa.pk).update(lead=bob)

    leave(bob, rabwa, rabwa.owner)

    bob.refresh_from_db()
    assert (bob.is_active, bob.shifts.count()) == (False, 0)
    assert Brand.objects.get(pk=rabwa.pk).lead is None


def test_person_keeps_his_account_while_another_brand_has_him(rabwa, bob):
    Membership.objects.create(brand=people.brand("other"), user=bob)

    leave(bob, rabwa, rabwa.owner)

    bob.refresh_from_db()
    assert (bob.is_active, bob.memberships.get().brand.slug) == (True, "other")


def test_person_leaves_by_himself(rabwa, bob):
    leave(bob, rabwa, bob)

    assert bob.memberships.count() == 0


def test_last_owner_cannot_leave(rabwa):
    with pytest.raises(OwnerRequired):
        leave(rabwa.owner, rabwa, rabwa.owner)


def test_owner_leaves_when_another_stays(rabwa):
    alice = rabwa.owner
    second = people.member(rabwa, "Second", "owner")

    leave(alice, rabwa, alice)

    assert Brand.objects.get(pk=rabwa.pk).owner == second


@pytest.mark.parametrize(("role", "target"), [("agent", "agent"), ("manager", "owner")])
def test_person_is_removed_only_by_those_above(rabwa, role, target):
    actor = people.member(rabwa, "Actor", role)
    victim = people.member(rabwa, "Victim", target)

    with pytest.raises(NotAllowed):
        leave(victim, rabwa, actor)


def test_all_open_cases_are_handed_over_in_one_go(rabwa, bob):
    mine = [people.case(rabwa, owner=bob) for _ in range(3)]
    done = people.case(rabwa, owner=bob, state="closed", outcome="accepted")

    count = triage.hand_all_over(bob, rabwa.owner, rabwa, actor=rabwa.owner, now=NOW)

    assert (count, HandOver.objects.count()) == (3, 3)
    assert {c.owner_id for c in rabwa.cases.filter(pk__in=[c.pk for c in mine])} == {
        rabwa.owner_id
    }
    done.refresh_from_db()
    assert done.owner == bob


def test_cases_of_another_brand_stay(rabwa, bob):
    other = people.brand("other")
    Membership.objects.create(brand=other, user=bob)
    there = people.case(other, owner=bob)

    triage.hand_all_over(bob, rabwa.owner, rabwa, actor=rabwa.owner, now=NOW)

    there.refresh_from_db()
    assert there.owner == bob


def test_cases_go_to_nobody_who_cannot_answer(rabwa, bob):
    analyst = people.member(rabwa, "Analyst", "analyst")
    case = people.case(rabwa, owner=bob)

    with pytest.raises(Refused):
        triage.hand_all_over(bob, analyst, rabwa, actor=rabwa.owner, now=NOW)
    case.refresh_from_db()
    assert case.owner == bob


def test_colleague_does_not_pass_on_anothers_cases(rabwa, bob):
    carol = people.member(rabwa, "Carol")

    with pytest.raises(NotAllowed):
        triage.hand_all_over(bob, carol, rabwa, actor=carol, now=NOW)
