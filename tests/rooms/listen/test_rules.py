from datetime import timedelta

import pytest

from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    OutOfCredits,
    Unreachable,
)
from amends.rooms.listen.rules import LONGEST_PAUSE, RECONNECT_PAUSE, judge_failure


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
