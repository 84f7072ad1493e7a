from datetime import time, timedelta

import people
import pytest

from amends.casebook import team
from amends.casebook.errors import NotAllowed, OwnerRequired, Refused
from amends.casebook.models import Brand, MemberInvitation, Membership, Shift, User


pytestmark = pytest.mark.django_db
NOW = people.NOW
DAYS = timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def rabwa():
    return people.brand()


def invited(brand, email="sara@desk.example", role="agent", actor=None, now=NOW):
    return team.invite(
        brand, email, role=role, languages=["ar"], actor=actor or brand.owner, now=now
    )


def new_person(token, now=NOW):
    return team.join_as_new(
        token, name="Sara", password="a long enough word", language="fa", now=now
    )


def test_invitation_admits_a_new_person_in_the_role_chosen(rabwa):
    user = new_person(invited(rabwa, "Sara@Desk.example"))

    member = Membership.objects.get(brand=rabwa, user=user)
    assert (user.email, user.language) == ("sara@desk.example", "fa")
    assert user.check_password("a long enough word")
    assert (member.role, member.languages) == ("agent", ["ar"])


def test_invitation_keeps_only_the_hash_of_its_link(rabwa):
    token = invited(rabwa)

    row = MemberInvitation.objects.get()
    assert token not in str(vars(row))
    assert row.token_hash == team.hash_of(token)


def test_tokens_are_random_and_long(rabwa):
    # FreeScout CVE-2026-27637: a token that could be computed from what everybody knows.
    tokens = {invited(rabwa) for _ in range(20)}

    assert {len(t) for t in tokens} == {32}
    assert len(tokens) == 20


@pytest.mark.parametrize(("late", "opens"), [(-SECOND, True), (0 * SECOND, False)])
def test_invitation_ends_after_seven_days(rabwa, late, opens):
    # FreeScout CVE-2026-41902: an invitation that never ended.
    token = invited(rabwa)

    assert (team.invitation_for(token, NOW + 7 * DAYS + late) is not None) == opens


def test_invitation_expired_admits_nobody(rabwa):
    token = invited(rabwa)

    with pytest.raises(Refused, match="invitation_over"):
        new_person(token, now=NOW + 7 * DAYS)
    assert User.objects.filter(email="sara@desk.example").count() == 0


def test_invitation_works_once(rabwa):
    token = invited(rabwa)
    user = new_person(token)

    with pytest.raises(Refused, match="invitation_over"):
        team.join(token, user, now=NOW)


def test_invitation_guessed_admits_nobody(rabwa):
    invited(rabwa)

    with pytest.raises(Refused, match="invitation_over"):
        new_person("x" * 32)


def test_invitation_anew_makes_the_link_before_worthless(rabwa):
    first = invited(rabwa)
    second = invited(rabwa)

    assert team.invitation_for(first, NOW) is None
    assert team.invitation_for(second, NOW) is not None


def test_invitation_withdrawn_admits_nobody(rabwa):
    token = invited(rabwa)
    team.withdraw(MemberInvitation.objects.get(), actor=rabwa.owner)

    assert team.invitation_for(token, NOW) is None


def test_invitation_of_somebody_who_left_admits_nobody(rabwa):
    boss = people.member(rabwa, "Boss", "manager")
    token = invited(rabwa, actor=boss)
    Membership.objects.filter(user=boss).delete()

    assert team.invitation_for(token, NOW) is None


def test_invitation_of_a_member_is_refused(rabwa):
    people.member(rabwa, "Bob")

    with pytest.raises(Refused, match="member_already"):
        invited(rabwa, "BOB@desk.example")


def test_invitation_of_a_colleague_asks_him_to_sign_in(rabwa):
    other = people.brand("other")
    token = invited(rabwa, other.owner.email)

    with pytest.raises(Refused, match="sign_in_first"):
        new_person(token)
    assert team.join(token, other.owner, now=NOW).brand == rabwa


def test_invitation_of_somebody_else_is_refused(rabwa):
    token = invited(rabwa)
    eve = people.person("Eve")

    with pytest.raises(Refused, match="invitation_of_another"):
        team.join(token, eve, now=NOW)
    assert team.invitation_for(token, NOW) is not None


def test_invitation_of_a_disabled_person_gives_nothing_old_back(rabwa):
    other = people.brand("other")
    sara = people.member(other, "Sara", is_active=False)

    new_person(invited(rabwa))

    sara.refresh_from_db()
    assert sara.is_active
    assert list(sara.memberships.values_list("brand", flat=True)) == [rabwa.pk]


@pytest.mark.parametrize(
    ("who", "role", "may"),
    [
        ("owner", "owner", True),
        ("owner", "manager", True),
        ("manager", "agent", True),
        ("manager", "analyst", True),
        ("manager", "manager", False),
        ("manager", "owner", False),
        ("agent", "agent", False),
        ("moderator", "analyst", False),
        ("owner", "king", False),
    ],
)
def test_role_is_given_by_those_above_it(rabwa, who, role, may):
    actor = rabwa.owner if who == "owner" else people.member(rabwa, "Actor", who)

    if may:
        invited(rabwa, role=role, actor=actor)
        assert MemberInvitation.objects.get().role == role
    else:
        with pytest.raises(NotAllowed):
            invited(rabwa, role=role, actor=actor)


def test_stranger_invites_nobody(rabwa):
    with pytest.raises(NotAllowed):
        invited(rabwa, actor=people.brand("other").owner)


def change(member, role, actor, languages=()):
    team.change_role(member, role, languages=languages, actor=actor)


def test_role_is_changed_with_its_languages(rabwa):
    member = people.member(rabwa).memberships.get()

    change(member, "moderator", rabwa.owner, ["fa", "ar"])

    member.refresh_from_db()
    assert (member.role, member.languages) == ("moderator", ["fa", "ar"])


def test_manager_touches_no_owner(rabwa):
    boss = people.member(rabwa, "Boss", "manager")

    with pytest.raises(NotAllowed):
        change(rabwa.owner.memberships.get(), "agent", boss)


def test_manager_does_not_raise_himself(rabwa):
    boss = people.member(rabwa, "Boss", "manager")

    with pytest.raises(NotAllowed):
        change(boss.memberships.get(), "owner", boss)


def test_last_owner_stays_owner(rabwa):
    with pytest.raises(OwnerRequired):
        change(rabwa.owner.memberships.get(), "manager", rabwa.owner)


def test_owner_steps_down_for_another_owner(rabwa):
    alice = rabwa.owner
    second = people.member(rabwa, "Second", "owner")

    change(alice.memberships.get(), "manager", alice)

    assert Brand.objects.get(pk=rabwa.pk).owner == second
    assert alice.memberships.get().role == "manager"


def test_owner_disabled_cannot_stand_for_the_brand(rabwa):
    people.member(rabwa, "Second", "owner", is_active=False)

    with pytest.raises(OwnerRequired):
        change(rabwa.owner.memberships.get(), "manager", rabwa.owner)


def test_shifts_take_the_place_of_those_before(rabwa):
    bob = people.member(rabwa)
    member = bob.memberships.get()
    team.set_shifts(member, [team.Span(0, time(9), time(17))], actor=rabwa.owner)

    night = [team.Span(5, time(22), time(6)), team.Span(5, time(9), time(12))]
    team.set_shifts(member, night, actor=rabwa.owner)

    rows = Shift.objects.filter(user=bob).order_by("starts")
    assert [(s.weekday, s.starts, s.ends) for s in rows] == [
        (5, time(9), time(12)),
        (5, time(22), time(6)),
    ]


def test_shifts_are_written_by_leaders_only(rabwa):
    bob = people.member(rabwa)

    with pytest.raises(NotAllowed):
        team.set_shifts(bob.memberships.get(), [], actor=bob)
