from dataclasses import fields, replace

import numpy as np
import pytest
import taught

from amends.language.network import SENSES, Network
from amends.playbook import judgement
from amends.playbook.contract import LABELS
from amends.playbook.judgement import Weights, code_of, judge, together
from amends.playbook.signs import Shown
from amends.playbook.voices import length_of


BOTH = {"w:excuse", "has:apology"}


@pytest.fixture
def weights():
    table = taught.table(len(LABELS), {"w:excuse": 100, "has:apology": -50})
    ones = np.ones(len(LABELS), np.float32)
    return Weights(
        taught.KNOWN, table, ones * np.float32(0.1), ones * -2, ones * 0.5, ones * 0,
        taught.senses(),
    )  # fmt: skip


def shown(*sentences, case=()):
    return Shown({*case}.union(*sentences), {*case}, [{*one} for one in sentences])


def odds(weights, *sentences, case=()):
    return judge(shown(*sentences, case=case), weights).draft[0]


def beside_all_codes():
    """Return signs that nobody taught, whose codes lie before, between and behind the known ones."""
    signs = {f"w:{n}" for n in range(60)}
    places = set(np.searchsorted(taught.KNOWN, [code_of(sign) for sign in signs]).tolist())
    assert places == {*range(len(taught.KNOWN) + 1)}
    return signs


def test_signs_that_nobody_taught_say_nothing(weights):
    loud = replace(weights, senses=taught.senses({"w:excuse": 3}, whole=1, each=1))
    strange = beside_all_codes()

    assert odds(loud, {"w:excuse"} | strange, strange) == odds(loud, {"w:excuse"}, [])


def test_three_voices_come_together_and_sentences_count_thrice(weights):
    loud = replace(
        weights, senses=taught.senses({"w:excuse": 3, "has:apology": 2}, whole=1, each=10)
    )

    plain = 0.1 * (100 - 50) - 2
    told = (3 + 2) / length_of(np.array(2))  # both signs once, by how long the draft is
    assert odds(loud, BOTH) == pytest.approx((plain + told + 3 * 10 * told) / 5)
    assert together(*np.float32([[1], [2], [6]]))[0] == pytest.approx((1 + 2 + 3 * 6) / 5)


def test_what_a_sentence_says_is_not_thinned_by_its_neighbours(weights):
    deaf = replace(
        weights, table=np.zeros_like(weights.table), bias=np.zeros_like(weights.bias)
    )
    by_wholes, by_sentences = (
        replace(deaf, senses=taught.senses({"w:excuse": 30}, **voice))
        for voice in ({"whole": 1}, {"each": 1})
    )

    long = [{"w:excuse"}, {"w:courier"}, {"has:apology"}]
    assert odds(by_wholes, *long) < odds(by_wholes, {"w:excuse"})
    assert odds(by_sentences, *long) == pytest.approx(
        odds(by_sentences, {"w:excuse"}), abs=1e-3
    )


def test_each_sentence_is_weighed_in_its_case(weights):
    loud = replace(weights, senses=taught.senses({"w:excuse": 3, "w:courier": 5}, each=1))

    judged = judge(shown({"w:excuse"}, [], case={"w:courier"}), loud)

    expected = [(3 + 5) / length_of(np.array(2)), 5 / length_of(np.array(1))]
    assert judged.sentences[:, 0] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("sentences", "worst"), [([BOTH, {"w:courier"}], 1), ([{"w:courier"}, BOTH], 0)]
)
def test_worst_sentence_is_the_one_that_speaks_most_for_a_label(weights, sentences, worst):
    at = LABELS.index("argues")
    loud = replace(weights, senses=taught.senses({"w:courier": 5}, label=at, each=1))

    assert judge(shown(*sentences), loud).worst("argues") == worst


def test_chances_follow_the_odds(weights):
    chances = judge(shown([]), weights).chances()

    assert list(chances) == list(LABELS)
    assert chances[LABELS[0]] == pytest.approx(1 / (1 + np.exp(2 / 5)))


def test_weights_come_back_as_they_were(weights, tmp_path):
    loud = replace(weights, senses=taught.senses({"w:excuse": 3}, whole=1, each=2))
    judgement.save(loud, tmp_path / "w.npz")
    again = judgement.load(tmp_path / "w.npz")

    for name in ("known", "table", "scale", "bias", "bound", "low"):
        assert np.array_equal(getattr(again, name), getattr(loud, name))
    assert np.array_equal(again.senses.table, loud.senses.table)
    voices, told = again.senses.voices, loud.senses.voices
    for part in fields(Network):
        for one, other in ((voices.whole, told.whole), (voices.each, told.each)):
            assert np.array_equal(getattr(one, part.name), getattr(other, part.name))
    assert np.array_equal(voices.strongest, told.strongest)
    assert not np.array_equal(voices.whole.straight, voices.each.straight)


def test_weights_of_other_labels_are_refused(weights, tmp_path, monkeypatch):
    monkeypatch.setattr(judgement, "LABELS", ("rude",))
    judgement.save(weights, tmp_path / "w.npz")
    monkeypatch.undo()

    with pytest.raises(ValueError, match="other labels"):
        judgement.load(tmp_path / "w.npz")


def test_shipped_weights_know_every_label():
    shipped = judgement.load()
    voices = shipped.senses.voices

    assert (np.diff(shipped.known.astype(np.int64)) > 0).all()
    assert shipped.table.shape == (len(shipped.known), len(LABELS))
    assert shipped.senses.table.shape == (len(shipped.known), SENSES)
    assert len(voices.whole.bias) == len(voices.each.bias) == len(LABELS)
    assert voices.strongest.shape[1] == len(LABELS)
    assert len(shipped.bound) == len(shipped.low) == len(LABELS)


def test_a_sentence_counts_more_where_one_clause_decides():
    nothing, sentence = np.zeros(len(LABELS)), np.ones(len(LABELS))

    odds = dict(zip(LABELS, together(nothing, nothing, sentence).tolist(), strict=True))

    assert odds["insult_back"] == pytest.approx(5 / 7)
    assert odds["vague_time"] == pytest.approx(3 / 5)
