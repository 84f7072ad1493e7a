import people
import pytest

from amends.web.intake import NOTICED_FROM, Intake, intake_of


pytestmark = pytest.mark.django_db


def hear(at, count, **fields):
    for _ in range(count):
        people.mention(at, **fields)


@pytest.mark.parametrize(
    ("waiting", "is_told"), [(NOTICED_FROM - 1, False), (NOTICED_FROM, True)]
)
def test_reading_is_told_where_much_waits(at, waiting, is_told):
    hear(at, waiting)

    assert bool(intake_of([at.pk])) == is_told


def test_what_is_read_in_part_still_waits(at):
    hear(at, NOTICED_FROM, state="understood")
    hear(at, 2, state="triaged")

    assert intake_of([at.pk]) == {at.pk: Intake(heard=NOTICED_FROM + 2, read=2)}


def test_other_sources_are_not_asked_for(at):
    hear(at, NOTICED_FROM)

    assert intake_of([people.source(at.brand, "email").pk]) == {}


@pytest.mark.parametrize(("waiting", "queries"), [(0, 1), (NOTICED_FROM, 2)])
def test_reading_asks_twice_at_most(at, django_assert_num_queries, waiting, queries):
    hear(at, waiting)

    with django_assert_num_queries(queries):
        intake_of([at.pk])
