from datetime import time, timedelta

import people
import pytest
from people import NOW
from reached import House, clock

from amends.casebook.models import Call, Errand, Membership, Note, Notice
from amends.rooms.triage.reaching.leaving import send_out


pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return House()


def errands(**by):
    return sorted(Errand.objects.filter(**by).values_list("way", flat=True))


def test_notice_leaves_by_push_and_by_mail_once(house):
    bob = people.member(house.brand)
    house.device_of(bob)
    told = house.tell(bob)

    assert (send_out(NOW), send_out(NOW), send_out(NOW + timedelta(hours=1))) == (1, 0, 0)
    assert errands(notices=told, user=bob) == ["mail", "push"]
    told.refresh_from_db()
    assert (told.pushed_at, told.mailed_at, told.due_at) == (NOW, NOW, None)


def test_each_device_of_a_person_is_pushed_to(house):
    bob = people.member(house.brand)
    house.device_of(bob, "one")
    house.device_of(bob, "two")
    house.tell(bob)

    send_out(NOW)

    assert errands() == ["mail", "push", "push"]


def test_mail_has_a_message_id_of_the_brand(house):
    house.tell(house.brand.owner)

    send_out(NOW)

    key = Errand.objects.get().key
    assert key.startswith("<")
    assert key.endswith("@shop.example>")


def test_brand_without_a_mailbox_and_person_without_a_device_leave_it_at_the_desk():
    house = House(mailbox=False)
    told = house.tell(house.brand.owner)

    send_out(NOW)

    told.refresh_from_db()
    assert (errands(), told.due_at, told.seen_at) == ([], None, None)


def test_mailbox_whose_settings_are_shut_mails_nothing(house):
    house.brand.sources.update(settings="not sealed by this key")
    house.tell(house.brand.owner)

    send_out(NOW)

    assert errands() == []


def leaves(user, brand):
    Membership.objects.filter(user=user, brand=brand).delete()


def is_disabled(user, _brand):
    user.is_active = False
    user.save()


def is_shut_out(_user, brand):
    brand.asks_second_step = True
    brand.save()


@pytest.mark.parametrize("what", [leaves, is_disabled, is_shut_out])
def test_whoever_stands_outside_the_walls_is_told_nothing(house, what):
    bob = people.member(house.brand)
    house.device_of(bob)
    told = house.tell(bob)
    what(bob, house.brand)

    send_out(NOW)

    told.refresh_from_db()
    assert (errands(), told.due_at) == ([], None)


def test_quiet_hours_are_those_of_the_persons_own_shift(house):
    bob = people.member(house.brand)
    house.shift(bob, 0, time(14), time(22))  # Monday; it is Monday noon in Riyadh
    grave = house.tell(bob, "grave")
    nears = house.tell(bob, "nears")

    send_out(NOW)

    nears.refresh_from_db()
    assert list(Errand.objects.get().notices.all()) == [grave]
    assert nears.due_at == NOW + timedelta(hours=2)


@pytest.mark.parametrize("state", ["kept", "missed", "cancelled"])
def test_clock_that_stopped_tells_nobody(house, state):
    case = people.case(house.brand)
    running = clock(case)
    told = house.tell(house.brand.owner, "case", case=case, facts={"clock": running.pk})
    running.state = state
    running.save()

    send_out(NOW + timedelta(minutes=10))

    told.refresh_from_db()
    assert (errands(), told.due_at) == ([], None)


def test_call_that_was_seen_meanwhile_is_not_mailed(house):
    case = people.case(house.brand)
    note = Note.objects.create(case=case, text="@Alice", written_at=NOW)
    Call.objects.create(note=note, user=house.brand.owner, seen_at=NOW)
    house.tell(house.brand.owner, "called", case=case, facts={"note": note.pk})

    send_out(NOW + timedelta(minutes=10))

    assert errands() == []


def test_notices_of_two_brands_never_share_a_mail(house):
    other = people.brand("other", owner=people.person("Charlie"))
    people.source(other, "email", settings=house.brand.sources.get().settings)
    Membership.objects.create(brand=other, user=house.brand.owner, role="manager")
    house.tell(house.brand.owner)
    house.brand = other
    house.tell(Membership.objects.get(brand=other, role="manager").user)

    send_out(NOW)

    brands = [{row.brand_id for row in one.notices.all()} for one in Errand.objects.all()]
    assert sorted(map(len, brands)) == [1, 1]
    assert errands() == ["mail", "mail"]


def test_what_was_told_before_anything_could_leave_stays_at_the_desk(house):
    fields = {"brand": house.brand, "user": house.brand.owner, "told_at": NOW, "kind": "crisis"}
    Notice.objects.create(key="old", facts={}, **fields)

    assert send_out(NOW) == 0
