import people
import pytest
from people import NOW, minutes

from amends.casebook import outbox
from amends.casebook.models import Delivery


pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    brand = people.brand()
    return people.case(brand, by=people.author(brand))


def put(case, **fields):
    values = {"source": case.source, "author": case.author, "visibility": "public", "text": "x",
              "thread": "t", "not_before": NOW}  # fmt: skip
    return Delivery.objects.create(case=case, **(values | fields))


def test_claim_gives_each_delivery_once(case):
    put(case)
    put(case)

    assert len(list(outbox.claim(NOW))) == 2
    assert list(outbox.claim(NOW)) == []


@pytest.mark.parametrize(("wait", "is_due"), [(0, True), (1, False)])
def test_claim_leaves_what_cools_down(case, wait, is_due):
    put(case, not_before=NOW + minutes(wait))

    assert bool(list(outbox.claim(NOW))) == is_due


def test_two_workers_never_get_the_same_one(case):
    delivery = put(case)

    assert [outbox.claim_one(delivery.pk, NOW), outbox.claim_one(delivery.pk, NOW)] == [
        True,
        False,
    ]


@pytest.mark.parametrize(("age", "is_stale"), [(4, False), (5, True)])
def test_claimed_and_never_settled_becomes_stale(case, age, is_stale):
    put(case, state="sending", claimed_at=NOW - minutes(age))

    assert outbox.stale(NOW).exists() == is_stale


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        ("ready", 1),
        ("sending", 1),
        ("sent", 1),
        ("unknown", 1),
        ("link", 1),
        ("failed", 0),
        ("cancelled", 0),
    ],
)
def test_public_replies_counts_what_may_have_gone_out(case, state, counts):  # S4c-01
    put(case, state=state)

    assert outbox.public_replies(case.author, "t") == counts


@pytest.mark.parametrize(
    "fields",
    [{"visibility": "private"}, {"thread": "other"}, {"counts": False}, {"author": None}],
)
def test_public_replies_leaves_out_other_threads_people_and_exemptions(case, fields):  # C-12
    put(case, state="sent", **fields)

    assert outbox.public_replies(case.author, "t") == 0
