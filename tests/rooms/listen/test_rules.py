from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    OutOfCredits,
    Unreachable,
)
from amends.rooms.listen.rules import (
    LONGEST_PAUSE,
    RECONNECT_PAUSE,
    is_telling_due,
    judge_failure,
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
