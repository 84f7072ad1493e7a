from datetime import timedelta

import people
import pytest
from people import NOW

from amends.casebook.models import Customer
from amends.rooms.triage import facts
from amends.rooms.triage.rules import Person, Reading


def test_reading_of_a_mention_nobody_read_is_a_complaint(at):
    assert facts.reading_of(people.mention(at)) == Reading()


@pytest.mark.parametrize(("lang", "language"), [("fa", "fa"), ("other", "ar"), ("de", "ar")])
def test_language_is_the_customers_else_the_brands(at, say, lang, language):
    assert facts.language_of(say(at, reading={"lang": lang})) == language


def test_person_of_counts_only_real_complaints(brand, at, say):
    customer = Customer.objects.create(brand=brand, is_vip=True)
    noura = people.author(brand, customer=customer)
    people.case(brand, by=noura, state="closed", outcome="not_a_complaint")
    people.case(brand, by=noura, state="closed", outcome="accepted")
    mention = say(at, noura)

    person = facts.person_of(mention, facts.cases_of(mention))

    assert person == Person(is_customer=True, is_vip=True, orders=0, earlier_cases=1)


def test_cases_of_nobody_are_none(at, say):
    assert facts.cases_of(say(at)) == []


def test_heard_since_is_never_in_the_future(at, say):
    late = NOW + people.minutes(5)

    assert facts.heard_since(say(at, heard_at=late), NOW) == NOW


@pytest.mark.parametrize(
    ("data", "wish"),
    [
        ({"wish": "refund"}, "refund"),
        ({"wish": " new box "}, "new box"),
        ({"wish": ""}, ""),
        ({"wish": None}, ""),
        ({}, ""),
    ],
)
def test_wish_of_what_the_form_asked_s0_11(at, say, data, wish):
    assert facts.wish_of(say(at, data=data)) == wish


@pytest.mark.parametrize(("days", "is_written_to"), [(7, True), (8, False)])
def test_candidate_knows_that_we_wrote_to_him_in_private_of_late(brand, days, is_written_to):
    source = people.source(brand, "fake_private")
    author = people.author(brand)
    case = people.case(brand, at=source, by=author)
    case.deliveries.create(
        source=source,
        author=author,
        visibility="private",
        text="x",
        not_before=people.NOW,
        state="sent",
        sent_at=people.NOW - timedelta(days=days),
    )
    mention = people.mention(source, by=author, visibility="private")

    (candidate,) = facts.candidates_for(mention, [case])

    assert candidate.is_written_to is is_written_to
