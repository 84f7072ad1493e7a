from datetime import timedelta

import pytest

from amends.rooms.respond.limits import limits


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(0, 1), (1, 1), (2, 2), (6, 32), (7, 60), (99, 60)]
)
def test_wait_doubles_up_to_the_longest(attempts, minutes):
    assert limits().wait_after(attempts) == timedelta(minutes=minutes)
