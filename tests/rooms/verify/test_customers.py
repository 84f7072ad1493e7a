from dataclasses import replace

import people
import pytest
from people import NOW

from amends.casebook.models import Customer, Identity, Order
from amends.connectors.shop.records import CustomerRecord, OrderRecord, Records
from amends.rooms.verify.customers import Stored, store_customers


pytestmark = pytest.mark.django_db

NOURA = CustomerRecord(
    external_id="c1",
    name="نورة العتيبي",
    emails=("Noura@Example.com", ""),
    phones=("٠٥٠١٢٣٤٥٦٧",),
    handles=("instagram:@noura",),
    language="ar",
    is_vip=True,
)
ORDER = OrderRecord(
    number="#RB-1042", customer_external_id="c1", total_minor=12900, currency="SAR"
)


@pytest.fixture
def brand(db):
    return people.brand()


def test_store_twice_changes_nothing_s3_04(brand):
    page = Records(customers=(NOURA,), orders=(ORDER,))

    first = store_customers(brand, page, now=NOW)
    second = store_customers(brand, page, now=NOW)

    assert first == second == Stored(customers=1, orders=1)
    assert sorted(Identity.objects.values_list("kind", "value")) == [
        ("email", "noura@example.com"),
        ("handle", "instagram:noura"),
        ("phone", "+966501234567"),
    ]
    order = Order.objects.get()
    assert (order.customer, order.folded_number) == (Customer.objects.get(), "RB1042")
    assert Customer.objects.get().is_vip


@pytest.mark.parametrize(("told", "kept"), [(None, True), (False, False), (True, True)])
def test_store_keeps_who_is_important_where_the_file_is_silent(brand, told, kept):
    store_customers(brand, Records(customers=(NOURA,)), now=NOW)

    store_customers(brand, Records(customers=(replace(NOURA, is_vip=told),)), now=NOW)

    assert Customer.objects.get().is_vip == kept


def test_store_key_stays_with_whom_it_was_first(brand):
    other = CustomerRecord(external_id="c2", name="Sara", emails=("noura@example.com",))

    stored = store_customers(brand, Records(customers=(NOURA, other)), now=NOW)

    assert stored == Stored(customers=2, shared_keys=1)
    assert Identity.objects.get(kind="email").customer.external_id == "c1"


def test_store_customers_without_any_key_are_two_people(brand):
    nobody = CustomerRecord(external_id="c3"), CustomerRecord(external_id="c4")

    store_customers(brand, Records(customers=nobody), now=NOW)

    assert Customer.objects.count() == 2


def test_store_row_that_names_nobody_is_skipped(brand):
    page = Records(customers=(CustomerRecord(external_id=""),), orders=(OrderRecord("#"),))

    assert store_customers(brand, page, now=NOW) == Stored(skipped=2)


def test_store_order_alone_makes_its_customer_known(brand):
    order = OrderRecord("7", email="ali@example.com", phone="0551112222", name="Ali Reza")

    assert store_customers(brand, Records(orders=(order,)), now=NOW) == Stored(
        customers=1, orders=1
    )
    store_customers(brand, Records(orders=(order,)), now=NOW)
    assert Customer.objects.get().identities.count() == 2


def test_store_customer_after_his_order_finds_him_again(brand):
    order = OrderRecord("7", email="noura@example.com")

    store_customers(brand, Records(orders=(order,)), now=NOW)
    store_customers(brand, Records(customers=(NOURA,)), now=NOW)

    assert Customer.objects.get().external_id == "c1"


def test_store_order_of_nobody_keeps_the_order(brand):
    assert store_customers(brand, Records(orders=(OrderRecord("7"),)), now=NOW) == Stored(
        orders=1
    )
    assert Order.objects.get().customer is None


def test_store_stays_inside_the_walls_of_the_brand(brand):
    other = people.brand("other")

    store_customers(brand, Records(customers=(NOURA,)), now=NOW)
    store_customers(other, Records(customers=(NOURA,)), now=NOW)

    assert Customer.objects.filter(brand=other).get().external_id == "c1"
    assert Identity.objects.filter(brand=other).count() == 3
