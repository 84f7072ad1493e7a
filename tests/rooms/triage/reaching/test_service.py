import people
import pytest
from people import NOW, minutes
from reached import House, clock

from amends.casebook.models import Errand
from amends.rooms.triage.reaching import service


@pytest.mark.django_db
def test_clock_that_nears_leaves_the_house_in_the_same_round():
    house = House()
    clock(people.case(house.brand))

    assert service.run(NOW + minutes(45)) == 2
    assert Errand.objects.get().way == "mail"
    assert service.run(NOW + minutes(46)) == 0
