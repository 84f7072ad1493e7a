from datetime import timedelta

import desk_rows
import people
import pytest
from django.urls import reverse
from django.utils import timezone

from amends.casebook.models import Mention


pytestmark = pytest.mark.django_db


@pytest.fixture
def brand(client):
    brand = people.brand(owner=people.person("Alice", language="en"))
    client.force_login(brand.owner)
    return brand


def page_of(client):
    return client.get(reverse("whereabouts_of", args=["rabwa"])).content.decode()


def test_page_of_an_empty_desk_says_what_is_missing(client, brand):
    page = page_of(client)

    assert "Nothing about us was heard in this time." in page
    assert "No monitor listens yet" in page
    assert "Mastodon" in page


def test_direct_and_indirect_are_told_apart(client, brand):
    at, now = people.source(brand, name="Stall"), timezone.now()
    for _ in range(3):
        people.mention(at, heard_at=now)
    desk_rows.hit(at, state="us")
    desk_rows.hit(at, state="no")
    Mention.objects.filter(directness="overheard").update(
        heard_at=now, data={"site": "forum.example"}
    )

    page = page_of(client)

    assert "75% of what is about us was said to us." in page
    assert "forum.example" in page
    assert "No monitor listens yet" not in page


def test_account_that_answers_nobody_looks_abandoned(client, brand):
    at, now = people.source(brand), timezone.now()
    for n in range(3):
        by = people.author(brand, f"a{n}")
        people.mention(at, by=by, heard_at=now, said_at=now - timedelta(days=14))

    assert "Looks abandoned" in page_of(client)


def test_language_that_nobody_answers_is_marked(client, brand):
    brand.memberships.update(languages=["fa"])
    desk_rows.analysis(people.mention(people.source(brand), heard_at=timezone.now()))

    assert "Nobody" in page_of(client)
