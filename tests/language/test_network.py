import numpy as np

from amends.language.heads import READ
from amends.language.network import SENSES, SHAPES, Network


def network(seed=3):
    chance = np.random.default_rng(seed)
    return Network(
        **{name: chance.normal(size=shape).astype(np.float32) for name, shape in SHAPES.items()}
    )


def senses(count):
    return np.random.default_rng(5).normal(size=(count, SENSES)).astype(np.float32)


def test_odds_are_a_straight_and_a_bent_way_added_up():
    one, met = network(), senses(1)

    moved = met + one.start
    bent = np.maximum(moved @ one.inner + one.inner_bias, 0)

    assert np.allclose(
        one.odds(met), moved @ one.straight + bent @ one.outer + one.bias, atol=1e-4
    )


def test_odds_do_not_depend_on_the_neighbours():
    one, met = network(), senses(70)

    assert np.allclose(one.odds(met)[69], one.odds(met[69:])[0], atol=1e-4)
    assert one.odds(met[:0]).shape == (0, len(READ))


def test_pull_is_how_far_a_small_step_moves_a_head():
    one, met = network(), senses(1)
    step = np.full_like(met, 1e-3)

    moved = one.odds(met + step)[0, 4] - one.odds(met)[0, 4]

    assert np.isclose(moved, one.pull(met[0], 4) @ step[0], rtol=0.05)
