from datetime import time

import people
import pytest
from people import NOW, minutes
from reached import House

from amends.casebook import notices
from amends.casebook.models import Crisis, Entry, Notice
from amends.rooms.triage.reaching.passing_on import pass_on


pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return House()


def burn(house, user):
    case = people.case(house.brand, owner=user, severity=5)
    notices.tell(
        house.brand, [user.pk], "grave", key="grave:1", facts={}, now=NOW, case=case, burns=True
    )
    return case


def told(kind="grave"):
    return list(
        Notice.objects.filter(kind=kind).order_by("pk").values_list("user__name", flat=True)
    )


def on_duty(house, name):
    user = people.member(house.brand, name)
    house.shift(user, 0, time(8), time(20))
    return user


@pytest.mark.parametrize(("after", "moved"), [(14.9, 0), (15, 1)])
def test_what_nobody_saw_by_the_target_goes_to_the_next_in_the_shift_s4a_12(
    house, after, moved
):
    bob = on_duty(house, "Bob")
    on_duty(house, "Dina")
    case = burn(house, bob)

    assert pass_on(NOW + minutes(after)) == moved
    assert told() == ["Bob", "Dina"][: 1 + moved]
    assert Entry.objects.filter(case=case, kind="passed_on").count() == moved


def test_target_is_the_one_of_the_policy(house):
    people.policy(house.brand, "sla.public_first_reply_target_min", 5)
    bob, _ = on_duty(house, "Bob"), on_duty(house, "Dina")
    burn(house, bob)

    assert pass_on(NOW + minutes(5)) == 1


def test_it_goes_on_until_all_know_and_then_rests(house):
    bob, _, _ = (
        on_duty(house, "Bob"),
        on_duty(house, "Dina"),
        people.member(house.brand, "Emad"),
    )
    burn(house, bob)

    moved = [pass_on(NOW + minutes(15 * n)) for n in range(1, 6)]

    assert told() == ["Bob", "Dina", "Alice"]
    assert moved == [1, 1, 1, 0, 0]


def test_next_one_is_told_that_nobody_looked_and_in_time(house):
    bob = on_duty(house, "Bob")
    on_duty(house, "Dina")
    burn(house, bob)
    at = NOW + minutes(20)

    pass_on(at)

    row = Notice.objects.get(user__name="Dina")
    assert row.facts == {"passed_on": True}
    assert (row.due_at, row.passes_at) == (at, at + minutes(15))


def test_one_look_of_anybody_is_enough(house):
    bob, dina = on_duty(house, "Bob"), on_duty(house, "Dina")
    on_duty(house, "Emad")
    case = burn(house, bob)
    pass_on(NOW + minutes(15))

    notices.see(case, dina, now=NOW + minutes(16))

    assert pass_on(NOW + minutes(30)) == 1
    assert told() == ["Bob", "Dina"]


def test_crisis_that_is_over_wakes_nobody(house):
    on_duty(house, "Bob")
    crisis = Crisis.objects.create(
        brand=house.brand, kind="volume", started_at=NOW, count=12, usual=1, ended_at=NOW
    )
    facts = {"crisis": crisis.pk}
    notices.tell_deciders(house.brand, "crisis", key="c", facts=facts, now=NOW, burns=True)

    assert pass_on(NOW + minutes(15)) == 1
    assert told("crisis") == ["Alice"]


def test_what_does_not_burn_is_never_passed_on(house):
    house.tell(people.member(house.brand), "nears")

    assert pass_on(NOW + minutes(600)) == 0
