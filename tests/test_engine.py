import threading

import people
import pytest
from people import NOW

from amends import engine


@pytest.mark.django_db
def test_work_told_to_stop_does_not_sweep():
    stop, looked = threading.Event(), []
    stop.set()

    engine.work(stop, now=lambda: looked.append(1) or NOW)

    assert looked == []


def test_clock_knows_its_zone():
    assert engine.clock().utcoffset() == people.minutes(0)
