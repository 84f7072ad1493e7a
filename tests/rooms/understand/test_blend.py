import numpy as np
import pytest

from amends.rooms.understand import blend
from amends.rooms.understand.blend import OUTPUTS, Blend, squash, width_of
from amends.rooms.understand.evidence import cue_names


def test_a_blend_survives_its_file(tmp_path):
    weights = np.arange(4 * width_of(("a",)) * len(OUTPUTS), dtype=np.float64)
    made = Blend(("a",), weights.reshape(4, -1, len(OUTPUTS)), {"topic": 0.4})

    blend.save(made, tmp_path / "blend.npz")

    read = blend.load(tmp_path / "blend.npz")
    assert (read.cues, read.thresholds) == (made.cues, made.thresholds)
    assert np.array_equal(read.weights, made.weights)


def test_a_blend_for_other_columns_is_refused(tmp_path, monkeypatch):
    blend.save(Blend((), np.zeros((4, width_of(()), len(OUTPUTS))), {}), tmp_path / "b.npz")
    monkeypatch.setattr(blend, "SURFACE", ("other",))

    with pytest.raises(ValueError, match="train it again"):
        blend.load(tmp_path / "b.npz")


def test_odds_use_the_weights_of_each_language():
    weights = np.zeros((4, 1, len(OUTPUTS)))
    weights[:, 0, 0] = [1, 2, 3, 4]
    made = Blend((), weights, {})

    odds = made.odds(np.ones((100, 1)), np.arange(100) % 4)

    assert odds[:4, 0].tolist() == [1, 2, 3, 4]
    assert made.odds(np.ones((3, 1)), np.array([2, 2, 2]))[:, 0].tolist() == [3, 3, 3]
    assert made.odds(np.ones((0, 1)), np.array([], int)).shape == (0, len(OUTPUTS))


def test_squash_stays_between_nothing_and_all():
    assert squash(np.array([-1e9, 0.0, 1e9])).round(6).tolist() == [0, 0.5, 1]


def test_the_shipped_blend_knows_every_cue_of_the_tables():
    assert blend.shipped().cues == cue_names()
