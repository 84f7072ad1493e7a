from datetime import timedelta

import people
import pytest
from people import NOW
from replies import excused, send

from amends.casebook import presences, vault
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Delivery
from amends.rooms.respond.deliver import deliver
from amends.rooms.respond.service import end_cool_down, undo_reply


QUIET = timedelta(seconds=45)


@pytest.fixture
def chat(shop):
    """Return a case in a practice chat whose customer wrote just now."""
    source = people.source(shop.brand, "fake_chat")
    source.settings = vault.seal({"world": str(shop.world)})
    source.save()
    return shop.case(at=source)


def answer(shop, case, text, visibility="private"):
    return send(shop, case, text, visibility, reasons=excused(shop, case, text, visibility))


def test_answer_in_a_chat_waits_until_the_customer_is_quiet(shop, chat, good):  # S0-03
    reply = answer(shop, chat, good["ar"])

    assert reply.delivery.not_before == NOW + QUIET
    assert deliver(NOW + QUIET - timedelta(seconds=1)) == 0
    assert deliver(NOW + QUIET) == 1
    assert len(shop.said()) == 1


def test_answer_waits_on_when_he_writes_on(shop, chat, good):  # S0-03
    answer(shop, chat, good["ar"])
    wrote_at = NOW + timedelta(seconds=40)
    shop.hear(chat, chat.source, text="وشيء آخر", said_at=wrote_at)

    assert deliver(NOW + QUIET) == 0
    waiting = Delivery.objects.get()
    assert (waiting.state, waiting.not_before, waiting.attempts) == (
        "ready",
        wrote_at + QUIET,
        0,
    )
    assert deliver(wrote_at + QUIET) == 1
    assert len(shop.said()) == 1


def test_answer_waits_on_when_he_types_on(shop, chat, good):  # S0-03
    answer(shop, chat, good["ar"])
    typed_at = NOW + timedelta(seconds=40)
    presences.tell_writing(chat.author, now=typed_at)

    assert deliver(NOW + QUIET) == 0
    assert Delivery.objects.get().not_before == typed_at + QUIET
    assert deliver(typed_at + QUIET) == 1


def test_answer_that_waits_on_can_still_be_called_back(shop, chat, good):
    answer(shop, chat, good["ar"])
    shop.hear(chat, chat.source, text="وشيء آخر", said_at=NOW + timedelta(seconds=40))
    deliver(NOW + QUIET)

    undo_reply(Delivery.objects.get(), user=shop.bob, now=NOW + QUIET)

    assert Delivery.objects.get().state == "cancelled"


@pytest.fixture
def resting(shop, good):
    """Return a public reply to an angry customer, which Bob wrote and which cools down."""
    case = shop.case(anger=2)
    answer(shop, case, good["ar"], "public")
    return Delivery.objects.select_related("case", "reply").get()


def test_calm_colleague_ends_the_pause(shop, resting):  # C-04, S4b-09
    assert deliver(NOW) == 0

    end_cool_down(resting, user=shop.brand.owner, now=NOW)

    assert deliver(NOW) == 1
    entry = resting.case.entries.get(kind="cool_down_ended")
    assert (entry.actor, entry.because) == (shop.brand.owner, ["C-04", "S4b-09"])


def test_pause_of_what_is_posted_by_hand_is_ended_too(shop, resting):  # C-04
    Delivery.objects.update(state="link")

    end_cool_down(resting, user=shop.brand.owner, now=NOW)

    assert Delivery.objects.get().not_before == NOW


def test_nobody_ends_the_pause_of_his_own_words(shop, resting):  # C-04
    with pytest.raises(NotAllowed, match="S4b-09"):
        end_cool_down(resting, user=shop.bob, now=NOW)
    with pytest.raises(NotAllowed):
        end_cool_down(resting, user=people.member(shop.brand, "Dana"), now=NOW)

    assert Delivery.objects.get().not_before > NOW


def test_new_owner_ends_the_pause_of_the_old_ones_words(shop, resting):
    dana = people.member(shop.brand, "Dana")
    type(resting.case).objects.update(owner=dana)
    resting.case.refresh_from_db()

    end_cool_down(resting, user=dana, now=NOW)

    assert Delivery.objects.get().not_before == NOW


def test_pause_that_is_over_cannot_be_ended(shop, resting):
    later = resting.not_before
    deliver(later)

    with pytest.raises(Refused, match="rests_no_more"):
        end_cool_down(resting, user=shop.brand.owner, now=later)
