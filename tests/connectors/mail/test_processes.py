import os
import time
from multiprocessing import active_children

import pytest

from amends.connectors.mail.processes import Helpers


@pytest.fixture
def helpers():
    made = Helpers(rest_s=0.4)
    yield made
    made.end()


def test_nobody_is_there_before_somebody_is_wanted(helpers):
    assert not active_children()
    assert helpers.ask(os.getpid).get(30) != os.getpid()


def test_they_are_awake_once_they_have_answered(helpers):
    assert not helpers.are_awake()
    until = time.monotonic() + 30
    while not helpers.are_awake() and time.monotonic() < until:
        time.sleep(0.01)
    assert helpers.are_awake()


def test_they_go_when_idle_and_come_again(helpers):
    first = helpers.ask(os.getpid).get(30)
    until = time.monotonic() + 30
    while active_children() and time.monotonic() < until:
        time.sleep(0.05)

    assert not active_children()
    assert helpers.ask(os.getpid).get(30) != first
