from datetime import timedelta

import people
import pytest

from amends.casebook.models import Analysis, Confirmation, Customer, Delivery, Identity, Order
from amends.casebook.policies import policy_of
from amends.rooms.respond import context, service
from amends.rooms.respond.route import route


NOW = people.NOW


def known(shop, case, visibility="public"):
    policy = policy_of(shop.brand)
    where = route(case, visibility, policy).where
    return context.review_context(case, where, policy=policy, now=NOW)


def turns(found):
    return [(turn.who, turn.text) for turn in found.conversation]


def send(shop, case, text, visibility="public", **fields):
    return service.send_reply(
        case, text, user=shop.bob, visibility=visibility, now=NOW, **fields
    )


def test_conversation_is_oldest_first_with_our_replies(shop, good):
    case = shop.case()
    send(shop, case, good["ar"])
    shop.hear(case, text="متى؟", said_at=NOW + timedelta(minutes=1))

    found = known(shop, case)

    assert turns(found) == [
        ("customer", "وصلتني الماكينة مكسورة"),
        ("shop", good["ar"]),
        ("customer", "متى؟"),
    ]
    assert (found.public_replies_already, found.stage, found.recent_replies) == (
        1, "follow_up", (good["ar"],),
    )  # fmt: skip


def test_others_in_the_thread_are_told_apart(shop):
    case = shop.case()
    badr = people.author(shop.brand, "badr", customer=named(shop, "بدر"))
    later = NOW + timedelta(minutes=1)
    people.mention(shop.public, "وأنا", by=badr, thread="t1", said_at=later)

    found = known(shop, case)

    assert turns(found) == [
        ("customer_1", "وصلتني الماكينة مكسورة"), ("customer_2", "وأنا"),
    ]  # fmt: skip
    assert found.other_customers == ("بدر",)


def named(shop, name):
    return Customer.objects.create(brand=shop.brand, name=name)


@pytest.mark.parametrize(
    ("visibility", "count", "published"), [("public", 1, 1), ("private", 2, 1)]
)
def test_public_draft_is_judged_by_what_is_public(shop, visibility, count, published):
    case = shop.case()
    shop.hear(case, shop.private, text="رقمي 0501234567", thread="")

    found = known(shop, case, visibility)

    assert (len(found.conversation), len(found.published)) == (count, published)


def test_what_failed_was_never_said(shop, good):
    case = shop.case()
    send(shop, case, good["ar"])
    Delivery.objects.update(state="failed")

    found = known(shop, case)

    assert (found.stage, found.public_replies_already, found.recent_replies) == ("first", 0, ())


@pytest.mark.parametrize(
    ("state", "stage"), [("new", "first"), ("resolved", "closing"), ("closed", "closing")]
)
def test_stage_follows_the_case(shop, state, stage):
    outcome = "accepted" if state == "closed" else ""

    assert known(shop, shop.case(state=state, outcome=outcome)).stage == stage


@pytest.mark.parametrize(
    ("severity", "topics", "is_safety"),
    [
        (5, ["safety_health"], True),
        (4, ["safety_health"], False),
        (5, ["payment"], False),  # fraud is grave, but no reason to answer a third time
    ],
)
def test_safety_is_somebodys_health_at_the_gravest_severity(shop, severity, topics, is_safety):
    assert known(shop, shop.case(severity=severity, topics=topics)).safety is is_safety


@pytest.mark.parametrize("is_solved", [True, False, None])
def test_confirmed_is_the_customers_own_yes(shop, is_solved):
    case = shop.case()
    Confirmation.objects.create(
        case=case, ask=1, asked_at=NOW, expires_at=NOW, is_solved=is_solved
    )

    assert known(shop, case).confirmed is (is_solved is True)


def test_what_we_hold_of_the_customer_is_known_as_private(shop):
    customer = named(shop, "نورة القحطاني")
    Identity.objects.create(
        brand=shop.brand, customer=customer, kind="phone", value="+966501234567"
    )
    Order.objects.create(
        brand=shop.brand, customer=customer, number="R-1001", folded_number="r1001"
    )

    found = known(shop, shop.case(customer=customer))

    assert (found.customer_names, found.known_private, found.known_order_numbers) == (
        ("نورة القحطاني",), ("+966501234567",), ("R-1001",),
    )  # fmt: skip
    assert set(found.colleague_names) == {"Alice", "Bob"}


def test_name_his_account_shows_is_no_secret(shop):
    case = shop.case(customer=named(shop, "نورة"))

    assert known(shop, case).customer_names == ()


def test_dialect_is_what_was_read_last(shop):
    case = shop.case()
    Analysis.objects.create(
        mention=case.mentions.get(), lang="ar", dialect="gulf", is_complaint=True,
        complaint_probability=0.9, sentiment=-1, sentiment_score=-0.9, severity=3, anger=1,
    )  # fmt: skip

    assert known(shop, case).dialect == "gulf"
