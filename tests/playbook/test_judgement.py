from dataclasses import replace

import numpy as np
import pytest
import taught

from amends.language.network import SENSES
from amends.playbook import judgement
from amends.playbook.contract import LABELS
from amends.playbook.judgement import (
    Weights,
    code_of,
    length_of,
    odds,
    plain_odds,
    probabilities,
)


@pytest.fixture
def weights():
    table = taught.table(len(LABELS), {"w:excuse": 100, "has:apology": -50})
    ones = np.ones(len(LABELS), np.float32)
    return Weights(
        taught.KNOWN, table, ones * np.float32(0.1), ones * -2, ones * 0.5, ones * 0,
        taught.senses(),
    )  # fmt: skip


def beside_all_codes():
    """Return signs that nobody taught, whose codes lie before, between and behind the known ones."""
    signs = [f"w:{n}" for n in range(60)]
    places = set(np.searchsorted(taught.KNOWN, [code_of(sign) for sign in signs]).tolist())
    assert places == {*range(len(taught.KNOWN) + 1)}
    return signs


def test_signs_that_nobody_taught_say_nothing(weights):
    assert plain_odds(beside_all_codes(), weights)[0] == pytest.approx(-2)
    assert odds(["w:excuse", *beside_all_codes()], weights)[0] == odds(["w:excuse"], weights)[0]


def test_plain_odds_add_each_sign_once(weights):
    signs = ["w:excuse", "w:excuse", "has:apology"]

    assert plain_odds(signs, weights)[0] == pytest.approx(0.1 * (100 - 50) - 2)


def test_odds_are_the_mean_of_both_voices(weights):
    signs = ["w:excuse", "w:excuse", "has:apology"]
    weighed = replace(weights, senses=taught.senses({"w:excuse": 3, "has:apology": 2}))

    told = (3 + 2) / length_of(np.array(2))  # both signs once, by how long the draft is
    assert odds(signs, weighed)[0] == pytest.approx((3 + told) / 2)
    assert probabilities([], weights)[LABELS[0]] == pytest.approx(1 / (1 + np.exp(1)))


@pytest.mark.parametrize(("signs", "length"), [(0, 0.5), (1, 0.5), (4, 1.0), (64, 4.0)])
def test_length_grows_with_the_root_of_the_signs(signs, length):
    assert length_of(np.array(signs)) == length


def test_weights_come_back_as_they_were(weights, tmp_path):
    judgement.save(weights, tmp_path / "w.npz")
    again = judgement.load(tmp_path / "w.npz")

    for name in ("known", "table", "scale", "bias", "bound", "low"):
        assert np.array_equal(getattr(again, name), getattr(weights, name))
    assert np.array_equal(again.senses.table, weights.senses.table)
    assert np.array_equal(again.senses.network.outer, weights.senses.network.outer)


def test_weights_of_other_labels_are_refused(weights, tmp_path, monkeypatch):
    monkeypatch.setattr(judgement, "LABELS", ("rude",))
    judgement.save(weights, tmp_path / "w.npz")
    monkeypatch.undo()

    with pytest.raises(ValueError, match="other labels"):
        judgement.load(tmp_path / "w.npz")


def test_shipped_weights_know_every_label():
    shipped = judgement.load()

    assert (np.diff(shipped.known.astype(np.int64)) > 0).all()
    assert shipped.table.shape == (len(shipped.known), len(LABELS))
    assert shipped.senses.table.shape == (len(shipped.known), SENSES)
    assert len(shipped.senses.network.bias) == len(LABELS)
    assert len(shipped.bound) == len(shipped.low) == len(LABELS)
