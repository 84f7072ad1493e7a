"""Learn senses of features and the network behind them from labelled rows. NumPy alone; deterministic."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.language.fitting import Ints, Sparse
from amends.language.network import SENSES, Network, shapes_for
from amends.language.passes import Singles, backward, forward, missed


_FORGET, _FORGET_SIZES, _TINY = 0.9, 0.999, 1e-8
_EDGE: Final = 0.05
_LOUDNESS: Final = 4.0
"""What each feature counts for here beside a line: steps of one size for all get further so."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Rows with what each is asked: sides are 0 or 1 (or between), counts 0 where nothing is known.

    `sides` and `counts` have one row per text and one column per question; `rarity` is what each
    feature counts for; `sources` numbers where each row comes from; of the rows marked in `whole`
    no round leaves one out.
    """

    rows: Sparse
    sides: Singles
    counts: Singles
    rarity: Singles
    sources: Ints
    whole: NDArray[np.bool_] | None = None

    @property
    def kept(self) -> NDArray[np.bool_]:
        """Tell for each row whether every round takes it, however long its source is."""
        return np.zeros(len(self.sources), np.bool_) if self.whole is None else self.whole


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how boldly to learn.

    A round takes at most `most` rows of each source, so that a long one does not drown the rest,
    but all that the problem wants whole;
    a share `silent` of the features and a share `still` of what they add up to are left out each time, so that no
    answer rests on one of them.
    """

    rounds: int = 14
    least: int = 300
    most: int = 6_000
    batch: int = 128
    step: float = 0.006
    net_step: float = 0.002
    silent: float = 0.5
    still: float = 0.3

    def rounds_for(self, size: int) -> int:
        """Return the rounds for so many rows a round: few rows are gone through more often."""
        return max(self.rounds, -(-self.least * self.batch // max(1, size)))


class Moments:
    """Steps that shrink with what was met: Adam (Kingma and Ba, 2015), row by row where asked."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._mean = np.zeros(shape, np.float32)
        self._size = np.zeros(shape, np.float32)

    def move(self, slope: Singles, step: float, time: int, rows: Ints | None = None) -> Singles:
        """Return what to take away, for some rows only where they are named."""
        at = slice(None) if rows is None else rows
        mean = _FORGET * self._mean[at] + (1 - _FORGET) * slope
        size = _FORGET_SIZES * self._size[at] + (1 - _FORGET_SIZES) * slope * slope
        self._mean[at], self._size[at] = mean, size
        honest = step * np.sqrt(1 - _FORGET_SIZES**time) / (1 - _FORGET**time)
        return np.asarray(honest * mean / (np.sqrt(size) + _TINY), np.float32)


def learn(
    problem: Problem, course: Course = Course(), seed: int = 7
) -> tuple[Singles, Network]:
    """Return the senses of each feature, what it counts for in them, and the network behind."""
    learner = _Learner(problem, course, seed)
    learner.learn()
    return learner.senses * learner.worth[:, None], learner.network()


class _Learner:
    def __init__(self, problem: Problem, course: Course, seed: int) -> None:
        self.problem, self.course = problem, course
        self.worth = problem.rarity * np.float32(_LOUDNESS)
        self.chance = np.random.default_rng(seed)
        shape = (len(problem.rarity), SENSES)
        self.senses = self.chance.normal(0, _EDGE, shape).astype(np.float32)
        self.sense_moments = Moments(shape)
        shapes = shapes_for(problem.sides.shape[1])
        self.parts = {name: first_part(self.chance, shape) for name, shape in shapes.items()}
        self.parts["bias"] = usual_odds(problem.sides, problem.counts)
        self.moments = {name: Moments(shape) for name, shape in shapes.items()}
        self.time = 0

    def network(self) -> Network:
        return Network(**{field.name: self.parts[field.name] for field in fields(Network)})

    def learn(self) -> None:
        some = np.bincount(self.problem.sources[~self.problem.kept])
        a_round = int(np.minimum(some, self.course.most).sum() + self.problem.kept.sum())
        rounds = self.course.rounds_for(a_round)
        steps = rounds * -(-a_round // self.course.batch)
        for _ in range(rounds):
            for some in self._round():
                self.time += 1
                self._step(some, 1 - 0.9 * min(1.0, self.time / steps))

    def _round(self) -> Iterator[Ints]:
        order = self.chance.permutation(len(self.problem.rows))
        sources = self.problem.sources[order]
        by_source = np.argsort(sources, kind="stable")
        starts = np.searchsorted(sources[by_source], np.arange(sources.max(initial=0) + 1))
        place = np.empty(len(order), np.int64)
        place[by_source] = np.arange(len(order)) - starts[sources[by_source]]
        chosen = order[(place < self.course.most) | self.problem.kept[order]]
        for at in range(0, len(chosen), self.course.batch):
            yield chosen[at : at + self.course.batch]

    def _step(self, some: Ints, share: float) -> None:
        features, spread = self._spread(some)
        done = forward(
            self.parts, spread @ self.senses[features], self.chance, self.course.still
        )
        miss = missed(done.odds, self.problem.sides[some], self.problem.counts[some])
        slopes, back = backward(self.parts, done, miss)
        self.senses[features] -= self.sense_moments.move(
            spread.T @ back, self.course.step * share, self.time, features
        )
        for name, slope in slopes.items():
            self.parts[name] -= self.moments[name].move(
                slope, self.course.net_step * share, self.time
            )

    def _spread(self, some: Ints) -> tuple[Ints, Singles]:
        """Return the features that some rows have, half of them silenced, and how much of each."""
        rows = self.problem.rows.only(some)
        heard = self.chance.random(len(rows.columns)) >= self.course.silent
        owners, columns = rows.owners()[heard], rows.columns[heard]
        features, at = np.unique(columns, return_inverse=True)
        share = np.bincount(owners, minlength=len(some)) / np.maximum(np.diff(rows.starts), 1)
        length = rows.length * np.sqrt(np.maximum(share, _TINY))
        worth = self.worth[columns] / length[owners]
        spread = np.bincount(owners * len(features) + at, worth, len(some) * len(features))
        return features.astype(np.int64), spread.reshape(len(some), -1).astype(np.float32)


def first_part(chance: np.random.Generator, shape: tuple[int, ...]) -> Singles:
    """Return a part of a network before anything is learnt."""
    if len(shape) == 1:
        return np.zeros(shape, np.float32)
    edge = 1 / np.sqrt(shape[0])
    return chance.uniform(-edge, edge, shape).astype(np.float32)


def usual_odds(sides: Singles, counts: Singles) -> Singles:
    """Return the log odds of each question before anything is read."""
    asked = counts.sum(axis=0) + 1.0
    share = ((counts * sides).sum(axis=0) + 0.5) / asked
    return np.asarray(np.log(share / (1 - share)), np.float32)
