import people
import pytest

from amends.casebook.models import Order
from amends.rooms.verify.signs import Records, is_proven, named_in


pytestmark = pytest.mark.django_db


def test_orders_in_come_once_in_the_order_they_are_named():
    brand = people.brand()
    for number in ("RB1007", "RB1009"):
        Order.objects.create(brand=brand, number=number, folded_number=number)
    at = people.source(brand, "web_form")
    mention = people.mention(at, subject="order #RB1009 and #RB1007", data={"order": "rb-1007"})

    named = named_in(mention)
    records = Records([(brand.pk, named)])

    assert [one.number for one in records.orders(brand.pk, named)] == ["RB1009", "RB1007"]


def test_signs_of_a_mention_without_keys_are_none():
    at = people.source(people.brand())
    mention = people.mention(at, by=people.author(at.brand, name=""))
    named = named_in(mention)

    assert Records([(at.brand_id, named)]).signs(mention, named) == ()


def test_records_of_one_brand_say_nothing_to_another():
    one, two = people.brand("one"), people.brand("two")
    for brand in (one, two):
        Order.objects.create(brand=brand, number=brand.slug, folded_number="RB1007")
    mention = people.mention(people.source(two), data={"order": "rb-1007"})
    named = named_in(mention)
    records = Records([(one.pk, named), (two.pk, named)])

    assert [order.number for order in records.orders(two.pk, named)] == ["two"]


@pytest.mark.parametrize(
    ("kind", "results", "proven"),
    [
        ("email", {}, True),
        ("fake_public", {}, True),
        ("web_form", {}, False),
        ("email", {"dmarc": "fail", "dkim": "pass"}, False),
        ("email", {"spf": "fail"}, False),
        ("email", {"spf": "fail", "dkim": "pass"}, True),
    ],
)
def test_is_proven_where_the_channel_vouches(kind, results, proven):
    at = people.source(people.brand(), kind)

    assert is_proven(people.mention(at, data={"authentication": results})) == proven
