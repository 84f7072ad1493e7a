from datetime import timedelta

import people
import pytest
from people import NOW, minutes

from amends.casebook import clocks, ledger
from amends.casebook.models import Clock
from amends.playbook.policy import DEFAULT, parse_overrides


pytestmark = pytest.mark.django_db

# Riyadh: 12:00 on a Monday at NOW; the shop closes ten minutes later and opens at nine.
SHORT = {"coverage.calendar": {"*": ["mon-sun 09:00-12:10"]}}


def start(case, policy=DEFAULT, *, safety=False, kind="first_reply"):
    return clocks.start(
        case, kind, now=NOW, target_min=15, limit_min=60, policy=policy, safety=safety
    )


@pytest.fixture
def case(db):
    return people.case(people.brand())


def kinds(case):
    return [entry.kind for entry in case.entries.all()]


def test_start_counts_covered_hours_and_keeps_the_wall_beside_it_c07(case):
    clock = start(case, parse_overrides(SHORT))

    assert clock.target_at == NOW + timedelta(hours=21, minutes=5)
    assert clock.wall_target_at == NOW + minutes(15)
    assert clock.wall_limit_at == NOW + minutes(60)
    assert case.limit_at == clock.limit_at == NOW + timedelta(hours=21, minutes=50)
    assert kinds(case) == ["clock_started"]


def test_start_by_the_wall_where_the_policy_says_so_c07(case):
    clock = start(case, parse_overrides(SHORT | {"sla.clock": "wall"}))

    assert (clock.target_at, clock.limit_at) == (NOW + minutes(15), NOW + minutes(60))


def test_safety_clock_runs_through_the_night_c07(case):
    clock = start(case, parse_overrides(SHORT), safety=True)

    assert clock.limit_at == NOW + minutes(60)


def test_start_twice_keeps_the_running_clock(case):
    first = start(case)

    assert start(case).pk == first.pk
    assert kinds(case) == ["clock_started"]


@pytest.mark.parametrize(("late_s", "state"), [(0, "kept"), (1, "missed")])
def test_stop_is_kept_up_to_the_limit_and_missed_after_it(case, late_s, state):
    start(case)

    clock = clocks.stop(case, "first_reply", now=NOW + minutes(60) + timedelta(seconds=late_s))

    assert clock.state == state
    assert clock.wall_seconds == 3600 + late_s
    assert case.limit_at is None


def test_stop_measures_covered_and_wall_time_apart_c07(case):
    row = case.brand.policy_settings.model(
        brand=case.brand,
        key="coverage.calendar",
        value=SHORT["coverage.calendar"],
        set_by=case.owner,
        set_at=NOW,
    )
    row.save()
    start(case, parse_overrides(SHORT))

    clock = clocks.stop(case, "first_reply", now=NOW + timedelta(hours=21, minutes=10))

    assert (clock.covered_seconds, clock.wall_seconds) == (20 * 60, 21 * 3600 + 600)
    assert clock.state == "kept"


def test_stop_without_a_clock_does_nothing(case):
    assert clocks.stop(case, "first_reply", now=NOW) is None
    assert kinds(case) == []


def test_stop_clock_twice_writes_once(case):
    clock = start(case)
    clocks.stop_clock(clock, now=NOW + minutes(5))

    clocks.stop_clock(Clock.objects.get(pk=clock.pk), now=NOW + minutes(9))

    assert Clock.objects.get().stopped_at == NOW + minutes(5)
    assert kinds(case) == ["clock_started", "clock_stopped"]


@pytest.mark.parametrize(
    ("after_min", "rung"), [(15, 0), (15.01, 1), (60, 1), (60.01, 2), (600, 2)]
)
def test_ring_marks_target_and_limit_when_they_passed_s4a_11_s4a_12(case, after_min, rung):
    start(case)

    assert clocks.ring(NOW + minutes(after_min)) == rung
    assert clocks.ring(NOW + minutes(after_min)) == 0
    expected = ["clock_started", "clock_target_missed", "clock_limit_missed"]
    assert kinds(case) == expected[: rung + 1]


def test_ring_leaves_the_clock_running(case):
    start(case)
    clocks.ring(NOW + minutes(61))

    clock = Clock.objects.get()
    assert clock.state == "running"
    assert (clock.target_missed_at, clock.limit_missed_at) == (
        NOW + minutes(15),
        NOW + minutes(60),
    )


def test_refresh_limit_takes_the_earliest_clock(case):
    start(case)
    clocks.start_promise(case, now=NOW, due_at=NOW + minutes(30))

    assert (case.limit_at, case.promised_at) == (NOW + minutes(30), NOW + minutes(30))
    clocks.stop(case, "promise", now=NOW + minutes(20))
    case.refresh_from_db()
    assert (case.limit_at, case.promised_at) == (NOW + minutes(60), None)


def test_tighten_pulls_reply_clocks_only_s4c_13(case):
    start(case)
    promise = clocks.start_promise(case, now=NOW, due_at=NOW + minutes(90))

    clocks.tighten(case, now=NOW + minutes(5), limit_min=15)

    clock = Clock.objects.get(kind="first_reply")
    assert (clock.target_at, clock.limit_at) == (NOW + minutes(15), NOW + minutes(20))
    assert clock.wall_limit_at == NOW + minutes(20)
    assert Clock.objects.get(pk=promise.pk).limit_at == NOW + minutes(90)


def test_cancel_all_stops_everything(case):
    start(case)
    clocks.start_promise(case, now=NOW, due_at=NOW + minutes(90))

    clocks.cancel_all(case, now=NOW + minutes(600))

    assert set(Clock.objects.values_list("state", flat=True)) == {"cancelled"}
    assert ledger.first_broken(case) is None


@pytest.mark.parametrize("state", ["kept", "missed"])
def test_a_clock_runs_on_when_what_stopped_it_did_not_happen(case, state):
    clock = start(case)
    clocks.stop(case, "first_reply", now=NOW + minutes(10 if state == "kept" else 70))
    stopped_at = Clock.objects.get().stopped_at

    clocks.run_on(case, stopped_at=stopped_at + minutes(1), now=NOW)
    assert Clock.objects.get().state == state
    clocks.run_on(case, stopped_at=stopped_at, now=NOW)

    clock.refresh_from_db()
    assert (clock.state, clock.covered_seconds, case.limit_at) == (
        "running", None, NOW + minutes(60),
    )  # fmt: skip
    assert kinds(case)[-1] == "clock_runs_on"


def test_no_second_clock_of_a_kind_runs_on(case):
    start(case)
    clocks.stop(case, "first_reply", now=NOW)
    start(case)

    clocks.run_on(case, stopped_at=NOW, now=NOW)

    assert Clock.objects.filter(state="running").count() == 1
