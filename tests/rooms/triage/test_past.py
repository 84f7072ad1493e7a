from datetime import timedelta

import people
import pytest

from amends.casebook.models import Customer, Order
from amends.rooms.triage.past import CASES_LOOKED_AT, Past, waves
from amends.rooms.triage.rules import Person


def test_person_of_counts_only_real_complaints(brand, at, say):
    customer = Customer.objects.create(brand=brand, is_vip=True)
    noura = people.author(brand, customer=customer)
    people.case(brand, by=noura, state="closed", outcome="not_a_complaint")
    people.case(brand, by=noura, state="closed", outcome="accepted")
    mention = say(at, noura)

    person = Past([mention]).person_of(mention)

    assert person == Person(is_customer=True, is_vip=True, orders=0, earlier_cases=1)


def test_cases_of_nobody_are_none(at, say):
    mention = say(at)

    assert Past([mention]).cases_of(mention) == []


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

    (candidate,) = Past([mention]).candidates_for(mention)

    assert candidate.is_written_to is is_written_to


def test_cases_of_are_the_latest_of_the_person_and_no_more_than_are_looked_at(brand, at):
    customer = Customer.objects.create(brand=brand)
    noura = people.author(brand, customer=customer)
    cases = [people.case(brand, by=noura) for _ in range(CASES_LOOKED_AT + 1)]
    elsewhere = people.case(brand, customer=customer)
    mention = people.mention(at, by=noura)

    found = Past([mention]).cases_of(mention)

    assert [case.pk for case in found] == [elsewhere.pk, *(c.pk for c in cases[:1:-1])]


def test_person_of_counts_the_orders_of_each_customer(brand, at):
    mentions = []
    for n in (0, 2):
        customer = Customer.objects.create(brand=brand)
        for i in range(n):
            number = f"{n}{i}"
            Order.objects.create(
                brand=brand, customer=customer, number=number, folded_number=number
            )
        mentions.append(people.mention(at, by=people.author(brand, str(n), customer=customer)))
    past = Past(mentions)

    assert [past.person_of(mention).orders for mention in mentions] == [0, 2]


def test_waves_keep_one_person_and_his_answers_apart(brand, at):
    noura, sara = people.author(brand, "noura"), people.author(brand, "sara")
    first = people.mention(at, by=noura)
    second = people.mention(at, by=sara, thread="post")
    again = people.mention(at, by=noura)
    answer = people.mention(at, by=sara, parents=[again.external_id])
    same_thread = people.mention(at, thread="post")

    found = list(waves([first, second, again, answer, same_thread]))

    assert found == [[first, second], [again], [answer, same_thread]]


def test_waves_keep_one_customer_of_two_accounts_apart(brand, at):
    customer = Customer.objects.create(brand=brand)
    one, two = (people.author(brand, name, customer=customer) for name in ("a", "b"))
    mentions = [people.mention(at, by=one), people.mention(at, by=two)]

    assert list(waves(mentions)) == [mentions[:1], mentions[1:]]


@pytest.mark.parametrize(
    ("kind", "is_referenced"),
    # The public and the private channel of one platform share their ids; two platforms do not.
    [("fake_private", True), ("hacker_news", False)],
)
def test_an_answer_is_an_answer_at_its_own_platform(brand, kind, is_referenced):
    case = people.case(brand, at=people.source(brand, "fake_public"))
    people.mention(case.source, external_id="7", case=case, by=case.author)
    elsewhere = people.source(brand, kind)
    mention = people.mention(elsewhere, parents=["7"], by=case.author)

    found = {one.id: one.is_referenced for one in Past([mention]).candidates_for(mention)}

    assert found.get(case.pk, False) is is_referenced
