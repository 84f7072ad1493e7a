import people
import pytest

from amends.casebook.errors import NotAllowed
from amends.casebook.models import Customer
from amends.rooms.verify import keeping


def test_order_needs_a_digit_and_three_signs():
    assert keeping.looked_for("RB-1042", ["SA"]).order == "RB1042"
    assert keeping.looked_for("RB", ["SA"]).order == ""
    assert keeping.looked_for("r1", ["SA"]).order == ""


def test_number_is_tried_from_each_country():
    assert keeping.looked_for("0501234567", ["SA", "IR"]).values == [
        "+980501234567",
        "+966501234567",
        "0501234567",
    ]


@pytest.mark.django_db
def test_stranger_remembers_nothing_of_a_customer():
    noura = Customer.objects.create(brand=people.brand(), name="Noura")

    with pytest.raises(NotAllowed):
        keeping.remember(
            noura,
            is_vip=True,
            may_survey=False,
            preferred_channel="",
            user=people.person("Charlie"),
        )

    noura.refresh_from_db()
    assert not noura.is_vip
