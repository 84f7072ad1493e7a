from datetime import timedelta

import people
import pytest

from amends.casebook.models import Cause, CorrectiveAction
from amends.rooms.diagnose import board


pytestmark = pytest.mark.django_db
SINCE = people.NOW - timedelta(days=30)


def cause_with(brand, name, cases, **fields):
    cause = Cause.objects.create(brand=brand, name=name, kind="process")
    for _ in range(cases):
        people.case(brand, **fields).causes.add(cause)
    return cause


def action_of(cause, **fields):
    owner = cause.brand.owner
    return CorrectiveAction.objects.create(
        cause=cause, owner=owner, due_at=people.NOW, **({"what": "a box"} | fields)
    )


def test_board_is_heaviest_first_with_standings():  # S0-17, S1-18
    rabwa = people.brand()
    box, late = cause_with(rabwa, "box", 3), cause_with(rabwa, "late", 1)
    action_of(box)
    early = people.NOW - timedelta(days=9)
    action_of(late, done_at=early)

    lines = board.board([rabwa.pk], SINCE)

    assert [(line.weight.cause, line.standing) for line in lines] == [
        (box, "acting"),
        (late, "back"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_board_asks_four_times_whatever_the_causes(count, django_assert_num_queries):
    rabwa = people.brand()
    for n in range(count):
        action_of(cause_with(rabwa, f"cause {n}", 1))

    with django_assert_num_queries(4):
        board.board([rabwa.pk], SINCE)


def test_weeks_count_each_case_in_its_week():  # S1-31
    cause = cause_with(people.brand(), "box", 2)
    people.case(cause.brand, opened_at=people.NOW - timedelta(days=8)).causes.add(cause)
    people.case(cause.brand, opened_at=people.NOW - timedelta(days=56)).causes.add(cause)

    assert [n for _, n in board.weeks(cause, people.NOW)] == [0, 0, 0, 0, 0, 0, 1, 2]
