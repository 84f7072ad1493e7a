import people
import pytest
from django.urls import reverse

from amends.casebook.models import Delight, Participation


pytestmark = pytest.mark.django_db
SAID = {
    "of": "part", "place": "r/lamps", "url": "https://r.example/1",
    "text": "The switch is under the base.", "disclosure": "I work for Rabwa.",
}  # fmt: skip


@pytest.fixture
def brand(client):
    brand = people.brand(owner=people.person("Alice", language="en"))
    client.force_login(brand.owner)
    return brand


def send(client, **given):
    return client.post(reverse("community", args=["rabwa"]), given)


def page_of(client):
    return client.get(reverse("community", args=["rabwa"])).content.decode()


def test_what_we_said_elsewhere_is_shown_with_who_we_said_we_are(client, brand):
    send(client, **SAID)

    page = page_of(client)
    assert "I work for Rabwa." in page
    assert 'href="https://r.example/1"' in page


def test_delight_leads_to_its_case(client, brand):
    case = people.case(brand)

    send(client, of="delight", what="A postcard", number=case.number)

    page = page_of(client)
    assert "A postcard" in page
    assert reverse("case", args=["rabwa", case.number]) in page


@pytest.mark.parametrize(
    "changed",
    [{"disclosure": ""}, {"disclosure": " "}, {"url": "javascript:1"}, {"of": "delight"}],
)
def test_what_is_not_whole_is_told_and_not_stored(client, brand, changed):
    assert send(client, **(SAID | changed)).status_code == 422
    assert not Participation.objects.exists()
    assert not Delight.objects.exists()


def test_analyst_reads_and_writes_nothing(client, brand):
    client.force_login(people.member(brand, "Ana", "analyst"))

    assert "<textarea" not in page_of(client)
    assert send(client, **SAID).status_code == 403
