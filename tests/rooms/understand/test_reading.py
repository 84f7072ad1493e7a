import numpy as np

from amends.language.folding import fold_batch
from amends.language.heads import HEADS
from amends.rooms.understand.blend import MODEL, OUTPUTS
from amends.rooms.understand.lessons import Lessons, save
from amends.rooms.understand.reading import base_odds, lessons_file, model_rows, read, weights


def test_read_answers_every_text():
    reading = read(fold_batch(["وين طلبي", "It broke", "عالی بود ممنون"]), weights())

    assert reading.scores.shape == (3, len(MODEL))
    assert reading.langs.tolist() == [0, 2, 1]
    assert reading.own is None


def test_model_rows_cut_what_is_too_sure():
    rows = model_rows(np.full((1, len(HEADS)), 40, np.float32))

    assert (rows.shape, rows.max()) == ((1, len(MODEL)), 6.0)


def test_weights_use_what_this_installation_was_taught(tmp_path, monkeypatch):
    taught = Lessons(np.array([7], np.uint64), np.ones((1, len(OUTPUTS))))
    monkeypatch.setenv("AMENDS_HOME", str(tmp_path))
    save(taught, lessons_file())
    weights.cache_clear()
    try:
        assert weights().lessons.keys.tolist() == [7]
    finally:
        monkeypatch.undo()
        weights.cache_clear()


def test_base_odds_leave_lessons_out():
    assert base_odds(["It broke", "thanks"]).shape == (2, len(OUTPUTS))
