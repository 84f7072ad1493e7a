from datetime import timedelta

import people
import pytest
from people import NOW

from amends.casebook.models import Presence
from amends.casebook.presences import tell


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("seconds", "there"), [(19.9, ["Bob"]), (20, [])])
def test_presence_is_worth_twenty_seconds(seconds, there):
    case = people.case(people.brand())
    tell(case, people.member(case.brand), now=NOW, is_typing=True)

    others = tell(case, case.owner, now=NOW + timedelta(seconds=seconds), is_typing=False)

    assert [(str(one.user), one.is_typing) for one in others] == [(n, True) for n in there]


def test_presence_is_nobody_elses_case():
    case, other = people.case(brand := people.brand()), people.case(brand)
    tell(other, people.member(brand), now=NOW, is_typing=False)

    assert tell(case, case.owner, now=NOW, is_typing=False) == []


@pytest.mark.parametrize(
    ("seconds", "is_typing", "queries"), [(7.9, False, 1), (8, False, 8), (1, True, 8)]
)
def test_presence_is_written_seldom(django_assert_max_num_queries, seconds, is_typing, queries):
    case = people.case(people.brand())
    tell(case, case.owner, now=NOW, is_typing=False)

    with django_assert_max_num_queries(queries):
        tell(case, case.owner, now=NOW + timedelta(seconds=seconds), is_typing=is_typing)

    assert Presence.objects.count() == 1
