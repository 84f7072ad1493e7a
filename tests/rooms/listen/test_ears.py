import threading
import time

import pytest

from amends.connectors.protocol import Batch
from amends.rooms.listen.ears import PATIENCE_S, SHORT_PATIENCE_S, Asked, Ears, patience_until


def asked(key, patience_s=5.0):
    return Asked(key, what=None, patience_until=time.monotonic() + patience_s)


def test_all_are_asked_at_once():
    ears, together = Ears(), threading.Barrier(5)

    for key in range(5):
        ears.ask(asked(key), lambda: (together.wait(5), Batch(cursor="there"))[1])

    assert {(one.key, one.came.cursor) for one in ears.answers()} == {
        (key, "there") for key in range(5)
    }


def test_who_takes_long_is_not_waited_for_and_taken_later():
    ears, goes_on = Ears(), threading.Event()
    ears.ask(asked(1, patience_s=0.01), lambda: (goes_on.wait(5), Batch())[1])
    ears.ask(asked(2, patience_s=0.01), Batch)

    assert [one.key for one in ears.answers()] == [2]
    assert not ears.are_free_for(1)
    goes_on.set()
    while not (late := list(ears.answers())):
        time.sleep(0.001)

    assert ([one.key for one in late], ears.are_free_for(1)) == ([1], True)


def test_what_went_wrong_is_told():
    ears = Ears()

    def fall():
        raise OSError("no")

    ears.ask(asked(1), fall)

    assert [str(one.error) for one in ears.answers()] == ["no"]


def test_an_answer_may_be_followed_by_the_next_page():
    ears, pages = Ears(), []
    ears.ask(asked(1), lambda: Batch(cursor="1"))

    for one in ears.answers():
        pages.append(one.came.cursor)
        if len(pages) < 3:
            ears.ask(asked(1), lambda: Batch(cursor="more"))

    assert pages == ["1", "more", "more"]


def test_only_so_many_are_asked_at_once():
    ears, goes_on = Ears(most=2), threading.Event()
    for key in (1, 2):
        assert ears.are_free_for(key)
        ears.ask(asked(key), lambda: (goes_on.wait(5), Batch())[1])

    assert not ears.are_free_for(3)
    goes_on.set()
    assert len(list(ears.answers())) == 2
    assert ears.are_free_for(3)


def test_after_a_fork_nothing_is_waited_for():
    ears, goes_on = Ears(), threading.Event()
    ears.ask(asked(1), lambda: (goes_on.wait(5), Batch())[1])

    ears.begin_anew()
    goes_on.set()

    assert (list(ears.answers()), ears.are_free_for(1)) == ([], True)


@pytest.mark.parametrize(("failures", "seconds"), [(0, PATIENCE_S), (1, SHORT_PATIENCE_S)])
def test_patience_is_short_with_whoever_failed(failures, seconds):
    assert patience_until(failures) - time.monotonic() == pytest.approx(seconds, abs=0.02)
