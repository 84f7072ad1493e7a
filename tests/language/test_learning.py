from dataclasses import replace

import numpy as np
import pytest

from amends.language.fitting import Sparse
from amends.language.heads import READ
from amends.language.learning import Course, Moments, Problem, learn
from amends.language.network import SENSES


SHORT = Course(rounds=2, least=60, batch=16)


def problem(texts, sides, sources=None):
    sizes = [len(text) for text in texts]
    flat = np.array([feature for text in texts for feature in text], np.int32)
    rows = Sparse(
        flat, np.concatenate([[0], np.cumsum(sizes)]), np.sqrt(np.maximum(sizes, 1.0))
    )
    asked = np.zeros((len(texts), len(READ)), np.float32)
    counts = np.zeros_like(asked)
    asked[:, 0], counts[:, 0] = sides, 1.0
    return Problem(
        rows,
        asked,
        counts,
        np.ones(8, np.float32),
        np.zeros(len(texts), np.int64) if sources is None else np.array(sources),
    )


def odds(found, features):
    senses, network = found
    met = senses[features].sum(axis=0, keepdims=True) / np.sqrt(len(features))
    return float(network.odds(met.astype(np.float32))[0, 0])


def test_learn_finds_the_feature_that_decides():
    found = learn(problem([[1, 3], [2, 3]] * 40, [1, 0] * 40), SHORT)

    assert odds(found, [1, 3]) > 1 > -1 > odds(found, [2, 3])


def test_learn_finds_what_only_two_features_together_say():
    texts, sides = [[1], [2], [1, 2], [3]] * 60, [1, 1, 0, 0] * 60
    course = Course(rounds=2, least=900, batch=16, silent=0.0, still=0.0)

    found = learn(problem(texts, sides), course)

    assert odds(found, [1]) > 0 > odds(found, [1, 2])
    assert odds(found, [2]) > 0 > odds(found, [3])


def test_learn_repeats_itself():
    asked = problem([[1, 3], [2], []] * 20, [1, 0, 0] * 20)

    (one, first), (two, second) = learn(asked, SHORT), learn(asked, SHORT)

    assert np.array_equal(one, two)
    assert np.array_equal(first.outer, second.outer)
    assert one.shape == (8, SENSES)


def test_a_question_without_a_count_is_not_learnt():
    asked = problem([[1], [2]] * 30, [1, 0] * 30)
    asked.counts[:] = 0.0

    assert abs(odds(learn(asked, SHORT), [1])) < 1


@pytest.mark.parametrize(("most", "expected"), [(40, 45), (4, 8), (3, 6)])
def test_a_round_takes_no_more_of_a_source_than_asked(most, expected):
    from amends.language.learning import _Learner

    asked = problem([[1]] * 45, [1] * 45, sources=[0] * 40 + [1] * 5)
    learner = _Learner(asked, Course(most=most, batch=7), 1)

    taken = np.concatenate(list(learner._round()))

    assert len(taken) == len(set(taken.tolist())) == expected


def test_a_round_leaves_out_no_row_that_is_wanted_whole():
    from amends.language.learning import _Learner

    asked = problem([[1]] * 45, [1] * 45, sources=[0] * 40 + [1] * 5)
    asked = replace(asked, whole=np.arange(45) < 40)
    learner = _Learner(asked, Course(most=3, batch=7), 1)

    taken = np.concatenate(list(learner._round()))

    assert set(range(40)) < set(taken.tolist())
    assert len(taken) == 43


def test_few_rows_are_gone_through_more_often():
    course = Course(rounds=4, least=100, batch=10)

    assert (course.rounds_for(250), course.rounds_for(249), course.rounds_for(20)) == (4, 5, 50)


def test_moments_move_only_the_rows_named():
    moments = Moments((3, 2))

    away = moments.move(np.ones((1, 2), np.float32), 0.1, 1, np.array([1]))

    assert np.allclose(away, 0.1, atol=1e-4)
    assert moments._size[[0, 2]].sum() == 0
