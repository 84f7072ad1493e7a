import people
import pytest
from people import NOW, minutes
from reached import clock

from amends.casebook.models import Notice
from amends.rooms.triage.reaching.nearing import warn


pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("after", "told"), [(44.9, 0), (45, 1), (59.9, 1), (60, 0)])
def test_owner_is_told_a_quarter_before_the_limit_once(after, told):
    case = people.case(people.brand(), owner=None)
    row = clock(case)

    counts = warn(NOW + minutes(after)), warn(NOW + minutes(after))

    assert counts == (told, 0)
    notices = Notice.objects.values_list("user", "kind", "facts")
    facts = {"clock": row.pk, "at": row.limit_at.isoformat()}
    assert list(notices) == [(case.owner_id, "nears", facts)] * told


@pytest.mark.parametrize(("after", "told"), [(9.9, 0), (10, 1)])
def test_half_of_a_short_clock_is_left_alone(after, told):
    clock(people.case(people.brand()), minutes=20)

    assert warn(NOW + minutes(after)) == told


@pytest.mark.parametrize("fields", [{"state": "kept"}, {"kind": "promise"}])
def test_clock_that_stopped_or_of_a_promise_tells_nothing_here(fields):
    row = clock(people.case(people.brand()))
    type(row).objects.update(**fields)

    assert warn(NOW + minutes(50)) == 0


def test_clock_of_a_door_that_stays_open_longer_nears_anew():
    row = clock(people.case(people.brand()), kind="window")
    assert warn(NOW + minutes(50)) == 1

    type(row).objects.update(limit_at=NOW + minutes(120), warned_at=None)

    assert [warn(NOW + minutes(n)) for n in (104, 105)] == [0, 1]
    assert Notice.objects.count() == 2
