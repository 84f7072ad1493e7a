import numpy as np
import pytest

from amends.language.folding import fold_batch
from amends.rooms.understand import lessons
from amends.rooms.understand.blend import AT, OUTPUTS
from amends.rooms.understand.lessons import Lessons, keys_of
from amends.rooms.understand.tokens import tokens_of


def tokens(*texts):
    folded = fold_batch(texts)
    return tokens_of(folded.codes, folded.starts - 1)


def taught(word, value):
    keys = np.unique(tokens(word).keys[1:2])
    weights = np.zeros((1, len(OUTPUTS)))
    weights[0, AT["threat"]] = value
    return Lessons(keys, weights)


def test_odds_move_only_texts_with_a_taught_word():
    odds = taught("zork", 3.0).odds(tokens("a zork", "a blip", ""), 3)

    assert odds[0, AT["threat"]] > 1
    assert not odds[1:].any()


def test_odds_never_go_beyond_reach():
    assert taught("zork", 1e6).odds(tokens("zork"), 1).max() == 6


def test_keys_of_neighbours_stay_inside_their_text():
    keys, owners = keys_of(tokens("a b", "c"))

    assert len(keys) == len(owners) == 6 + 4


def test_lessons_survive_their_file(tmp_path):
    made = taught("zork", 0.5)

    lessons.save(made, tmp_path / "l" / "lessons.npz")

    read = lessons.load(tmp_path / "l" / "lessons.npz")
    assert (read.keys.tolist(), read.weights.tolist()) == (
        made.keys.tolist(),
        made.weights.tolist(),
    )


def test_lessons_for_other_fields_are_refused(tmp_path, monkeypatch):
    lessons.save(taught("zork", 0.5), tmp_path / "lessons.npz")
    monkeypatch.setattr(lessons, "OUTPUTS", ("other",))

    with pytest.raises(ValueError, match="amends retrain"):
        lessons.load(tmp_path / "lessons.npz")


def test_nothing_taught_adds_nothing():
    none = Lessons(np.empty(0, np.uint64), np.zeros((0, len(OUTPUTS))))

    assert not none.odds(tokens("a zork"), 1).any()
