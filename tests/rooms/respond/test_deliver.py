from dataclasses import replace
from datetime import timedelta

import people
import pytest
from django.db import connection

from amends.casebook import doors, outbox
from amends.casebook.models import Delivery, Entry, PolicySetting
from amends.connectors.protocol import OutOfCredits, Sent, Undeliverable
from amends.connectors.registry import CONNECTORS
from amends.rooms.respond import service
from amends.rooms.respond.deliver import deliver


NOW = people.NOW


class Probe:
    """A channel that does what a test tells it while it speaks."""

    def __init__(self, during):
        self.during = during
        self.heard = []

    def say(self, outgoing):
        self.heard.append(outgoing)
        self.during(outgoing)
        return Sent(f"p{len(self.heard)}", "https://p.example/1")


@pytest.fixture
def probe(monkeypatch):
    def install(kind, during=lambda _: None):
        made = Probe(during)
        changed = replace(CONNECTORS[kind], connector=lambda _: made)
        monkeypatch.setitem(CONNECTORS, kind, changed)
        return made

    return install


def reply(shop, text, visibility="public", case=None, **fields):
    case = case or shop.case(shop.private if visibility == "private" else shop.public)
    return service.send_reply(
        case, text, user=shop.bob, visibility=visibility, now=NOW, **fields
    ).delivery


def state(delivery):
    delivery.refresh_from_db()
    return delivery.state, delivery.error_code


def test_ready_reply_goes_out_once(shop, good):
    delivery = reply(shop, good["ar"])

    assert [deliver(NOW), deliver(NOW)] == [1, 0]

    assert state(delivery) == ("sent", "")
    assert (delivery.external_id, delivery.sent_at) == ("said-1", NOW)
    [said] = shop.said()
    assert (said["text"], said["to"], said["thread"], said["key"]) == (
        good["ar"], "noura", "t1", delivery.key,
    )  # fmt: skip


def test_case_is_acknowledged_when_the_reply_left(shop, good):
    delivery = reply(shop, good["ar"])
    later = NOW + people.minutes(9)

    deliver(later)

    case = delivery.case
    case.refresh_from_db()
    clock = case.clocks.get()
    assert (case.state, case.first_reply_at, case.waits_for_us) == (
        "acknowledged",
        later,
        False,
    )
    assert (clock.state, clock.wall_seconds) == ("kept", 9 * 60)


@pytest.mark.parametrize(("minutes", "sent"), [(2.99, 0), (3, 1)])
def test_angry_reply_leaves_after_it_rested(shop, good, minutes, sent):  # C-04
    reply(shop, good["ar"], case=shop.case(anger=2))

    assert deliver(NOW + timedelta(minutes=minutes)) == sent


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_wire_is(shop, good, probe):  # invariant 4
    seen = []
    probe("fake_public", lambda _: seen.append(connection.in_atomic_block))
    reply(shop, good["ar"])

    deliver(NOW)

    assert seen == [False]


def test_second_worker_in_the_middle_sends_nothing(shop, good, probe):
    channel = probe("fake_public", lambda _: deliver(NOW))
    delivery = reply(shop, good["ar"])

    assert deliver(NOW) == 1
    assert (len(channel.heard), state(delivery)[0]) == (1, "sent")


def test_third_public_reply_is_stopped_at_the_last_moment(shop, good):  # invariant 6
    case = shop.case()
    where = doors.address(case, shop.public, "public")
    made = [
        doors.put(case, where, f"{n}", now=NOW, message="reply") for n in range(3)
    ]  # three rooms each wrote one, past send_reply

    deliver(NOW)

    assert [state(one)[0] for one in made] == ["sent", "sent", "cancelled"]
    assert [one["text"] for one in shop.said()] == ["0", "1"]
    entry = Entry.objects.get(case=case, kind="delivery_settled")
    assert entry.because == ["third_public_reply", "S4c-01"]


def test_governor_at_delivery_follows_a_policy_changed_meanwhile(shop, good):
    case = shop.case()
    first = reply(shop, good["ar"], case=case)
    second = reply(shop, good["second"], case=case)
    PolicySetting.objects.create(
        brand=shop.brand, key="public.max_replies_per_person_thread", value=1,
        set_by=shop.brand.owner, set_at=NOW,
    )  # fmt: skip

    deliver(NOW)

    assert (state(first)[0], state(second)) == ("sent", ("cancelled", "third_public_reply"))


def test_what_is_exempt_passes_the_governor(shop):
    case = shop.case()
    where = doors.address(case, shop.public, "public")
    for n in range(3):
        doors.put(case, where, f"{n}", now=NOW, message="reply", counts=n < 2)

    deliver(NOW)

    assert len(shop.said()) == 3


def test_unknown_fate_counts_towards_the_two(shop):
    case = shop.case()
    where = doors.address(case, shop.public, "public")
    doors.put(case, where, "0", now=NOW, message="reply", state="sent")
    doors.put(case, where, "1", now=NOW, message="reply", state="unknown")
    third = doors.put(case, where, "2", now=NOW, message="reply")

    deliver(NOW)

    assert state(third) == ("cancelled", "third_public_reply")


@pytest.mark.parametrize("fault", ["timeout", "lost", "broken"])
def test_public_reply_of_unknown_fate_waits_for_a_person(shop, good, fault):
    shop.fail(fault)
    delivery = reply(shop, good["ar"])

    deliver(NOW)
    deliver(NOW + timedelta(hours=2))

    assert state(delivery) == ("unknown", "no_answer")
    assert len(shop.said()) == (1 if fault == "lost" else 0)


def test_private_reply_of_unknown_fate_goes_again_with_one_key(shop, good):
    shop.fail("lost")
    delivery = reply(shop, good["ar"], "private")

    deliver(NOW)
    assert state(delivery) == ("ready", "no_answer")
    deliver(NOW + people.minutes(1))

    assert state(delivery) == ("sent", "")
    assert [one["key"] for one in shop.said()] == [delivery.key]


def kill_after_say(shop, delivery):
    """Leave what a worker leaves that died between the wire and the settling."""
    outbox.claim_one(delivery.pk, NOW)


@pytest.mark.parametrize(("minutes", "expected"), [(4.9, "sending"), (5, "unknown")])
def test_worker_killed_in_public_leaves_a_question(shop, good, minutes, expected):
    delivery = reply(shop, good["ar"])
    kill_after_say(shop, delivery)

    deliver(NOW + timedelta(minutes=minutes))

    assert state(delivery)[0] == expected
    assert shop.said() == []


def test_worker_killed_in_private_leaves_work_to_repeat(shop, good):
    delivery = reply(shop, good["ar"], "private")
    kill_after_say(shop, delivery)

    deliver(NOW + people.minutes(5))
    assert state(delivery) == ("ready", "worker_lost")
    deliver(NOW + people.minutes(6))

    assert state(delivery)[0] == "sent"


@pytest.mark.parametrize(
    ("fault", "code", "wait_s"),
    [
        ("429", "busy", 30),
        ("401", "needs_reconnecting", 15 * 60),
        ("500", "unreachable", 60),
    ],
)
def test_what_certainly_did_not_go_out_goes_later(shop, good, fault, code, wait_s):
    shop.fail(fault)
    delivery = reply(shop, good["ar"])
    deliver(NOW)
    assert state(delivery) == ("ready", code)

    assert deliver(NOW + timedelta(seconds=wait_s - 1)) == 0
    assert deliver(NOW + timedelta(seconds=wait_s)) == 1
    assert (state(delivery), len(shop.said())) == (("sent", ""), 1)


@pytest.mark.parametrize(("attempts", "expected"), [(8, "ready"), (9, "failed")])
def test_channel_that_stays_away_is_given_up_after_ten_tries(shop, good, attempts, expected):
    shop.fail("500")
    delivery = reply(shop, good["ar"])
    Delivery.objects.update(attempts=attempts)

    deliver(NOW)

    assert state(delivery) == (expected, "unreachable")


def test_text_the_channel_refuses_for_good_fails(shop, good, probe):
    def refuse(_):
        raise Undeliverable("no such person")

    probe("fake_public", refuse)
    delivery = reply(shop, good["ar"])

    deliver(NOW)

    assert state(delivery) == ("failed", "undeliverable")
    assert delivery.error_detail == "no such person"
    delivery.case.refresh_from_db()
    assert (delivery.case.state, delivery.case.waits_for_us) == ("new", True)


def test_text_waits_for_a_person_to_pay(shop, good, probe):
    def ask_for_money(_):
        raise OutOfCredits

    probe("fake_public", ask_for_money)
    delivery = reply(shop, good["ar"])

    deliver(NOW)

    assert state(delivery) == ("ready", "out_of_credits")


def test_source_without_settings_stops_no_other(shop, good):
    lost = reply(shop, good["ar"])
    shop.public.settings = ""
    shop.public.save()
    kept = reply(shop, good["ar"], "private", reasons={"canned": "x"})

    deliver(NOW)

    assert (state(lost), state(kept)[0]) == (("ready", "source_not_usable"), "sent")


def test_what_a_person_posts_is_never_sent(shop, good):
    delivery = reply(shop, good["ar"], case=shop.case(shop.link))

    assert deliver(NOW) == 0
    assert state(delivery)[0] == "link"


def test_ready_made_text_says_that_it_is_automatic(shop, probe):
    channel = probe("fake_private")
    case = shop.case(shop.private)
    where = doors.address(case, shop.private, "private")
    doors.put(case, where, "x", now=NOW, message="notice")
    doors.put(case, where, "y", now=NOW, message="reply")

    deliver(NOW)

    assert [one.automatic for one in channel.heard] == [True, False]
