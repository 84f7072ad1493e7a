"""Whose case a word joins, and when an answer to it is no longer owed."""

import people
import pytest
from people import NOW

from amends.casebook.models import Case, Clock, Customer, Delivery
from amends.rooms.triage import service


def triage(mention, now=NOW):
    return service.triage(mention, now=now)


def answered(case, author, n, thread="post"):
    for _ in range(n):
        Delivery.objects.create(
            case=case,
            source=case.source,
            author=author,
            visibility="public",
            thread=thread,
            text="نعتذر",
            state="sent",
            not_before=NOW,
        )
    Clock.objects.update(state="kept")
    Case.objects.update(waits_for_us=False, first_reply_at=NOW)


@pytest.mark.parametrize(("replies", "exhausted"), [(1, False), (2, True)])
def test_triage_after_two_public_replies_nobody_reacts_s4c_04(
    brand, at, say, replies, exhausted
):
    noura = people.author(brand)
    case = triage(say(at, noura, thread="post"))
    answered(case, noura, replies)

    triage(say(at, noura, thread="post", reading={"insult_to_person": True, "anger": 3}))

    case.refresh_from_db()
    assert (case.is_public_exhausted, case.waits_for_us) == (exhausted, not exhausted)
    assert Clock.objects.filter(state="running").count() == (0 if exhausted else 1)


def test_triage_private_door_stays_open_after_two_public_replies(brand, at, say):
    noura = people.author(brand)
    case = triage(say(at, noura, thread="post"))
    answered(case, noura, 2)
    triage(say(at, noura, thread="post"))

    triage(say(at, noura, visibility="private"))

    case.refresh_from_db()
    assert (case.is_public_exhausted, case.waits_for_us) == (True, True)
    assert Clock.objects.get(state="running").kind == "next_reply"


def test_triage_safety_is_never_exhausted_c_12(brand, at, say):
    noura = people.author(brand)
    case = triage(say(at, noura, thread="post"))
    answered(case, noura, 2)

    triage(say(at, noura, topics=["safety_health"], thread="post", reading={"severity": 5}))

    case.refresh_from_db()
    assert (case.is_public_exhausted, case.waits_for_us) == (False, True)


def mail(brand, say, by, **fields):
    at = brand.sources.filter(kind="email").first() or people.source(brand, "email")
    return say(at, by, visibility="private", **fields)


def test_triage_guessed_message_id_of_ours_opens_nothing(brand, say):
    victim, thief = people.author(brand, "victim"), people.author(brand, "thief")
    case = triage(mail(brand, say, victim, external_id="<a@x>"))
    answered(case, victim, 1)
    Delivery.objects.update(key="<t.1@shop>", external_id="17")

    for guess in ("<t.1@shop>", "<a@x>", "17"):
        stranger = triage(mail(brand, say, thief, parents=[guess], thread="<a@x>"))
        assert stranger != case
        assert stranger.author == thief
        assert "thread_of_another_person" in stranger.entries.get(kind="opened").because
        Case.objects.filter(pk=stranger.pk).update(state="closed", outcome="withdrawn")


def test_triage_forged_sender_with_a_known_reference_opens_nothing(brand, say):
    victim = people.author(brand, "victim")
    case = triage(mail(brand, say, victim, external_id="<a@x>"))
    forged = {"authentication": {"dmarc": "fail"}}

    other = triage(mail(brand, say, victim, parents=["<a@x>"], data=forged))

    assert other != case
    assert "sender_not_proven" in other.entries.get(kind="opened").because


def test_triage_reply_to_our_mail_joins_by_its_message_id(brand, say):
    noura = people.author(brand)
    case = triage(mail(brand, say, noura))
    answered(case, noura, 1)
    Delivery.objects.update(key="<t.2@shop>")

    joined = triage(mail(brand, say, noura, parents=["<t.2@shop>"], topics=["refund"]))

    assert joined == case


def test_triage_case_number_in_a_strangers_subject_opens_nothing(brand, say):
    case = triage(mail(brand, say, people.author(brand, "victim")))

    other = triage(mail(brand, say, people.author(brand, "thief"), subject=f"Re: [{case}]"))

    assert other != case


def test_triage_authors_without_address_never_share_a_case(brand, say):
    one, two = (people.author(brand, key, name="", email="") for key in ("a", "b"))

    assert triage(mail(brand, say, one)) != triage(mail(brand, say, two))
    assert triage(mail(brand, say, None)) != triage(mail(brand, say, None))


def test_triage_one_customer_on_two_channels_has_one_case_s2_14(brand, at, say):
    customer = Customer.objects.create(brand=brand, name="Noura", is_vip=True)
    one = people.author(brand, "x", customer=customer)
    two = people.author(brand, "y", platform="email", customer=customer)

    case = triage(say(at, one))

    assert triage(mail(brand, say, two)) == case
    assert (case.customer, case.segments) == (customer, ["vip"])


def test_triage_never_joins_a_case_of_another_brand(brand, at, say):
    other = people.brand("other")
    first = say(people.source(other), people.author(other), thread="post")
    case = triage(first)

    mine = triage(say(at, people.author(brand), thread="post", parents=[first.external_id]))

    assert mine != case
