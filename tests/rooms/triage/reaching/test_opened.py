import people
import pytest
from people import NOW
from reached import clock

from amends.casebook.models import Notice
from amends.rooms.triage.reaching.opened import tell_opened


pytestmark = pytest.mark.django_db


def opened(severity=3, visibility="public", clock_of=clock):
    brand = people.brand()
    bob = people.member(brand)
    people.member(brand, "Mona", role="manager")
    case = people.case(brand, owner=bob, severity=severity, visibility=visibility)
    tell_opened([(case, clock_of(case))], NOW)
    return list(Notice.objects.order_by("user__name").values_list("user__name", "kind"))


def test_owner_is_told_of_a_case_in_public():
    assert opened() == [("Bob", "case")]


def test_private_case_waits_for_its_clock():
    assert opened(visibility="private") == []


@pytest.mark.parametrize("visibility", ["public", "private"])
def test_grave_case_is_told_to_its_owner_and_those_who_lead_s4c_13(visibility):
    assert opened(5, visibility) == [("Alice", "grave"), ("Bob", "grave"), ("Mona", "grave")]
    assert Notice.objects.filter(passes_at=None).count() == 0


def test_archive_tells_nobody():
    assert opened(5, clock_of=lambda _: None) == []
