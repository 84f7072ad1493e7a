import re

import people
import pytest

from amends.casebook import vault
from amends.casebook.models import MemberInvitation, Membership, Shift


pytestmark = pytest.mark.django_db
NOWHERE = {
    "address": "care@shop.example", "imap_host": "192.0.2.1", "smtp_host": "127.0.0.1",
    "smtp_port": 9, "smtp_security": "none", "password": "x",
}  # fmt: skip


@pytest.fixture
def bob(rabwa):
    return people.member(rabwa)


@pytest.fixture
def alice_at(client, rabwa):
    client.force_login(rabwa.owner)
    client.cookies["language"] = "en"
    return client


def place(user, deed=""):
    member = user.memberships.select_related("brand").get()
    there = f"/team/{member.brand.slug}/{member.pk}/"
    return f"{there}do/{deed}/" if deed else there


def test_team_lists_people_without_those_of_others(alice_at, bob):
    people.member(people.brand("other"), "Mallory")

    page = alice_at.get("/team/").content.decode()

    assert ("bob@desk.example" in page, "mallory" in page) == (True, False)


def test_team_of_an_agent_has_no_doors(client, rabwa, bob):
    client.force_login(bob)

    page = client.get("/team/").content.decode()

    assert re.findall(r'href="/team/rabwa/', page) == []


def test_invitation_shows_its_link_once(alice_at):
    page = alice_at.post("/team/rabwa/invite/", {"email": "sara@desk.example", "role": "agent"})

    link = re.search(r"/account/join/[\w-]{32}/", page.content.decode())[0]
    assert "no-store" in page.headers["Cache-Control"]
    assert MemberInvitation.objects.get().email == "sara@desk.example"
    assert link not in alice_at.get("/team/").content.decode()


@pytest.mark.parametrize(
    ("has_mailbox", "said"),
    [(False, None), (True, "could not be sent; please pass the link on")],
)
def test_invitation_shows_its_link_also_when_no_mail_goes_out(
    alice_at, rabwa, has_mailbox, said
):
    if has_mailbox:
        people.source(rabwa, "email", settings=vault.seal(NOWHERE))

    page = alice_at.post("/team/rabwa/invite/", {"email": "sara@desk.example", "role": "agent"})

    assert re.search(r"/account/join/[\w-]{32}/", page.content.decode())
    assert page.context["is_mailed"] is (False if has_mailbox else None)
    assert said is None or said in page.content.decode()


def test_invitation_of_a_member_is_refused(alice_at, bob):
    answer = alice_at.post("/team/rabwa/invite/", {"email": bob.email, "role": "agent"})

    assert answer.status_code == 422
    assert "works here already" in answer.content.decode()


def test_manager_cannot_invite_an_owner(client, rabwa):
    client.force_login(people.member(rabwa, "Boss", "manager"))

    answer = client.post("/team/rabwa/invite/", {"email": "x@desk.example", "role": "owner"})

    assert answer.status_code == 422
    assert MemberInvitation.objects.count() == 0


def test_invitation_of_another_brand_is_not_there(alice_at):
    other = people.brand("other")
    from amends.casebook import team

    team.invite(
        other, "x@desk.example", role="agent", languages=[], actor=other.owner, now=people.NOW
    )
    pk = other.member_invitations.get().pk

    assert alice_at.post(f"/team/rabwa/invitations/{pk}/").status_code == 404
    assert other.member_invitations.count() == 1


def test_member_of_another_brand_is_not_there(alice_at):
    mallory = people.member(people.brand("other"), "Mallory").memberships.get()

    assert alice_at.get(f"/team/rabwa/{mallory.pk}/").status_code == 404
    assert alice_at.post(f"/team/rabwa/{mallory.pk}/do/remove/").status_code == 404
    assert alice_at.post(f"/team/rabwa/{mallory.pk}/password/").status_code == 404


def test_role_and_languages_are_stored(alice_at, bob):
    alice_at.post(place(bob, "role"), {"role": "manager", "languages": ["ar", "fa"]})

    member = bob.memberships.get()
    assert (member.role, member.languages) == ("manager", ["ar", "fa"])


def test_hours_are_stored_past_midnight(alice_at, bob):
    alice_at.post(place(bob, "shifts"), {"starts_3_0": "22:00", "ends_3_0": "06:00"})

    row = Shift.objects.get(user=bob)
    assert (row.weekday, f"{row.starts:%H:%M}", f"{row.ends:%H:%M}") == (3, "22:00", "06:00")


def test_person_with_open_cases_stays_until_they_are_handed_over(alice_at, rabwa, bob):
    people.case(rabwa, owner=bob)

    alice_at.post(place(bob, "remove"))
    assert bob.memberships.count() == 1
    alice_at.post(place(bob, "pass-on"), {"to": rabwa.owner.pk})
    alice_at.post(place(bob, "remove"))

    assert bob.memberships.count() == 0


def test_removed_person_is_out_at_once(alice_at, client, bob):
    from django.test import Client

    his = Client()
    his.force_login(bob)
    assert his.get("/team/").status_code == 200

    alice_at.post(place(bob, "remove"))

    assert his.get("/team/").status_code == 302


def test_last_owner_is_told_why_he_stays(alice_at, rabwa):
    answer = alice_at.post(place(rabwa.owner, "role"), {"role": "agent"}, follow=True)

    assert "Somebody must own it." in answer.content.decode()


def test_manager_does_nothing_to_an_owner(client, rabwa):
    client.force_login(people.member(rabwa, "Boss", "manager"))

    client.post(place(rabwa.owner, "remove"))
    client.post(place(rabwa.owner, "shifts"), {})
    answer = client.post(f"{place(rabwa.owner)}password/")

    assert answer.status_code == 302
    assert Membership.objects.filter(user=rabwa.owner).count() == 1


def test_password_link_is_made_by_those_who_lead(alice_at, bob):
    page = alice_at.post(f"{place(bob)}password/").content.decode()

    assert len(re.findall(r"/account/password/new/\w+-[\w-]+/", page)) == 1


def test_password_link_never_opens_another_brand(alice_at, rabwa, bob):
    # Bob also works elsewhere: a link made here would open those walls.
    member = bob.memberships.get()
    Membership.objects.create(brand=people.brand("other"), user=bob)

    answer = alice_at.post(f"/team/rabwa/{member.pk}/password/")

    assert answer.status_code == 302


def test_deed_unknown_is_not_there(alice_at, bob):
    assert alice_at.post(place(bob, "crown")).status_code == 404
