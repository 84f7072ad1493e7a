import desk_rows
import people
import pytest

from amends.casebook.models import Case, Customer, Order


pytestmark = pytest.mark.django_db


@pytest.fixture
def case(at):
    return desk_rows.complaint(at)


def test_case_shows_what_its_customer_bought(desk, case, at):  # S3-19
    noura = Customer.objects.create(brand=at.brand, name="Noura")
    Case.objects.update(customer=noura)
    bare = desk.get(f"/cases/rabwa/{case.number}/").content.decode()
    Order.objects.create(
        brand=at.brand, customer=noura, number="R-17", folded_number="r17", items=["Grinder"],
        placed_at=people.NOW,
    )  # fmt: skip

    page = desk.get(f"/cases/rabwa/{case.number}/").content.decode()

    assert "No orders are known." in bare
    assert ("#R-17" in page, "<bdi>Grinder</bdi>" in page) == (True, True)
