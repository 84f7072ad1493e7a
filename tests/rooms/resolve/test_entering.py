import people
import pytest

from amends.casebook.errors import NotAllowed
from amends.casebook.models import Case
from amends.rooms.resolve.entering import enter


pytestmark = pytest.mark.django_db


def test_case_is_entered_as_it_stands_now():
    case = people.case(people.brand())
    Case.objects.filter(pk=case.pk).update(state="acknowledged", desired_outcome="refund")

    enter(case, case.owner)

    assert (case.state, case.desired_outcome) == ("acknowledged", "refund")


def test_stranger_stays_outside():
    case = people.case(people.brand())

    with pytest.raises(NotAllowed):
        enter(case, people.person("Charlie"))
