from datetime import timedelta

import pytest

from amends.rooms.respond.limits import LIMITS, parse_limits


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(0, 1), (1, 1), (2, 2), (6, 32), (7, 60), (99, 60)]
)
def test_wait_doubles_up_to_the_longest(attempts, minutes):
    assert LIMITS.wait_after(attempts) == timedelta(minutes=minutes)


@pytest.mark.parametrize("value", [0, "ten"])
def test_wrong_number_stops_the_start(value):
    with pytest.raises(ValueError, match="max_attempts"):
        parse_limits({"delivery": {"max_attempts": value}, "receipts": {}, "files": {}})
