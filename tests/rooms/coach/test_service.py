import people
import pytest

from amends.casebook import doors
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Entry, Reply, Role
from amends.rooms.coach import service


pytestmark = pytest.mark.django_db


@pytest.fixture
def rabwa():
    return people.brand()


def replied(brand, by, state="sent"):
    at = people.source(brand)
    case = people.case(brand, owner=by, at=at, by=people.author(brand, f"a{by.pk}"))
    reply = Reply.objects.create(
        case=case, user=by, source=at, visibility="public", text="…", written_at=people.NOW
    )
    where = doors.address(case, at, "public")
    doors.put(case, where, "…", now=people.NOW, message="reply", reply=reply, state=state)
    return reply


def test_praise_of_a_colleague_is_kept_and_in_the_ledger(rabwa):
    bob = people.member(rabwa)
    reply = replied(rabwa, bob)

    kudos = service.praise(reply, giver=rabwa.owner, now=people.NOW, words=" هادئ وواضح ")

    assert (kudos.receiver, kudos.words) == (bob, "هادئ وواضح")
    assert Entry.objects.get(case=reply.case, kind="praised").facts == {
        "reply": reply.pk,
        "kudos": kudos.pk,
    }


def test_praise_of_oneself_is_refused(rabwa):
    bob = people.member(rabwa)

    with pytest.raises(Refused) as refused:
        service.praise(replied(rabwa, bob), giver=bob, now=people.NOW)

    assert refused.value.because == ("kudos_to_oneself", "S2-06")


def test_praise_is_given_once(rabwa):
    reply = replied(rabwa, people.member(rabwa))
    service.praise(reply, giver=rabwa.owner, now=people.NOW)

    with pytest.raises(Refused) as refused:
        service.praise(reply, giver=rabwa.owner, now=people.NOW)

    assert refused.value.because == ("kudos_given", "S2-06")


def test_praise_waits_until_the_reply_went_out(rabwa):
    with pytest.raises(Refused) as refused:
        service.praise(
            replied(rabwa, people.member(rabwa), state="ready"),
            giver=rabwa.owner,
            now=people.NOW,
        )

    assert refused.value.because == ("not_sent", "S2-06")


def test_stranger_cannot_praise(rabwa):
    reply = replied(rabwa, people.member(rabwa))

    with pytest.raises(NotAllowed):
        service.praise(reply, giver=people.brand("sahab").owner, now=people.NOW)


def test_analyst_may_praise(rabwa):
    reply = replied(rabwa, people.member(rabwa))
    dana = people.member(rabwa, "Dana", Role.ANALYST)

    assert service.praise(reply, giver=dana, now=people.NOW).giver == dana


def test_recent_kudos_stay_inside_the_brand(rabwa):
    reply = replied(rabwa, people.member(rabwa))
    kudos = service.praise(reply, giver=rabwa.owner, now=people.NOW)
    other = people.brand("sahab")
    dana = people.member(other, "Dana")
    service.praise(replied(other, dana), giver=other.owner, now=people.NOW)

    assert service.recent_kudos([rabwa.pk]) == [kudos]


@pytest.mark.parametrize("count", [1, 3])
def test_recent_kudos_take_one_query(rabwa, count, django_assert_num_queries):
    for n in range(count):
        reply = replied(rabwa, people.member(rabwa, f"Bob{n}"))
        service.praise(reply, giver=rabwa.owner, now=people.NOW)

    with django_assert_num_queries(1):
        shown = [
            (k.receiver.name, k.reply.case.brand.name) for k in service.recent_kudos([rabwa.pk])
        ]

    assert len(shown) == count
    assert service.run(people.NOW) == 0
