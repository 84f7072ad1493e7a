import people
import pytest

from amends.casebook.models import Customer, Identity
from amends.casebook.zones import zone_of, zone_of_number


@pytest.mark.parametrize(
    ("number", "zone"),
    [
        ("+966551234567", "Asia/Riyadh"),
        ("00971501234567", "Asia/Dubai"),
        ("+989121234567", "Asia/Tehran"),
        ("+12125550100", ""),
        ("0551234567", ""),
        ("", ""),
    ],
)
def test_number_tells_the_zone_of_a_country_that_has_one(number, zone):
    assert zone_of_number(number) == zone


@pytest.mark.django_db
def test_customer_lives_where_his_number_says_else_where_the_brand_is():  # C-05
    brand = people.brand(timezone="Asia/Riyadh")
    case = people.case(brand, by=people.author(brand))
    assert zone_of(case).key == "Asia/Riyadh"

    case.customer = Customer.objects.create(brand=brand, name="Sara")
    Identity.objects.create(
        brand=brand, customer=case.customer, kind="phone", value="+989121234567"
    )
    assert zone_of(case).key == "Asia/Tehran"

    case.author.phone = "+971501234567"
    assert zone_of(case).key == "Asia/Dubai"
