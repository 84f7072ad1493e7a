import numpy as np

from amends.language.fitting import Sparse
from amends.language.heads import READ
from amends.language.learning import Problem
from amends.language.lines import fit_lines


QUESTIONS = np.array([2, 5])


def problem(texts, sides, counts):
    sizes = [len(text) for text in texts]
    flat = np.array([feature for text in texts for feature in text], np.int32)
    rows = Sparse(
        flat, np.concatenate([[0], np.cumsum(sizes)]), np.sqrt(np.maximum(sizes, 1.0))
    )
    asked = np.zeros((len(texts), len(READ)), np.float32)
    known = np.zeros_like(asked)
    asked[:, QUESTIONS], known[:, QUESTIONS] = sides, counts
    return Problem(rows, asked, known, np.ones(6, np.float32), np.zeros(len(texts), np.int64))


TEXTS = [[1, 3], [2, 3], [1, 4, 4], []] * 30
SIDES = np.array([[1, 0], [0, 1], [1, 1], [0, 0]] * 30)


def margin(found, features, question):
    weights, bias = found
    return weights[features, question].sum() / np.sqrt(len(features)) + bias[question]


def test_every_question_finds_its_own_features():
    found = fit_lines(problem(TEXTS, SIDES, np.ones((120, 2))), QUESTIONS)

    assert margin(found, [1, 3], 0) > 0 > margin(found, [2, 3], 0)
    assert margin(found, [2, 3], 1) > 0 > margin(found, [1, 3], 1)
    assert not found[0][5].any()


def test_what_nobody_asked_of_a_row_pulls_at_nothing():
    counts = np.ones((120, 2))
    counts[::4, 0] = 0.0

    weights, _ = fit_lines(problem(TEXTS, SIDES, counts), QUESTIONS)
    lone, _ = fit_lines(problem(TEXTS, SIDES, np.ones((120, 2))), QUESTIONS)

    assert weights[4, 0] > lone[4, 0]


def test_a_margin_is_met_where_both_sides_can_be_told():
    found = fit_lines(
        problem([[1], [2]] * 40, np.array([[1, 0], [0, 1]] * 40), np.ones((80, 2))), QUESTIONS
    )

    assert abs(margin(found, [1], 0) - 1) < 0.1
    assert abs(margin(found, [2], 0) + 1) < 0.1


def test_lines_repeat_themselves():
    asked = problem(TEXTS, SIDES, np.ones((120, 2)))

    (one, bias), (two, again) = fit_lines(asked, QUESTIONS), fit_lines(asked, QUESTIONS)

    assert np.array_equal(one, two)
    assert np.array_equal(bias, again)
