from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from amends.casebook.models import Clock
from amends.web import faces


NOW = datetime(2026, 11, 23, 11, 42, tzinfo=UTC)
ZONE = "Asia/Riyadh"


def clock(passed=0, kind="first_reply", target=15, limit=60, **fields):
    started = NOW - timedelta(minutes=passed)
    by = {
        "kind": kind,
        "state": "running",
        "started_at": started,
        "target_at": started + timedelta(minutes=target),
        "limit_at": started + timedelta(minutes=limit),
        "wall_target_at": started + timedelta(minutes=target),
        "wall_limit_at": started + timedelta(minutes=limit),
    }
    return Clock(**(by | fields))


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("passed", "kind", "figure", "arc"),
    [
        (3, "calm", "12", ("12 60", "-3")),
        (14, "calm", "1", ("1 60", "-14")),
        (15, "late", "45", ("45 60", "-15")),
        (50, "late", "10", ("10 60", "-50")),
        (51, "near", "9", ("9 60", "-51")),
        (60, "over", "1", None),
        (64, "over", "4", None),
        (180, "over", "2", None),
    ],
)
def test_face_draws_what_is_left(passed, kind, figure, arc):
    face = faces.face_of(clock(passed), ZONE, NOW)

    assert (face.kind, face.figure, face.arc) == (kind, figure, arc)


def test_face_before_the_target_says_both_times():
    face = faces.face_of(clock(3), ZONE, NOW)

    assert (face.lead, face.under, face.spoken, face.quarter) == (
        "Target 2:54\xa0pm", "Limit 3:39\xa0pm", "12 minutes left", 0,
    )  # fmt: skip


def test_face_outside_covered_hours_is_paused():
    asleep = clock(5, target_at=NOW + timedelta(hours=9), limit_at=NOW + timedelta(hours=10))

    assert faces.face_of(asleep, ZONE, NOW).kind == "paused"


@pytest.mark.parametrize(
    ("minutes", "kind", "figure", "unit"),
    [
        (33, "calm", "33", "min"),
        (9, "near", "9", "min"),
        (180, "calm", "3", "h"),
        (60 * 72, "calm", "3", "d"),
    ],
)
def test_face_of_a_promise(minutes, kind, figure, unit):
    face = faces.face_of(clock(0, "promise", minutes, minutes), ZONE, NOW)

    assert (face.kind, face.figure, face.unit) == (kind, figure, unit)


@pytest.mark.parametrize(
    ("fields", "kind", "lead"),
    [
        ({"state": "kept", "covered_seconds": 360}, "kept", "Answered in 6 min"),
        ({"state": "kept", "covered_seconds": 7200}, "kept", "Answered in 2 hours"),
        ({"state": "kept", "kind": "promise"}, "kept", "Promise kept"),
        ({"state": "missed"}, "over", "Missed"),
        ({"state": "cancelled"}, "kept", "No longer due"),
    ],
)
def test_face_of_a_stopped_clock(fields, kind, lead):
    face = faces.face_of(clock(3, **fields), ZONE, NOW)

    assert (face.kind, face.lead) == (kind, lead)


def test_row_shows_the_running_clock_due_first():
    soon, later = clock(50), clock(3)
    kept = clock(3, state="kept", stopped_at=NOW)

    assert faces.choose([later, kept, soon]) is soon
    assert faces.choose([kept]) is kept
    assert faces.choose([]) is None
    assert faces.face_or_none(None, ZONE, NOW).lead == "Nothing is due"


@pytest.mark.parametrize(
    ("limit", "kind", "lead"),
    [
        (1440, "calm", "Can be answered until"),
        (9, "near", "Can be answered until"),
        (0, "over", "Can no longer be answered there"),
    ],
)
def test_the_time_to_answer_has_one_end_and_no_target(limit, kind, lead):
    face = faces.face_of(clock(kind="window", target=0, limit=limit), ZONE, NOW)

    assert (face.kind, face.lead.startswith(lead)) == (kind, True)


def test_a_row_shows_the_answer_and_not_the_door():
    answered = clock(3, state="kept", stopped_at=NOW)
    door = clock(3, kind="window", state="kept", stopped_at=NOW)

    assert faces.choose([door, answered]) is answered
