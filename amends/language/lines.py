"""Fit straight lines to sparse rows, all questions at once: what is rare is learnt best from words alone."""

from typing import Final

import numpy as np

from amends.language.fitting import Ints, Sparse
from amends.language.learning import Problem
from amends.language.passes import Singles


FIRMNESS: Final = 0.3
"""What a row may cost before the lines bend for it (C of a support vector machine)."""
ROUNDS: Final = 10
WORTH: Final = 4.0
"""Features are stretched so that a row is about as long as one."""
_UNASKED: Final = 1e-6


def fit_lines(problem: Problem, questions: Ints) -> tuple[Singles, Singles]:
    """Return for each feature, rarity in it, and for each question its part of the margin; and biases.

    Squared hinge by dual coordinate descent (Hsieh et al., 2008), row by row, every question in one
    step. Deterministic.
    """
    rows = _merged(problem)
    sides = 2 * problem.sides[:, questions] - 1
    counts = problem.counts[:, questions]
    # What nobody asked pulls at nothing.
    slack = 0.5 / (FIRMNESS * np.maximum(counts, _UNASKED))
    weights = np.zeros((len(problem.rarity) + 1, len(questions)), np.float32)
    pulls = np.zeros_like(sides)
    chance = np.random.default_rng(13)
    asked = np.flatnonzero(counts.any(axis=1))
    for _ in range(ROUNDS):
        for row in chance.permutation(asked).tolist():
            features, values = rows[row]
            size = float(values @ values)
            reached = values @ weights[features]
            slope = sides[row] * reached - 1 + slack[row] * pulls[row]
            new = np.maximum(pulls[row] - slope / (size + slack[row]), 0.0)
            new[counts[row] == 0] = 0.0
            weights[features] += values[:, None] * ((new - pulls[row]) * sides[row])
            pulls[row] = new
    return weights[:-1] * (WORTH * problem.rarity[:, None]), weights[-1]


def _merged(problem: Problem) -> list[tuple[Ints, Singles]]:
    """Return the features of each row once each, with a last one that all rows have: the bias."""
    rows: Sparse = problem.rows
    owners, wide = rows.owners(), len(problem.rarity) + 1
    keys, often = np.unique(owners * wide + rows.columns, return_counts=True)
    owners, columns = keys // wide, keys % wide
    values = WORTH * often * problem.rarity[columns] / rows.length[owners]
    values = values.astype(np.float32)
    edges = np.searchsorted(owners, np.arange(len(rows) + 1))
    last, one = np.array([wide - 1]), np.ones(1, np.float32)
    return [
        (np.concatenate([columns[a:b], last]), np.concatenate([values[a:b], one]))
        for a, b in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
    ]
