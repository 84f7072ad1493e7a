from datetime import timedelta

import people
import pytest
from django.utils import translation

from amends.casebook import clocks
from amends.casebook.models import CaseState, PolicySetting
from amends.web import standing


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _language():
    with translation.override("en"):
        yield


@pytest.fixture
def case():
    return people.case(people.brand())


@pytest.mark.parametrize(
    ("state", "verdict", "marks"),
    [
        ("new", "", ["now", "", "", ""]),
        ("acknowledged", "", ["done", "now", "", ""]),
        ("investigating", "", ["done", "now", "", ""]),
        ("investigating", "upheld", ["done", "done", "now", ""]),
        ("waiting", "", ["done", "done", "now", ""]),
        ("resolved", "upheld", ["done", "done", "done", "now"]),
        ("closed", "", ["done", "done", "done", "done"]),
    ],
)
def test_steps_follow_the_state(case, state, verdict, marks):
    case.state, case.verdict = state, verdict

    assert [step.mark for step in standing.steps(case)] == marks


def test_every_state_has_a_sentence_and_a_place_on_the_way():
    assert set(standing.HEADLINES) == set(standing.BEHIND) == set(CaseState)


def running(case, target, limit):
    return clocks.Clock.objects.create(
        case=case,
        kind="first_reply",
        owner=case.owner,
        started_at=people.NOW,
        target_at=target,
        limit_at=limit,
        wall_target_at=target,
        wall_limit_at=limit,
    )


@pytest.mark.parametrize(
    ("passed", "due", "said"),
    [
        (59, 60, "12:00 pm"),
        (60, 240, "12:00 pm"),
        (239, 240, "3:00 pm"),
        (240, None, "3:00 pm"),
    ],
)
def test_dues_say_the_target_then_the_limit_then_that_we_are_late(case, passed, due, said):
    running(case, people.NOW + people.minutes(60), people.NOW + people.minutes(240))
    now = people.NOW + people.minutes(passed)
    [owed] = standing.dues(case, now)

    assert standing.answer_due(case, now) == (due and people.NOW + people.minutes(due))
    assert owed.is_late is (passed >= 240)
    assert owed.by.startswith("today at ")


@pytest.mark.parametrize(
    ("clock", "hours"), [("business", 13), ("wall", 1)]
)  # NOW is noon in Riyadh; nobody answers before one in the night there
def test_answer_by_counts_declared_hours(case, clock, hours):
    rows = {"sla.clock": clock, "coverage.calendar": {"*": ["mon-sun 00:00-01:00"]}}
    for key, value in rows.items():
        PolicySetting.objects.create(
            brand=case.brand, key=key, value=value, set_by=case.owner, set_at=people.NOW
        )
    by = standing.answer_by(case.source, people.NOW)

    assert by - people.NOW == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("name", "expected"), [("Sara Alharbi", "Sara"), ("سارة", "سارة"), ("", "")]
)
def test_first_name_is_no_more_than_that(case, name, expected):
    case.owner.name = name

    assert standing.first_name(case.owner) == expected


def test_what_the_channel_allows_is_nothing_we_owe(case):
    end = people.NOW + timedelta(hours=24)
    running(case, end, end)
    clocks.Clock.objects.update(kind="window")

    assert (standing.dues(case, people.NOW), standing.answer_due(case, people.NOW)) == (
        [],
        None,
    )
