import numpy as np
import pytest

from amends.rooms.understand import blend
from amends.rooms.understand.blend import AT, MODEL, OUTPUTS, Blend, said_of, squash, width_of
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
    at = AT["threat"]
    weights = np.zeros((4, len(MODEL), len(OUTPUTS)))
    weights[:, 0, at] = [1, 2, 3, 4]
    made = Blend((), weights, {})
    seen = np.ones((100, len(MODEL)))

    odds = made.odds(seen, np.arange(100) % 4)

    assert odds[:4, at].tolist() == [1, 2, 3, 4]
    assert made.odds(seen[:3], np.array([2, 2, 2]))[:, at].tolist() == [3, 3, 3]
    assert made.odds(seen[:0], np.array([], int)).shape == (0, len(OUTPUTS))


@pytest.mark.parametrize(
    ("output", "expected"),
    [("negative", 1.2), ("sarcasm", 2.0), ("complaint", 0.0), ("threat", 0.0)],
)
def test_odds_keep_a_part_of_what_the_reader_says_itself(output, expected):
    seen = np.zeros((1, len(MODEL)))
    seen[0, MODEL.index(output)] = 4.0

    odds = Blend((), np.zeros((4, len(MODEL), len(OUTPUTS))), {}).odds(seen, np.array([1]))

    assert np.isclose(odds[0, AT[output]], expected)


def test_squash_stays_between_nothing_and_all():
    assert squash(np.array([-1e9, 0.0, 1e9])).round(6).tolist() == [0, 0.5, 1]


def test_the_shipped_blend_knows_every_cue_of_the_tables():
    assert blend.shipped().cues == cue_names()


def test_load_refuses_a_blend_without_a_column(tmp_path):
    narrow = Blend((), np.zeros((4, width_of(()) - 1, len(OUTPUTS))), {})
    blend.save(narrow, tmp_path / "b.npz")

    with pytest.raises(ValueError, match="train it again"):
        blend.load(tmp_path / "b.npz")


def test_what_the_model_says_stands_there_loud_and_bent():
    said = said_of(np.array([[0.0, 6.0]]))

    assert np.allclose(said, [[0.0, 6.0, 0.5, squash(np.array(6.0))]])
