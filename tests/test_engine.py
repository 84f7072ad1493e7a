import os
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


def test_end_with_waits_while_its_starter_lives():
    stop = threading.Event()
    watch = threading.Thread(target=engine.end_with, args=(os.getppid(), stop))
    watch.start()
    watch.join(0.1)

    assert not stop.is_set()
    stop.set()
    watch.join()


def test_end_with_stops_when_its_starter_is_gone():
    stop = threading.Event()

    engine.end_with(0, stop)

    assert stop.is_set()
