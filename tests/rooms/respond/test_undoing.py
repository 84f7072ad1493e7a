from datetime import timedelta

import people
import pytest
from people import NOW

from amends.casebook import outbox
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import Delivery
from amends.rooms.respond.deliver import deliver
from amends.rooms.respond.service import send_reply, undo_reply


@pytest.fixture
def delivery(shop, good):
    case = shop.case()
    reasons = dict.fromkeys(("canned", "over_apology"), "x")
    send_reply(case, good["ar"], user=shop.bob, visibility="public", now=NOW, reasons=reasons)
    return Delivery.objects.select_related("case", "reply", "author").get()


def test_reply_called_back_never_goes_out_and_does_not_count(shop, delivery):
    assert outbox.public_replies(shop.noura, delivery.thread) == 1

    undo_reply(delivery, user=shop.bob, now=NOW)

    assert deliver(delivery.not_before) == 0
    assert shop.said() == []
    assert outbox.public_replies(shop.noura, delivery.thread) == 0
    assert delivery.case.entries.last().kind == "reply_undone"


@pytest.mark.parametrize("state", ["sending", "sent", "unknown", "cancelled", "link"])
def test_reply_that_a_worker_took_is_not_called_back(shop, delivery, state):  # invariant 4
    Delivery.objects.update(state=state)

    with pytest.raises(Refused, match="already_on_its_way"):
        undo_reply(delivery, user=shop.bob, now=NOW)

    assert Delivery.objects.get().state == state


@pytest.mark.parametrize(("seconds", "is_back"), [(1, True), (0, False)])
def test_what_a_person_is_to_post_is_called_back_while_it_rests(
    shop, delivery, seconds, is_back
):
    Delivery.objects.update(state="link", not_before=NOW + timedelta(seconds=seconds))

    if is_back:
        undo_reply(delivery, user=shop.bob, now=NOW)
    else:
        with pytest.raises(Refused, match="already_on_its_way"):
            undo_reply(delivery, user=shop.bob, now=NOW)

    assert (Delivery.objects.get().state == "cancelled") is is_back


def test_reply_that_was_tried_once_is_not_called_back(shop, delivery):
    Delivery.objects.update(attempts=1)

    with pytest.raises(Refused, match="already_on_its_way"):
        undo_reply(delivery, user=shop.bob, now=NOW)


def test_reply_is_called_back_by_writer_owner_or_manager_only(shop, delivery):
    with pytest.raises(NotAllowed):
        undo_reply(delivery, user=people.member(shop.brand, "Dana"), now=NOW)
    with pytest.raises(NotAllowed):
        undo_reply(delivery, user=people.person("Charlie"), now=NOW)

    undo_reply(delivery, user=shop.brand.owner, now=NOW)

    assert Delivery.objects.get().state == "cancelled"


def test_public_turn_comes_back_with_the_reply(shop, delivery):
    type(delivery.case).objects.update(is_public_exhausted=True)

    undo_reply(delivery, user=shop.bob, now=NOW)

    delivery.case.refresh_from_db()
    assert not delivery.case.is_public_exhausted
