import people
import pytest
from django.urls import reverse

from amends.casebook.models import Monitor, Notice
from amends.casebook.notices import tell_deciders


pytestmark = pytest.mark.django_db


@pytest.fixture
def brand(client):
    brand = people.brand(owner=people.person("Alice", language="en"))
    client.force_login(brand.owner)
    return brand


def found(brand, us=2, maybe=1, key="k"):
    monitor = Monitor.objects.create(brand=brand, name="palms", names=["nakheel"])
    facts = {"monitor": monitor.pk, "us": us, "maybe": maybe}
    tell_deciders(brand, "found", key=key, facts=facts, now=people.NOW)
    return monitor


@pytest.mark.parametrize(
    ("us", "maybe", "words", "where"),
    [
        (2, 1, "“palms” found: 2 texts about us, 1 that may be.", "/maybe/"),
        (1, 0, "“palms” found: 1 text about us.", "/heard/?kind=indirect"),
        (0, 3, "“palms” found: 3 that may be.", "/maybe/"),
    ],
)
def test_notice_says_what_was_found_and_leads_there(client, brand, us, maybe, words, where):
    found(brand, us, maybe)

    page = client.get(reverse("notices")).content.decode()

    assert words in page
    assert f'href="{where}"' in page


def test_notice_of_a_monitor_that_is_gone_still_reads(client, brand):
    found(brand).delete()

    assert "A monitor that is gone" in client.get(reverse("notices")).content.decode()


def test_inbox_says_how_many_until_they_are_seen(client, brand):
    found(brand)
    assert "1 notice for you" in client.get(reverse("inbox")).content.decode()

    client.post(reverse("notices_seen"))

    assert Notice.objects.get().seen_at is not None
    assert "notice for you" not in client.get(reverse("inbox")).content.decode()


def test_same_occasion_is_told_once(brand):
    found(brand)
    facts = {"monitor": 1, "us": 1, "maybe": 0}

    tell_deciders(brand, "found", key="k", facts=facts, now=people.NOW)

    assert Notice.objects.count() == 1


def test_notices_of_others_are_not_mine_to_see(client, brand):
    found(brand)
    client.force_login(people.member(brand, "Maya", "manager"))

    assert "palms" not in client.get(reverse("notices")).content.decode()
    client.post(reverse("notices_seen"))
    assert Notice.objects.get().seen_at is None
