"""Fit one logistic head to sparse rows by AdaGrad, with NumPy alone. Deterministic."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sparse:
    """Rows of feature numbers, one after another; a feature counts once each time it stands there.

    Row `at` is `columns[starts[at] : starts[at + 1]]`; `length` is what its sum is divided by.
    """

    columns: NDArray[np.int32] | Ints
    starts: Ints
    length: Floats

    def __len__(self) -> int:
        return len(self.starts) - 1

    def owners(self) -> Ints:
        """Return the row of each number."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def only(self, rows: Ints) -> "Sparse":
        """Return some of the rows, in the order given."""
        sizes = np.diff(self.starts)[rows]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        shift = np.repeat(self.starts[:-1][rows] - starts[:-1], sizes)
        return Sparse(self.columns[np.arange(starts[-1]) + shift], starts, self.length[rows])

    def sums(self, values: Floats) -> Floats:
        """Return the sum of the values of each row, divided by its length."""
        return sums(self.columns, self.starts, values) / self.length


def sums(columns: NDArray[np.int32] | Ints, starts: Ints, values: Floats) -> Floats:
    """Return, for each row, the sum of the values of its columns. An empty row sums to 0."""
    gathered = np.append(values.take(columns), 0.0)
    total = np.add.reduceat(gathered, starts[:-1]) if len(starts) > 1 else np.empty(0)
    total[np.diff(starts) == 0] = 0.0
    return np.asarray(total, np.float64)


@dataclass(frozen=True, slots=True)
class Problem:
    """Rows with a side each (0 to 1), how much each counts, and the weight of each feature."""

    rows: Sparse
    sides: Floats
    counts: Floats
    features: Floats
    penalty: float


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how boldly to learn: rounds over all rows, rows at a time, first step."""

    rounds: int = 8
    batch: int = 256
    step: float = 0.2


def fit(problem: Problem, course: Course = Course()) -> tuple[Floats, float]:
    """Return the weight of each feature, ready to add up, and the bias.

    Steps shrink feature by feature (AdaGrad); what is returned is the mean of the later half.
    """
    order = np.random.default_rng(7).permutation(len(problem.rows))
    rows = problem.rows.only(order)
    seen = np.zeros(len(problem.features), np.bool_)
    seen[rows.columns] = True
    active = np.flatnonzero(seen).astype(np.int64)
    columns = (np.cumsum(seen) - 1)[rows.columns]
    learner = _Learner(
        problem, order.astype(np.int64), Sparse(columns, rows.starts, rows.length), active
    )
    learner.learn(course)
    weights = np.zeros(len(problem.features))
    weights[active] = learner.mean_weights * learner.features
    return weights, learner.mean_bias


class _Learner:
    def __init__(self, problem: Problem, order: Ints, rows: Sparse, active: Ints) -> None:
        self.rows, self.features = rows, problem.features[active]
        self.sides, self.counts = problem.sides[order], problem.counts[order]
        self.penalty = problem.penalty
        self.weights, self.sizes = np.zeros(len(active)), np.full(len(active), 1e-8)
        self.bias, self.bias_size = 0.0, 1e-8
        self.mean_weights, self.mean_bias = np.zeros(len(active)), 0.0

    def learn(self, course: Course) -> None:
        edges = list(range(0, len(self.rows), course.batch))
        chance, taken = np.random.default_rng(11), 0
        for at in range(course.rounds):
            for start in chance.permutation(edges).tolist():
                self._step(start, min(start + course.batch, len(self.rows)), course.step)
            if 2 * at >= course.rounds:
                taken += 1
                self.mean_weights += (self.weights - self.mean_weights) / taken
                self.mean_bias += (self.bias - self.mean_bias) / taken

    def _step(self, first: int, behind: int, step: float) -> None:
        starts = self.rows.starts[first : behind + 1]
        columns = self.rows.columns[starts[0] : starts[-1]]
        length = self.rows.length[first:behind]
        odds = sums(columns, starts - starts[0], self.weights * self.features) / length
        miss = _squash(odds + self.bias) - self.sides[first:behind]
        miss *= self.counts[first:behind] / (behind - first)
        each = np.repeat(miss / length, np.diff(starts))
        slope = np.bincount(columns, each, len(self.weights)) * self.features
        slope += self.penalty * self.weights
        self.sizes += slope * slope
        self.weights -= step * slope / np.sqrt(self.sizes)
        pull = float(miss.sum())
        self.bias_size += pull * pull
        self.bias -= step * pull / self.bias_size**0.5


def _squash(odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -40.0, 40.0))))
