"""Learn the senses of signs and the two voices that hear them. NumPy and SciPy; deterministic."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Final

import numpy as np

from amends.language.learning import Course, Moments, first_part, usual_odds
from amends.language.network import HIDDEN, SENSES, Network, shapes_for
from amends.language.passes import Singles, backward, forward, missed
from amends.playbook.batches import Batch, Problem, batch_of
from amends.playbook.voices import Ints, Voices


_EDGE: Final = 0.05
_PARTS: Final = tuple(field.name for field in fields(Network))


def learn(problem: Problem, course: Course, seed: int = 7) -> tuple[Singles, Voices]:
    """Return the senses of each sign times what it counts for, and the voices behind.

    A text whose signs are all heard adds up to what the voices have learnt to hear.
    """
    learner = _Learner(problem, course, seed)
    learner.learn()
    # Of n signs a share was heard, divided by the root of that share of n.
    heard = np.float32(np.sqrt(1 - course.silent))
    return learner.senses * problem.worth[:, None] * heard, learner.voices()


class _Learner:
    def __init__(self, problem: Problem, course: Course, seed: int) -> None:
        self.problem, self.course = problem, course
        self.chance = np.random.default_rng(seed)
        shape = (len(problem.worth), SENSES)
        self.senses = self.chance.normal(0, _EDGE, shape).astype(np.float32)
        self.sense_moments = Moments(shape)
        labels = problem.sides.shape[1]
        self.whole, self.each = self._voice(labels), self._voice(labels)
        self.strongest = {"strongest": first_part(self.chance, (HIDDEN, labels))}
        self.taught = (self.whole, self.each, self.strongest)
        self.moments = [
            {name: Moments(part.shape) for name, part in parts.items()} for parts in self.taught
        ]
        self.time = 0

    def _voice(self, labels: int) -> dict[str, Singles]:
        shapes = shapes_for(labels)
        parts = {name: first_part(self.chance, shape) for name, shape in shapes.items()}
        return parts | {"bias": usual_odds(self.problem.sides, self.problem.counts)}

    def voices(self) -> Voices:
        whole, each = (
            Network(**{name: parts[name] for name in _PARTS})
            for parts in (self.whole, self.each)
        )
        return Voices(whole, each, self.strongest["strongest"])

    def learn(self) -> None:
        size = len(self.problem.whole)
        rounds = self.course.rounds_for(size)
        steps = rounds * -(-size // self.course.batch)
        for _ in range(rounds):
            for some in self._round():
                self.time += 1
                self._step(some, 1 - 0.9 * min(1.0, self.time / steps))

    def _round(self) -> Iterator[Ints]:
        order = self.chance.permutation(len(self.problem.whole))
        for at in range(0, len(order), self.course.batch):
            yield order[at : at + self.course.batch]

    def _step(self, some: Ints, share: float) -> None:
        batch = batch_of(self.problem, some, self.chance, self.course.silent)
        whole, each = batch.senses(self.senses)
        by_whole, back_whole = self._by_whole(whole, some)
        by_each, by_strongest, back_each = self._by_sentences(each, some, batch)
        slope = batch.back(back_whole, back_each)
        self.senses[batch.signs] -= self.sense_moments.move(
            slope, self.course.step * share, self.time, batch.signs
        )
        for parts, moments, slopes in zip(
            self.taught, self.moments, (by_whole, by_each, by_strongest), strict=True
        ):
            for name, one in slopes.items():
                parts[name] -= moments[name].move(one, self.course.net_step * share, self.time)

    def _miss(self, odds: Singles, some: Ints) -> Singles:
        return missed(odds, self.problem.sides[some], self.problem.counts[some])

    def _by_whole(self, senses: Singles, some: Ints) -> tuple[dict[str, Singles], Singles]:
        done = forward(self.whole, senses, self.chance, self.course.still)
        miss = self._miss(done.odds, some) * self.problem.intact[some, None]
        return backward(self.whole, done, miss)

    def _by_sentences(
        self, senses: Singles, some: Ints, batch: Batch
    ) -> tuple[dict[str, Singles], dict[str, Singles], Singles]:
        """Answer by sentences: each bears as much of a miss as it had a part in the answer."""
        done = forward(self.each, senses, self.chance, self.course.still)
        owners, starts = batch.owners, batch.starts
        highest = np.maximum.reduceat(done.odds, starts)
        parts = np.exp(done.odds - highest[owners])
        together = np.add.reduceat(parts, starts)
        traces = np.maximum.reduceat(done.bent, starts)
        strongest = self.strongest["strongest"]
        miss = self._miss(highest + np.log(together) + traces @ strongest, some)
        is_strongest = (done.bent == traces[owners]) & (done.bent > 0)
        back_traces = (miss @ strongest.T)[owners] * is_strongest
        shares = np.asarray(miss[owners] * (parts / together[owners]), np.float32)
        slopes, back = backward(self.each, done, shares, back_traces)
        return slopes, {"strongest": traces.T @ miss}, back
