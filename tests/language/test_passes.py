import numpy as np
import pytest

from amends.language.network import SENSES, Network, shapes_for
from amends.language.passes import backward, forward, kept


ALL = 0.0


def parts(seed=3):
    chance = np.random.default_rng(seed)
    return {
        name: chance.normal(size=shape).astype(np.float32) / 4
        for name, shape in shapes_for(2).items()
    }


def senses():
    return np.random.default_rng(5).normal(size=(3, SENSES)).astype(np.float32)


def went(some, met):
    return forward(some, met, np.random.default_rng(1), ALL)


def test_forward_answers_as_the_network_does():
    assert np.allclose(
        went(parts(), senses()).odds, Network(**parts()).odds(senses()), atol=1e-4
    )


@pytest.mark.parametrize("name", list(shapes_for(2)))
def test_slope_of_a_part_is_how_far_a_small_step_moves_the_odds(name):
    miss = np.array([[1, -2], [0, 1], [3, 0]], np.float32)
    slopes, _ = backward(parts(), went(parts(), senses()), miss)

    step = np.random.default_rng(7).normal(size=shapes_for(2)[name]).astype(np.float32) * 1e-2
    up, down = ({**parts(), name: parts()[name] + sign * step} for sign in (1, -1))
    moved = ((went(up, senses()).odds - went(down, senses()).odds) * miss).sum() / 2

    assert moved == pytest.approx((slopes[name] * step).sum(), rel=0.05, abs=1e-3)


def test_slope_of_the_senses_takes_in_what_the_hidden_units_are_asked():
    miss = np.zeros((3, 2), np.float32)
    done = went(parts(), senses())
    traces = np.random.default_rng(9).normal(size=done.bent.shape).astype(np.float32)
    _, back = backward(parts(), done, miss, traces)

    step = np.full((3, SENSES), 1e-3, np.float32)
    up, down = (went(parts(), senses() + sign * step).bent for sign in (1, -1))

    assert ((up - down) * traces).sum() / 2 == pytest.approx((back * step).sum(), rel=0.05)


@pytest.mark.parametrize(("still", "values"), [(0.0, {1.0}), (0.5, {0.0, 2.0})])
def test_what_is_left_out_is_made_up_for(still, values):
    assert set(kept(np.random.default_rng(1), (40, 40), still).ravel().tolist()) == values
