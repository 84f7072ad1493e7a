import pickle
from pathlib import Path

from amends.rooms.understand.bulk import Message, analyse_batch
from amends.rooms.understand.finishing import Finish


ANSWERS = analyse_batch([Message("1", "the mug is broken"), Message("2", "", "WRONG")])


def test_finish_writes_and_counts_only_when_asked():
    plain, counted = Finish(None)(ANSWERS), Finish(None, counts=True)(ANSWERS)

    assert (plain.rows, plain.errors, plain.totals) == (2, 1, None)
    assert plain.written == counted.written
    assert counted.totals is not None
    assert (counted.totals.rows, counted.totals.errors) == (2, 1)


def test_finish_can_be_sent_to_another_process():
    again = pickle.loads(pickle.dumps(Finish(Path("out.csv"), counts=True)))

    assert again(ANSWERS).written.count("\r\n") == 2
