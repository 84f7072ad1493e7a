import numpy as np
import pytest

from amends.language.network import HIDDEN, SENSES, Network, shapes_for
from amends.playbook.voices import Voices, length_of


LABELS = 3


def network(chance):
    return Network(
        **{
            name: chance.normal(size=shape).astype(np.float32) / 8
            for name, shape in shapes_for(LABELS).items()
        }
    )


@pytest.fixture
def voices():
    chance = np.random.default_rng(3)
    strongest = chance.normal(size=(HIDDEN, LABELS)).astype(np.float32)
    return Voices(network(chance), network(chance), strongest)


def sentences(count):
    return np.random.default_rng(5).normal(size=(count, SENSES)).astype(np.float32)


@pytest.mark.parametrize(("signs", "length"), [(0, 0.5), (1, 0.5), (4, 1.0), (64, 4.0)])
def test_length_grows_with_the_root_of_the_signs(signs, length):
    assert length_of(np.array(signs)) == length


def test_one_sentence_speaks_with_its_odds_and_its_traces(voices):
    (only,) = voices.of_sentences(sentences(1), np.array([0]))

    traces = voices.each.bent(sentences(1))[0] @ voices.strongest
    assert only == pytest.approx(voices.each.odds(sentences(1))[0] + traces, abs=1e-4)


def test_odds_of_several_sentences_add_up_before_the_logarithm(voices):
    some = sentences(3)

    (together,) = voices.of_sentences(some, np.array([0]))

    told = np.log(np.exp(voices.each.odds(some)).sum(axis=0))
    traces = voices.each.bent(some).max(axis=0) @ voices.strongest
    assert together == pytest.approx(told + traces, abs=1e-4)


def test_each_draft_is_judged_by_its_own_sentences(voices):
    some = sentences(5)

    both = voices.of_sentences(some, np.array([0, 2]))

    assert both[0] == pytest.approx(voices.of_sentences(some[:2], np.array([0]))[0], abs=1e-4)
    assert both[1] == pytest.approx(voices.of_sentences(some[2:], np.array([0]))[0], abs=1e-4)


def test_very_large_odds_do_not_overflow(voices):
    assert np.isfinite(voices.of_sentences(sentences(2) * 1e4, np.array([0]))).all()
