from datetime import timedelta

import people
import pytest
from people import NOW
from push_server import claims_of
from reached import House

from amends.casebook.models import Device, Errand, Membership, Notice
from amends.connectors.protocol import Busy, NeedsReconnecting, Undeliverable, Unreachable
from amends.rooms.triage.reaching.carrying import STALE_AFTER, carry


pytestmark = pytest.mark.django_db
SAID = "my card is 4111 and the baby is ill"


@pytest.fixture
def house(monkeypatch):
    return House(monkeypatch, names={"ar": "رَبوة"}, language="ar")


def states(**by):
    return sorted(Errand.objects.filter(**by).values_list("state", "error_code"))


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_push_arrives_sealed_in_the_readers_language(house, language):
    bob = people.member(house.brand, language=language)
    house.device_of(bob)
    told = house.tell(bob)

    shown, _ = house.later(0)

    (push,) = shown
    assert push["title"] == "Rabwa"
    assert str(told.case) in push["body"]
    assert push["url"] == f"/cases/rabwa/{told.case.number}/"
    assert (push["lang"], push["dir"]) == (language, "ltr" if language == "en" else "rtl")
    assert push["urgent"] is False


@pytest.mark.parametrize("language", ["ar", "fa", "en"])
def test_mail_names_the_case_and_leads_to_it(house, language):
    bob = people.member(house.brand, language=language)
    told = house.tell(bob)

    _, (mail,) = house.later(0)

    assert (mail.to, mail.language, mail.automatic) == ("bob@desk.example", language, True)
    assert f"http://127.0.0.1:8000/cases/rabwa/{told.case.number}/" in mail.text.splitlines()
    assert "/me/notices/" in mail.text
    assert str(told.case) in mail.subject
    assert mail.key == Errand.objects.get(way="mail").key


def test_no_word_of_a_customer_leaves_the_house(house):
    bob = people.member(house.brand)
    house.device_of(bob)
    by = people.author(house.brand, name="Noura Secret", email="noura@home.example")
    at = people.source(house.brand)
    for kind in ("grave", "case", "nears", "broken", "promise", "approval", "called", "handed"):
        case = people.case(house.brand, owner=bob, at=at, by=by, desired_outcome=SAID)
        people.mention(at, SAID, by=by, case=case)
        house.tell(bob, kind, case=case, facts={"by": house.brand.owner.pk})

    shown, mails = house.later(15)

    told = repr(shown) + "".join(mail.text + mail.html + mail.subject for mail in mails)
    assert len(mails) == 1
    assert Notice.objects.filter(mailed_at=None).exclude(kind="handed").count() == 0
    assert [
        word for word in ("4111", "baby", "Noura", "Secret", "noura@") if word in told
    ] == []


def test_many_notices_are_one_mail_and_one_push_that_counts_the_rest(house):
    house.device_of(house.brand.owner)
    for _ in range(4):
        house.tell(house.brand.owner)

    shown, mails = house.later(0)

    assert (len(shown), len(mails)) == (1, 1)
    assert shown[0]["url"] == "/"
    assert "٣" in shown[0]["body"]
    assert mails[0].subject.endswith("(+٣)")
    assert mails[0].text.count("/cases/rabwa/") == 4


def test_what_burns_stands_first_and_keeps_its_own_place_on_the_screen(house):
    house.device_of(house.brand.owner)
    house.tell(house.brand.owner, "nears")
    grave = house.tell(house.brand.owner, "grave")

    (push,), (mail,) = house.later(0)

    assert str(grave.case) in mail.subject
    assert push["urgent"] is True
    assert push["tag"] == Errand.objects.get(way="push").key
    assert house.push.asked[0].headers["Urgency"] == "high"


def test_desk_says_who_it_is_with_one_key_for_all(house):
    for name in ("one", "two"):
        house.device_of(house.brand.owner, name)
    house.tell(house.brand.owner)
    house.later(0)

    told = [claims_of(asked.headers["Authorization"]) for asked in house.push.asked]

    assert [claims["sub"] for claims, _ in told] == ["https://127.0.0.1:8000"] * 2
    assert len({key for _, key in told}) == 1


def test_errand_that_left_says_so_and_leaves_once(house):
    house.device_of(house.brand.owner)
    house.tell(house.brand.owner)

    house.later(0)

    assert (house.later(0), house.later(60)) == (([], []), ([], []))
    assert states() == [("sent", ""), ("sent", "")]
    assert set(Errand.objects.values_list("left_at", flat=True)) == {NOW}
    assert Device.objects.get().reached_at == NOW


@pytest.mark.parametrize(
    ("problem", "minutes"),
    [
        (Unreachable("down"), 1), (Busy("wait", retry_after_s=300), 5),
        (NeedsReconnecting("password"), 1), (OSError("lost"), 1), (ValueError("a fault"), 1),
    ],
)  # fmt: skip
def test_mail_that_did_not_leave_is_tried_again_with_the_same_message_id(
    house, problem, minutes
):
    house.tell(house.brand.owner)
    house.problem = problem
    house.later(0)
    key = Errand.objects.get().key

    house.problem = None

    assert house.later(minutes - 0.1) == ([], [])
    assert [mail.key for mail in house.later(0.1)[1]] == [key]


def test_mail_server_that_stays_dead_is_given_up(house):
    house.tell(house.brand.owner, "crisis", facts={})
    house.problem = Unreachable("down")

    for minutes in (0, 1, 5, 15, 60, 240):
        house.later(minutes)

    assert states() == [("failed", "unreachable")]
    assert Errand.objects.get().attempts == 6


def test_address_that_is_refused_is_not_tried_again(house):
    house.tell(house.brand.owner)
    house.problem = Undeliverable("no such user")

    house.later(0)

    assert states() == [("failed", "undeliverable")]


def test_after_a_mailbox_failed_its_other_mails_wait_and_pushes_go_on(house):
    house.problem = Unreachable("down")
    for name in ("Bob", "Dina", "Emad"):
        user = people.member(house.brand, name)
        house.device_of(user)
        house.tell(user)

    shown, _ = house.later(0)

    assert (house.tried, len(shown)) == (1, 3)
    assert states(way="mail") == [("ready", "unreachable")] * 3


@pytest.mark.parametrize("status", [404, 410])
def test_browser_that_gave_up_its_address_is_forgotten(house, status):
    house.push.answers = [status]
    house.device_of(house.brand.owner)
    house.tell(house.brand.owner)

    house.later(0)

    assert Device.objects.count() == 0
    assert states(way="push") == [("failed", "device_gone")]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_push_service_in_trouble_is_asked_again_with_the_same_topic(house, status):
    house.push.answers = [status, 201]
    house.device_of(house.brand.owner)
    house.tell(house.brand.owner)

    house.later(0)
    shown, _ = house.later(2)

    assert len(shown) == 1
    assert len({asked.headers["Topic"] for asked in house.push.asked}) == 1


def test_errand_of_a_worker_that_died_is_brought_again_with_its_key(house):
    house.device_of(house.brand.owner)
    house.tell(house.brand.owner)
    house.later(0)
    Errand.objects.update(state="sending", claimed_at=NOW)

    assert house.later(4.9) == ([], [])
    shown, mails = house.later(0.1)

    assert timedelta(minutes=5) == STALE_AFTER
    assert (len(shown), len(mails)) == (1, 1)
    assert len({mail.key for mail in house.mails}) == 1
    assert set(house.push.times.values()) == {2}


def test_what_was_seen_before_it_left_does_not_leave(house):
    told = house.tell(house.brand.owner)
    house.problem = Unreachable("down")
    house.later(0)

    Notice.objects.filter(pk=told.pk).update(seen_at=NOW)
    house.problem = None

    assert house.later(1) == ([], [])
    assert states() == [("failed", "undeliverable")]


def test_whoever_left_meanwhile_gets_nothing(house):
    bob = people.member(house.brand)
    house.device_of(bob)
    house.tell(bob)
    house.problem = Unreachable("down")
    house.push.answers = [503, 201]
    house.later(0)

    Membership.objects.filter(user=bob).delete()
    house.problem = None

    assert house.later(5) == ([], [])


def test_device_that_went_to_another_person_shows_nothing_of_the_first(house):
    bob, dina = people.member(house.brand), people.member(house.brand, "Dina")
    device = house.device_of(bob)
    house.push.answers = [503, 201]
    house.tell(bob)
    house.later(0)

    Device.objects.filter(pk=device.pk).update(user=dina)

    assert house.later(5)[0] == []


def test_carrier_without_work_brings_nothing():
    assert carry(NOW) == 0
