from datetime import timedelta

import people
import pytest
from django.utils import timezone

from amends.casebook import team
from amends.casebook.models import MemberInvitation, Membership, User


pytestmark = pytest.mark.django_db
NEW = {"name": "Sara", "password": "a long enough word"}


def invited(brand, email="sara@desk.example", age=timedelta()):
    return team.invite(
        brand,
        email,
        role="agent",
        languages=[],
        actor=brand.owner,
        now=timezone.now() - age,
    )


def test_link_opened_changes_nothing(client, rabwa):
    page = client.get(f"/account/join/{invited(rabwa)}/")

    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert User.objects.filter(email="sara@desk.example").count() == 0


def test_new_person_joins_and_stands_at_the_desk(client, rabwa):
    answer = client.post(f"/account/join/{invited(rabwa)}/", NEW)

    member = Membership.objects.get(user__email="sara@desk.example")
    assert answer.headers["Location"] == "/"
    assert (member.brand, member.role, member.user.name) == (rabwa, "agent", "Sara")
    assert client.get("/me/").status_code == 200


@pytest.mark.parametrize("password", ["short", "password123", "sara@desk.example", ""])
def test_weak_password_is_refused(client, rabwa, password):
    answer = client.post(f"/account/join/{invited(rabwa)}/", NEW | {"password": password})

    assert answer.status_code == 422
    assert MemberInvitation.objects.get().used_at is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_link_used_expired_or_unknown_is_over(client, rabwa, method):
    used = invited(rabwa)
    client.post(f"/account/join/{used}/", NEW)
    client.logout()
    expired = invited(rabwa, "late@desk.example", age=timedelta(days=7))

    answers = [
        getattr(client, method)(f"/account/join/{token}/", NEW).status_code
        for token in (used, expired, "x" * 32)
    ]

    assert answers == [410, 410, 410]
    assert User.objects.filter(email="late@desk.example").count() == 0


def test_colleague_of_another_brand_signs_in_and_joins(client, rabwa):
    other = people.brand("other")
    there = f"/account/join/{invited(rabwa, other.owner.email)}/"

    assert (
        "password" not in client.get(there).content.decode().split("<main")[1].split("href")[0]
    )
    assert client.post(there, NEW).status_code == 200
    client.force_login(other.owner)
    client.post(there)

    assert Membership.objects.get(user=other.owner, brand=rabwa).role == "agent"


def test_colleague_is_never_given_a_new_password_by_a_link(client, rabwa):
    other = people.brand("other")
    other.owner.set_password("his own old word")
    other.owner.save()

    client.post(f"/account/join/{invited(rabwa, other.owner.email)}/", NEW)

    other.owner.refresh_from_db()
    assert other.owner.check_password("his own old word")


def test_link_for_another_address_admits_nobody_signed_in(client, rabwa):
    eve = people.person("Eve")
    client.force_login(eve)

    answer = client.post(f"/account/join/{invited(rabwa)}/", NEW)

    assert answer.status_code == 200
    assert eve.memberships.count() == 0
    assert User.objects.filter(email="sara@desk.example").count() == 0
