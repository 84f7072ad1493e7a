from decimal import Decimal

import people
import pytest

from amends.casebook.models import Customer, Order, Remedy
from amends.casebook.policies import policy_of
from amends.playbook.contract import Money
from amends.rooms.respond import service
from amends.rooms.respond.allowing import money_of


def money(case):
    return money_of(case, policy_of(case.brand))


def decided(shop, case, kind="refund", **fields):
    fields = {"state": "approved", "amount_minor": 12050, "currency": "SAR"} | fields
    return Remedy.objects.create(
        case=case, kind=kind, proposed_by=shop.bob, proposed_at=people.NOW, **fields
    )


@pytest.mark.parametrize(
    ("fields", "may_return"),
    [
        ({"fault": "unknown"}, False),
        ({"fault": "not_ours"}, False),
        ({"fault": "ours"}, True),
        ({"fault": "unknown", "verdict": "partly"}, True),
        ({"fault": "unknown", "verdict": "cannot_tell"}, False),
    ],
)
def test_money_waits_for_the_verdict(shop, fields, may_return):  # C-24
    assert money(shop.case(**fields)).may_return is may_return


def test_policy_may_assure_it_before(shop):
    people.policy(shop.brand, "promise.refund_before_verdict", "assured")

    assert money(shop.case(fault="unknown")).may_return


@pytest.mark.parametrize(
    ("fields", "most"),
    [
        ({}, Decimal("120.50")),
        ({"amount_minor": 12050, "currency": "KWD"}, Decimal("12.050")),
        ({"amount_minor": 0, "currency": ""}, None),
    ],
)
def test_what_was_decided_is_the_most(shop, fields, most):  # S1-28
    case = shop.case(fault="unknown")
    decided(shop, case, **fields)

    assert money(case) == Money(may_return=True, most=most)


@pytest.mark.parametrize("fields", [{"state": "proposed"}, {"kind": "replacement"}])
def test_what_is_not_decided_or_no_money_allows_nothing(shop, fields):
    case = shop.case(fault="unknown")
    decided(shop, case, **fields)

    assert money(case) == Money(may_return=False, most=None)


def test_without_a_decision_it_is_the_limit_in_the_customers_currency(shop):
    buyer = Customer.objects.create(brand=shop.brand, name="نورة", created_at=people.NOW)
    Order.objects.create(
        brand=shop.brand, customer=buyer, number="7", folded_number="7", currency="SAR"
    )
    case = shop.case(customer=buyer)

    assert money(case).most == Decimal(100)


def test_promised_too_early_asks_for_a_reason(shop):  # S3-23
    text = "وصلتك الماكينة مكسورة ونأسف لذلك يا نورة. سنعيد لك المبلغ اليوم قبل الساعة 6 مساءً."

    def warned(case):
        found = service.review_draft(
            case, text, user=case.owner, visibility="public", now=people.NOW
        ).findings
        return [one.level for one in found if one.code == "over_promise"]

    assert warned(shop.case(fault="unknown")) == ["warn"]
    assert warned(shop.case(fault="ours")) == []
