import desk_rows
import people
import pytest
from django.utils import timezone

from amends.casebook import presences


pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return desk_rows.complaint(people.source(people.brand()))


def test_here_names_who_looks_and_who_types(client, case):
    client.cookies["language"] = "en"
    client.force_login(people.member(case.brand))
    assert client.post(f"/cases/rabwa/{case.number}/here/", {"typing": "1"}).status_code == 204

    client.force_login(case.owner)
    part = client.post(f"/cases/rabwa/{case.number}/here/").content.decode()

    assert "Bob is typing" in part


def test_here_says_nothing_twice(client, case):
    bob = people.member(case.brand)
    client.force_login(bob)
    client.post(f"/cases/rabwa/{case.number}/here/")
    client.force_login(case.owner)

    again = client.post(f"/cases/rabwa/{case.number}/here/", {"was": f"{bob.pk}"})

    assert (again.status_code, again.content) == (204, b"")


def test_here_says_that_the_customer_writes(client, case):
    client.cookies["language"] = "en"
    client.force_login(case.owner)
    assert client.post(f"/cases/rabwa/{case.number}/here/").status_code == 204
    presences.tell_writing(case.author, now=timezone.now())

    part = client.post(f"/cases/rabwa/{case.number}/here/").content.decode()

    assert "The customer is writing" in part
    assert 'value="customer"' in part
