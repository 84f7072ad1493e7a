from datetime import timedelta

import people
import pytest
from people import NOW

from amends.casebook.models import Hit, Monitor, Notice, Role
from amends.rooms.listen.telling import _tell, tell_found


pytestmark = pytest.mark.django_db
BEFORE, LATER = NOW - timedelta(days=1), NOW + timedelta(days=1)


@pytest.fixture
def brand():
    return people.brand()


def monitor(brand, **fields):
    values = {"name": "palms", "names": ["nakheel"], "words": ["nakheel"], "told_at": BEFORE}
    return Monitor.objects.create(brand=brand, **(values | fields))


def hit(of, state, noted_at=NOW - timedelta(hours=2)):
    at = people.source(of.brand)
    row = Hit.objects.create(
        mention=people.mention(at), brand=of.brand, monitor=of, state=state
    )
    Hit.objects.filter(pk=row.pk).update(noted_at=noted_at)


def test_what_was_found_is_told_once_to_owner_and_managers(brand):
    people.member(brand, "Maya", Role.MANAGER)
    people.member(brand, "Bob", Role.AGENT)
    palms = monitor(brand)
    for state in ("us", "yes", "maybe", "no", "none"):
        hit(palms, state)

    assert (tell_found(NOW), tell_found(NOW)) == (1, 0)

    assert sorted(n.user.name for n in Notice.objects.all()) == ["Alice", "Maya"]
    assert Notice.objects.first().facts == {"monitor": palms.pk, "us": 2, "maybe": 1}
    assert Monitor.objects.get().told_at == NOW


def test_what_was_told_before_is_not_told_again(brand):
    hit(monitor(brand), "us", noted_at=BEFORE)

    assert tell_found(NOW) == 0
    assert not Notice.objects.exists()


@pytest.mark.parametrize("fields", [{"is_enabled": False}, {"told_at": NOW}])
def test_monitor_that_is_off_or_not_due_tells_nothing(brand, fields):
    palms = monitor(brand, **fields)
    hit(palms, "us")

    assert tell_found(NOW) == 0
    assert Monitor.objects.get().told_at == palms.told_at


def test_of_two_workers_one_tells(brand):
    palms = monitor(brand)
    hit(palms, "us")
    stale = Monitor.objects.get(pk=palms.pk)
    Monitor.objects.update(told_at=NOW)

    assert _tell(stale, NOW) == 0
    assert not Notice.objects.exists()
