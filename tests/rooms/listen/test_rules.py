from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amends.connectors.network.answers import Gone, TooLong
from amends.connectors.protocol import (
    Batch,
    BrokenPage,
    Busy,
    NeedsReconnecting,
    OutOfCredits,
    Unreachable,
)
from amends.rooms.listen.rules import (
    LONGEST_PAUSE,
    RECONNECT_PAUSE,
    BudgetUsedUp,
    breath,
    breath_between,
    is_abandoned,
    is_telling_due,
    judge_broken_call,
    judge_failure,
    judge_file,
    listeners,
    may_ask_ahead,
)


BREATH = timedelta(seconds=30)


@pytest.mark.parametrize(
    ("error", "failures", "code", "pause"),
    [
        (Unreachable(), 1, "unreachable", 2 * BREATH),
        (Unreachable(), 2, "unreachable", 4 * BREATH),
        (Unreachable(), 6, "unreachable", 64 * BREATH),
        (Unreachable(), 7, "unreachable", LONGEST_PAUSE),
        (BrokenPage(), 1, "broken_page", 2 * BREATH),
        (NeedsReconnecting(), 9, "needs_reconnecting", RECONNECT_PAUSE),
        (OutOfCredits(), 1, "out_of_credits", RECONNECT_PAUSE),
        (Busy(retry_after_s=7), 3, "busy", timedelta(seconds=7)),
        (Busy(retry_after_s=7200), 1, "busy", LONGEST_PAUSE),
        (KeyError("x"), 1, "unexpected", 2 * BREATH),
    ],
)
def test_judge_failure_waits_as_the_trouble_asks(error, failures, code, pause):
    trouble = judge_failure(error, "email", failures)

    assert (trouble.code, trouble.pause) == (code, pause)


@pytest.mark.parametrize(("luck", "share"), [(0, 0.75), (0.5, 1), (1, 1.25)])
def test_who_fell_ill_together_does_not_come_back_together(luck, share):
    pause = judge_failure(Unreachable(), "email", 1, luck=luck).pause

    assert pause == 2 * BREATH * share


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 4), (3, 16), (4, 64), (5, None), (9, None)]
)
def test_broken_call_is_read_again_four_times_ever_later(attempts, minutes):
    pause = judge_broken_call(attempts)

    assert pause == (None if minutes is None else timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("error", "attempts", "code", "minutes"),
    [
        (Unreachable(), 1, "unreachable", 1),
        (Unreachable(), 5, "unreachable", 256),
        (NeedsReconnecting(), 6, "needs_reconnecting", 360),
        (Busy(retry_after_s=30), 1, "busy", 1),
        (Busy(retry_after_s=600), 1, "busy", 10),
        (Busy(retry_after_s=86400), 1, "busy", 360),
        (BrokenPage(), 1, "broken_page", 1),
        (KeyError("x"), 1, "unexpected", 1),
        (Gone(), 1, "gone", None),
        (TooLong(), 1, "too_big", None),
    ],
)
def test_a_file_that_did_not_come_is_asked_for_ever_later(error, attempts, code, minutes):
    pause = None if minutes is None else timedelta(minutes=minutes)

    assert judge_file(error, attempts, timedelta()) == (code, pause)


@pytest.mark.parametrize(("left_s", "is_asked"), [(61, True), (60, False)])
def test_a_file_is_asked_for_during_a_week(left_s, is_asked):
    _, pause = judge_file(Unreachable(), 1, timedelta(days=7) - timedelta(seconds=left_s))

    assert (pause is not None) == is_asked


@pytest.mark.parametrize(
    ("kind", "called", "times"),
    [
        ("feed", None, 1),
        ("feed", timedelta(days=8) - timedelta(seconds=1), 4),
        ("feed", timedelta(days=8), 1),
        ("youtube", timedelta(), 1),
        ("no_such_kind", timedelta(), 1),
    ],
)
def test_a_feed_whose_hub_calls_is_asked_more_rarely(kind, called, times):
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)

    pause = breath_between(kind, None if called is None else now - called, now)

    assert pause == min(breath(kind) * times, LONGEST_PAUSE)


def test_budget_used_up_is_looked_at_each_hour():
    trouble = judge_failure(BudgetUsedUp(), "email", 9)

    assert (trouble.code, trouble.pause) == ("budget_used_up", LONGEST_PAUSE)


def test_only_kinds_that_can_be_asked_are_asked():
    assert {"email", "feed"} <= set(listeners())
    assert {"phone", "web_form", "webhook"} & set(listeners()) == set()


EIGHT = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Asia/Riyadh"))


@pytest.mark.parametrize(
    ("tells", "told_at", "local", "is_due"),
    [
        ("daily", None, EIGHT, True),
        ("daily", EIGHT - timedelta(seconds=1), EIGHT, True),
        ("daily", EIGHT, EIGHT + timedelta(hours=23, minutes=59), False),
        ("daily", EIGHT, EIGHT + timedelta(hours=24), True),
        ("daily", EIGHT - timedelta(hours=23), EIGHT - timedelta(minutes=1), False),
        ("hourly", EIGHT, EIGHT + timedelta(minutes=59), False),
        ("hourly", EIGHT, EIGHT + timedelta(minutes=60), True),
        ("at_once", EIGHT, EIGHT + timedelta(seconds=59), False),
        ("at_once", EIGHT, EIGHT + timedelta(seconds=60), True),
    ],
)
def test_found_is_told_at_the_minute_the_hour_or_the_morning(tells, told_at, local, is_due):
    assert is_telling_due(tells, told_at, local) is is_due


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=30)


@pytest.mark.parametrize(
    ("people", "first_heard_at", "last_reply_at", "abandoned"),
    [
        (3, NOW - timedelta(days=14), None, True),
        (2, NOW - timedelta(days=14), None, False),
        (3, NOW - timedelta(days=13, hours=23), None, False),
        (3, LONG_AGO, NOW - timedelta(days=14), True),
        (3, LONG_AGO, NOW - timedelta(days=13, hours=23), False),
        (3, None, None, False),
    ],
)
def test_account_where_people_write_and_nobody_answers_looks_abandoned_s4d_06(
    people, first_heard_at, last_reply_at, abandoned
):
    told = {"people": people, "first_heard_at": first_heard_at, "last_reply_at": last_reply_at}

    assert is_abandoned(**told, now=NOW) is abandoned


@pytest.mark.parametrize(
    ("page", "budget", "may"),
    [
        (Batch(cursor="7", more=True), None, True),
        (Batch(cursor="", more=True), None, False),
        (Batch(cursor="7", more=True, secrets={"token": "new"}), None, False),
        (Batch(cursor="7", more=True), 0, False),
    ],
)
def test_next_page_may_be_asked_for_early_where_this_one_decides_nothing(page, budget, may):
    assert may_ask_ahead(page, budget) is may
