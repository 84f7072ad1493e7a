from datetime import timedelta

import people
import priced
import pytest

from amends.casebook import doors
from amends.casebook.models import Case, Entry, Spending
from amends.rooms.respond import service, settling


NOW = people.NOW


def put(shop, case, message="reply", state="sending"):
    where = doors.address(case, shop.public, "public")
    return doors.put(case, where, "x", now=NOW, message=message, state=state)


def test_settling_twice_changes_nothing(shop):
    delivery = put(shop, shop.case())

    told = [settling.settle_sent(delivery, now=NOW) for _ in range(2)]

    assert told == [True, False]
    assert Entry.objects.filter(case=delivery.case, kind="delivery_sent").count() == 1


def test_receipt_acknowledges_but_is_no_reply(shop):  # C-21
    case = shop.case()

    settling.settle_sent(put(shop, case, "receipt"), now=NOW)

    case.refresh_from_db()
    assert (case.state, case.first_reply_at, case.waits_for_us) == ("acknowledged", None, True)
    assert case.clocks.get().state == "running"


@pytest.mark.parametrize("message", ["confirmation", "survey", "notice"])
def test_other_ready_made_texts_move_nothing(shop, message):
    case = shop.case()

    settling.settle_sent(put(shop, case, message), now=NOW)

    case.refresh_from_db()
    assert (case.state, case.first_reply_at) == ("new", None)


def test_customer_who_wrote_meanwhile_still_waits_with_a_clock(shop, good):
    case = shop.case()
    reply = service.send_reply(case, good["ar"], user=shop.bob, visibility="public", now=NOW)
    Case.objects.update(last_heard_at=NOW + timedelta(seconds=1), waits_for_us=True)
    reply.delivery.state = "sending"
    reply.delivery.save()

    settling.settle_sent(reply.delivery, now=NOW + people.minutes(2))

    case.refresh_from_db()
    assert case.waits_for_us is True
    assert case.clocks.get(state="running").kind == "next_reply"


def test_later_reply_keeps_the_first_one(shop):
    case = shop.case()
    settling.settle_sent(put(shop, case), now=NOW)

    settling.settle_sent(put(shop, case), now=NOW + people.minutes(5))

    case.refresh_from_db()
    assert (case.first_reply_at, case.last_reply_at) == (NOW, NOW + people.minutes(5))


def test_delivery_settled_by_another_is_left_alone(shop):
    delivery = put(shop, shop.case(), state="sent")

    assert settling.settle_as(delivery, "failed", now=NOW, code="x") is False
    delivery.refresh_from_db()
    assert delivery.state == "sent"


@pytest.mark.parametrize(
    ("text", "place", "state", "micros"),
    [
        ("x", "public", "sending", 15_000),
        ("x https://rabwa.example/a", "public", "sending", 200_000),
        ("x", "private", "sending", 10_000),
        ("x", "public", "unknown", 15_000),
    ],
)
def test_what_went_out_is_paid_once(shop, monkeypatch, text, place, state, micros):
    priced.charge(monkeypatch, "fake_public", "fake_private")
    at = getattr(shop, place)
    where = doors.address(shop.case(at), at, place)
    delivery = doors.put(shop.case(at), where, text, now=NOW, message="notice", state=state)

    for _ in range(2):
        settling.settle_sent(delivery, now=NOW)

    assert (Spending.objects.get().answers, Spending.objects.get().micros) == (1, micros)


def test_what_a_person_posts_himself_costs_nothing(shop, monkeypatch):
    priced.charge(monkeypatch, "fake_public")

    assert settling.settle_sent(put(shop, shop.case(), state="link"), now=NOW)
    assert not Spending.objects.exists()
