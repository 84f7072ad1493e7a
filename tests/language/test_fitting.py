import numpy as np

from amends.language.fitting import Course, Problem, Sparse, fit, sums


def rows(*columns):
    sizes = [len(row) for row in columns]
    flat = np.array([column for row in columns for column in row], np.int32)
    return Sparse(flat, np.concatenate([[0], np.cumsum(sizes)]), np.ones(len(sizes)))


def problem(sides):
    data = rows(
        *[[int(side)] if at % 4 < 2 else [int(side), 2] for at, side in enumerate(sides)]
    )
    count = len(sides)
    return Problem(
        data,
        np.array(sides, float),
        np.ones(count),
        np.ones(3),
        1e-4,
    )


def test_sums_of_an_empty_row_are_nothing():
    data = rows([0, 1], [], [1], [])

    assert sums(data.columns, data.starts, np.array([1.0, 10.0])).tolist() == [
        11.0,
        0.0,
        10.0,
        0.0,
    ]


def test_only_keeps_the_order_asked_for():
    some = rows([0, 1], [], [2]).only(np.array([2, 0]))

    assert (some.columns.tolist(), some.starts.tolist()) == ([2, 0, 1], [0, 1, 3])


def test_fit_learns_which_feature_decides():
    weights, _ = fit(problem([0, 1] * 40), Course(batch=8))

    assert weights[1] > 1 > -1 > weights[0]
    assert abs(weights[2]) < abs(weights[0])


def test_fit_repeats_itself():
    one, other = fit(problem([0, 1] * 20)), fit(problem([0, 1] * 20))

    assert np.array_equal(one[0], other[0])
