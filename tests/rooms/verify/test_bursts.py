from datetime import timedelta

import people
import pytest
from people import NOW, minutes

from amends.casebook.models import Customer
from amends.rooms.verify import rules
from amends.rooms.verify.bursts import Neighbours


pytestmark = pytest.mark.django_db
TEXT = "متجر سيئ جدا لا تشتروا منه أبدا"


@pytest.fixture
def at(db):
    return people.source(people.brand())


def said(at, who, text=TEXT, **fields):
    author = people.author(at.brand, who, first_heard_at=NOW)
    return people.mention(at, text, author, **fields)


def burst(mentions, of):
    return Neighbours(mentions, {m.author.pk: m.author for m in mentions}).burst_of(of)


def test_burst_of_counts_the_batch_and_what_came_before(at):
    before = [said(at, f"b{n}") for n in range(2)]
    batch = [said(at, f"c{n}") for n in range(3)]

    assert burst(batch, batch[1]) == set()
    assert burst(batch, batch[2]) == {m.author_id for m in (*before, *batch)}


@pytest.mark.parametrize(("between", "is_burst"), [(96, True), (97, False)])
def test_burst_of_looks_at_so_many_mentions_before(at, between, is_burst):
    for n in range(4):
        said(at, f"c{n}")
    for _ in range(between):
        people.mention(at, "شيء آخر تماما", visibility="private")
    last = said(at, "last")

    assert bool(burst([last], last)) == is_burst
    assert rules.BURST.looked_at == 4 + 96


def test_burst_of_a_batch_with_a_long_gap_looks_before_each(at):
    early = [said(at, f"e{n}") for n in range(5)]
    for _ in range(rules.BURST.looked_at):
        people.mention(at, "شيء آخر تماما")
    late = said(at, "late")
    batch = [*early, late]

    assert len(burst(batch, early[-1])) == 5
    assert burst(batch, late) == set()


def test_burst_of_another_brand_is_none_of_ours(at):
    elsewhere = people.source(people.brand("other"))
    batch = [said(place, f"{place.pk}{n}") for n in range(3) for place in (at, elsewhere)]

    assert burst(batch, batch[-1]) == set()


@pytest.mark.parametrize(("later", "is_burst"), [(60, True), (61, False)])
def test_burst_of_is_near_in_time(at, later, is_burst):
    for n in range(4):
        said(at, f"c{n}")
    last = said(at, "last", said_at=NOW + minutes(later))

    assert bool(burst([last], last)) == is_burst


def test_burst_of_knows_who_turned_out_a_customer_in_this_batch(at):
    batch = [said(at, f"c{n}") for n in range(5)]
    batch[0].author.standing = "customer"

    assert burst(batch, batch[-1]) == set()


def test_burst_of_a_customer_or_in_private_is_none(at):
    for n in range(5):
        said(at, f"c{n}")
    private = said(at, "private", visibility="private")
    known = said(at, "known")
    known.author.customer = Customer.objects.create(brand=at.brand)

    assert burst([private], private) == burst([known], known) == set()


def test_burst_of_an_account_known_for_long_is_none(at):
    batch = [said(at, f"c{n}") for n in range(5)]
    batch[-1].author.first_heard_at = NOW - timedelta(hours=49)

    assert burst(batch, batch[-1]) == set()
