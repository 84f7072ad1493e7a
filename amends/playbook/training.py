"""Learn the labels of drafts from our own corpus: ``python -m amends.playbook.training``.

Deterministic: the same corpus gives the same weights. Drafts of one context are never split between
what is learnt from and what a bound is chosen on.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from amends.language.fitting import Sparse
from amends.language.learning import Course
from amends.playbook.batches import Problem, batch_of
from amends.playbook.contract import LABELS
from amends.playbook.judgement import SHIPPED, Senses, Weights, save, together
from amends.playbook.learning import learn as learn_voices
from amends.playbook.learnt import RULES
from amends.playbook.lessons import (
    Floats,
    Ints,
    Lesson,
    Row,
    part_of,
    read_drafts,
    study,
    taught,
)
from amends.playbook.voices import Voices


_FREEDOM: Final = 1.0
_CLOSE: Final = 0.1
_COURSE: Final = Course(rounds=10, least=40, batch=128, silent=0.65)
_AT_ONCE: Final = 512
# What each sign counts for in the senses beside a line: steps of one size for all get further so.
_LOUDNESS: Final = 4.0
_MOST_ODDS: Final = 30.0
# A sign met less often says nothing: five in six, among them most names and slips.
_LEAST_MET: Final = 3
_MOST = 127
_BLOCKING: Final = frozenset([
    "asks_private_data_in_public", "discloses_private_data", "gift_for_deletion",
    "exposes_other_customer", "insult_back", "non_apology",
])  # fmt: skip
# Asked is 0.95 of strangers' drafts, and from here on three sets of theirs had it.
_SURE: Final = 0.9
_LEAST_SURE: Final = 0.6
_NEVER: Final = 1.1
_BOUNDS: Final = (*np.arange(0.1, 0.96, 0.025), _NEVER)
_LOWS: Final = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4)


def main() -> None:
    """Learn from the whole corpus and replace the weights in the package."""
    rows = read_drafts()
    weights = train(taught(rows))
    save(weights, SHIPPED)
    print(f"{len(rows)} drafts learnt, {SHIPPED.stat().st_size / 1e6:.1f} MB")  # noqa: T201 - a command says what it did


class Fitted(NamedTuple):
    """What was learnt before any bound is chosen: lines, their biases, and senses with their voices.

    `met` are the columns of the lesson that the rows of both tables stand for.
    """

    met: Ints
    table: Floats
    bias: Floats
    senses: NDArray[np.float32]
    voices: Voices

    def says(self, lesson: Lesson) -> Floats:
        """Return the probability of each label of all drafts of a lesson."""
        plain = lesson.seen[:, self.met] @ self.table + self.bias
        problem = _problem(lesson, self.met, np.ones(len(self.met)))
        whole, sentences = np.zeros_like(plain), np.zeros_like(plain)
        for at in range(0, len(plain), _AT_ONCE):
            some = np.arange(at, min(at + _AT_ONCE, len(plain)))
            batch = batch_of(problem, some)
            as_wholes, as_sentences = batch.senses(self.senses)
            whole[some] = self.voices.whole.odds(as_wholes)
            sentences[some] = self.voices.of_sentences(as_sentences, batch.starts)
        odds = np.clip(together(plain, whole, sentences), -_MOST_ODDS, _MOST_ODDS)
        return np.asarray(1 / (1 + np.exp(-odds)), np.float64)


def train(rows: Sequence[Row]) -> Weights:
    """Learn one column for each label; its bound is chosen on drafts it has not learnt from."""
    return learn(study(rows))


def learn(lesson: Lesson) -> Weights:
    """Learn from drafts that were studied before; see ``train``."""
    unseen = out_of_fold(lesson, by_fold(lesson))
    return weights_of(_fitted(lesson, np.arange(len(lesson.labels))), lesson, unseen)


def weights_of(fitted: Fitted, lesson: Lesson, unseen: Floats) -> Weights:
    """Return what is shipped: bounds are chosen by what was said of drafts that nobody had seen."""
    bounds = [_bounds(unseen[:, at], lesson, at) for at in range(len(LABELS))]
    return Weights(
        lesson.signs[fitted.met],
        *_coarse(fitted.table),
        fitted.bias.astype(np.float32),
        np.array([bound for bound, _ in bounds], np.float32),
        np.array([low for _, low in bounds], np.float32),
        Senses(*_coarse(fitted.senses), fitted.voices),
    )


def by_fold(lesson: Lesson) -> dict[int, Fitted]:
    """Return for each fold what is learnt from all the others."""
    return {
        fold: _fitted(lesson, np.flatnonzero(lesson.folds != fold))
        for fold in sorted(set(lesson.folds.tolist()))
    }


def out_of_fold(lesson: Lesson, learnt: Mapping[int, Fitted]) -> Floats:
    """Return the probability of each label by what has not seen the draft's context."""
    said = np.zeros(lesson.labels.shape)
    for fold, fitted in learnt.items():
        unseen = np.flatnonzero(lesson.folds == fold)
        said[unseen] = fitted.says(part_of(lesson, unseen.tolist()))
    return said


def _fitted(lesson: Lesson, seen: Ints) -> Fitted:
    met = _met(lesson, seen)
    return Fitted(met, *_lines(lesson, seen, met), *_voices(lesson, seen, met))


def _met(lesson: Lesson, seen: Ints) -> Ints:
    """Return the signs that are met often enough to say anything; a graft shows nothing new."""
    counts = lesson.seen[seen[lesson.intact[seen]]].getnnz(axis=0)
    return np.flatnonzero(counts >= _LEAST_MET)


def _lines(lesson: Lesson, seen: Ints, met: Ints) -> tuple[Floats, Floats]:
    """Return what each sign says of each label by itself, and each label's bias.

    Grafts teach sentences alone: as a whole nobody wrote them.
    """
    table = np.zeros((len(met), len(LABELS)))
    bias = np.full(len(LABELS), -_MOST_ODDS)
    rows = lesson.rows[:, met]
    for at, label in enumerate(LABELS):
        chosen = seen[lesson.admitted[seen, at] & lesson.intact[seen]]
        sides = lesson.labels[chosen, at]
        if label in RULES and sides.any() and not sides.all():
            column, bias[at] = _line(rows[chosen], sides)
            table[:, at] = column * lesson.loudness[met]
    return table, bias


def _line(rows: csr_matrix, sides: NDArray[np.bool_]) -> tuple[Floats, float]:
    model = LogisticRegression(
        C=_FREEDOM, tol=_CLOSE, solver="liblinear", dual=True, max_iter=2000, random_state=7
    )
    model.fit(rows, sides)
    return model.coef_[0], float(model.intercept_[0])


def _voices(lesson: Lesson, seen: Ints, met: Ints) -> tuple[NDArray[np.float32], Voices]:
    """Return the senses of each sign and the voices that answer by what they add up to."""
    part = part_of(lesson, seen.tolist())
    return learn_voices(_problem(part, met, _LOUDNESS * lesson.loudness[met]), _COURSE)


def _problem(lesson: Lesson, met: Ints, worth: Floats) -> Problem:
    wholes, cases, sentences = (
        _sparse(rows[:, met]) for rows in (lesson.seen, lesson.cases, lesson.sentences)
    )
    sides, counts = (one.astype(np.float32) for one in (lesson.labels, lesson.admitted))
    return Problem(
        wholes,
        cases,
        sentences,
        lesson.starts,
        sides,
        counts,
        lesson.intact,
        worth.astype(np.float32),
    )


def _sparse(rows: csr_matrix) -> Sparse:
    starts = rows.indptr.astype(np.int64)
    return Sparse(rows.indices.astype(np.int64), starts, np.ones(rows.shape[0]))


def _coarse(
    table: Floats | NDArray[np.float32],
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return a table in whole numbers of one byte, and what one of them is worth by column."""
    scale = np.maximum(np.abs(table).max(axis=0), 1e-9) / _MOST
    return np.round(table / scale).astype(np.int8), scale.astype(np.float32)


def _bounds(chances: Floats, lesson: Lesson, at: int) -> tuple[float, float]:
    """Choose from where on a label is said, and below where a rule is not believed: best F1.

    What always blocks must be sure where it is learnt alone.
    """
    blocks = LABELS[at] in _BLOCKING
    sure = _SURE if blocks else _LEAST_SURE
    # A graft is no draft that anybody would send.
    truth, ruled = lesson.labels[:, at] & lesson.intact, lesson.ruled[:, at] & lesson.intact
    best, found = 0.0, (_NEVER, 0.0)
    for low in _LOWS:
        kept = ruled & ((chances >= low) | ~lesson.admitted[:, at])
        for bound in _BOUNDS:
            own = (chances >= bound) & lesson.admitted[:, at] & ~ruled & lesson.intact
            said = kept | own
            score = 2 * (said & truth).sum() / max(1, said.sum() + truth.sum())
            if score > best and (own & truth).sum() >= sure * own.sum():
                best, found = float(score), (float(bound), float(low))
    return found


if __name__ == "__main__":
    main()
