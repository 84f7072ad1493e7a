from datetime import UTC, datetime, timedelta

import pytest

from amends.rooms.listen.flood import WINDOW, Meter


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(("before", "lets_in"), [(2, True), (3, False)])
def test_a_source_calls_so_often_in_a_minute_and_no_more(before, lets_in):
    meter = Meter(most_calls=3)
    for _ in range(before):
        meter.lets_in(1, 10, NOW)

    assert meter.lets_in(1, 10, NOW) is lets_in
    assert meter.lets_in(2, 10, NOW)


@pytest.mark.parametrize(("size", "lets_in"), [(40, True), (41, False)])
def test_a_source_brings_so_many_bytes_in_a_minute_and_no_more(size, lets_in):
    meter = Meter(most_bytes=100)
    meter.lets_in(1, 60, NOW)

    assert meter.lets_in(1, size, NOW) is lets_in


@pytest.mark.parametrize(
    ("after", "lets_in"), [(WINDOW - timedelta(seconds=1), False), (WINDOW, True)]
)
def test_a_minute_later_there_is_room_again(after, lets_in):
    meter = Meter(most_calls=1)
    meter.lets_in(1, 10, NOW)

    assert meter.lets_in(1, 10, NOW + after) is lets_in


def test_one_call_longer_than_all_of_a_minute_comes_in_alone():
    assert Meter(most_bytes=5).lets_in(1, 10, NOW)
