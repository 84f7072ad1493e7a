"""Learn from corrections without forgetting: what they teach is held against our whole corpus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from amends.language.corpus import HELD_BACK, fold_of, read_corpus
from amends.language.folding import fold_batch
from amends.language.reading import BATCH
from amends.rooms.understand.blend import AT, OUTPUTS, squash
from amends.rooms.understand.evidence import Rows
from amends.rooms.understand.lessons import Lessons, features_of, keys_of
from amends.rooms.understand.reading import base_odds
from amends.rooms.understand.tokens import Keys, Numbers, tokens_of
from amends.rooms.understand.training import sides_of


Row = Mapping[str, Any]
COUNT = 4.0
"""So many messages of the corpus weigh one correction."""
_PULL = 0.02
_STEPS, _RATE = 150, 4.0
_MOST_LOST = 0.002
_HALVINGS = 4


class Outcome(NamedTuple):
    """What retraining brought: rows used, how often the checked fifth was right before and after."""

    corrections: int
    before: float
    after: float
    corpus_before: float
    corpus_after: float
    is_better: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """Texts as retraining sees them: known words, what shipped weights say, what is true."""

    places: Numbers
    owners: Numbers
    share: Rows
    odds: Rows
    sides: Rows
    counts: Rows


def retrain(
    corrected: Sequence[Row], corpus: Sequence[Row] | None = None
) -> tuple[Lessons, Outcome]:
    """Return lessons learnt from corrected rows, and what they do to texts not learnt from.

    A fifth of the corrections is set aside to see what is gained, a fifth of the corpus to see
    that nothing is lost: lessons that cost it more than a fifth of a point are taken back by halves.
    """
    own = list(read_corpus()) if corpus is None else list(corpus)
    keys = _vocabulary(corrected)
    taught, checked = _part(corrected), _part(corrected, held=True)
    learning, keeping = _part(own), _part(own, held=True)
    rows = _join(_read(taught, keys, COUNT), _read(learning, keys, 1.0))
    found = Lessons(keys, _fit(rows, len(keys)))
    kept, check = _read(keeping, keys, 1.0), _read(checked or taught, keys, 1.0)
    none = np.zeros_like(found.weights)
    for _ in range(_HALVINGS):
        lost = _rightness(kept, none) - _rightness(kept, found.weights)
        if lost <= _MOST_LOST:
            break
        found = Lessons(keys, found.weights / 2)
    before, after = _rightness(check, none), _rightness(check, found.weights)
    base, now = _rightness(kept, none), _rightness(kept, found.weights)
    is_better = after >= before and base - now <= _MOST_LOST
    return found, Outcome(len(corrected), before, after, base, now, is_better)


def _part(rows: Sequence[Row], *, held: bool = False) -> list[Row]:
    return [row for row in rows if (fold_of(str(row["group"])) == HELD_BACK) is held]


def _vocabulary(rows: Sequence[Row]) -> Keys:
    if not rows:
        return np.empty(0, np.uint64)
    folded = fold_batch([str(row["text"]) for row in rows])
    return np.unique(keys_of(tokens_of(folded.codes, folded.starts - 1))[0])


def _read(rows: Sequence[Row], keys: Keys, count: float) -> _Read:
    parts = [
        _read_some(rows[at : at + BATCH], keys) for at in range(0, max(1, len(rows)), BATCH)
    ]
    sizes = np.cumsum([0, *(len(odds) for _, _, _, odds in parts)])
    return _Read(
        np.concatenate([places for places, _, _, _ in parts]),
        np.concatenate(
            [part[1] + start for part, start in zip(parts, sizes[:-1], strict=True)]
        ),
        np.concatenate([share for _, _, share, _ in parts]),
        np.concatenate([odds for _, _, _, odds in parts]),
        sides_of(rows),
        np.full(len(rows), count),
    )


def _read_some(rows: Sequence[Row], keys: Keys) -> tuple[Numbers, Numbers, Rows, Rows]:
    texts = [str(row["text"]) for row in rows]
    if not texts:
        nothing = np.empty(0, np.int64)
        return nothing, nothing, np.empty(0), np.empty((0, len(OUTPUTS)))
    folded = fold_batch(texts)
    tokens = tokens_of(folded.codes, folded.starts - 1)
    return (*features_of(tokens, keys, len(texts)), base_odds(texts))


def _join(one: _Read, other: _Read) -> _Read:
    return _Read(
        np.concatenate([one.places, other.places]),
        np.concatenate([one.owners, other.owners + len(one.odds)]),
        np.concatenate([one.share, other.share]),
        np.concatenate([one.odds, other.odds]),
        np.concatenate([one.sides, other.sides]),
        np.concatenate([one.counts, other.counts]),
    )


def _fit(rows: _Read, width: int) -> Rows:
    """Gradient steps with momentum on the words' weights; shipped odds stand as they are."""
    weights = np.zeros((width, len(OUTPUTS)))
    for output in range(len(OUTPUTS)):
        known = ~np.isnan(rows.sides[:, output])
        if known.any() and width:
            weights[:, output] = _fit_one(rows, width, output, known)
    return weights


def _fit_one(rows: _Read, width: int, output: int, known: Rows) -> Rows:
    sides = np.where(known, rows.sides[:, output], 0.0)
    counts = np.where(known, rows.counts, 0.0) / max(1.0, float(rows.counts[known].sum()))
    counts *= float(known.sum())
    values, weights, speed = rows.share[rows.owners], np.zeros(width), np.zeros(width)
    often = 1 + np.bincount(rows.places, rows.counts[rows.owners] * values**2, minlength=width)
    for _ in range(_STEPS):
        ahead = weights + 0.9 * speed
        added = np.bincount(rows.owners, ahead[rows.places] * values, minlength=len(sides))
        miss = counts * (squash(rows.odds[:, output] + added) - sides)
        slope = np.bincount(rows.places, miss[rows.owners] * values, minlength=width)
        speed = 0.9 * speed - _RATE / 10 * (slope + _PULL * ahead) / often
        weights = weights + speed
    return np.asarray(weights)


def _rightness(rows: _Read, weights: Rows) -> float:
    """Return how many of the labelled fields are read right, each output counting alike."""
    added = np.zeros_like(rows.odds)
    np.add.at(added, rows.owners, weights[rows.places] * rows.share[rows.owners, None])
    said = rows.odds + added >= 0
    known = ~np.isnan(rows.sides)
    right = [
        float((said[known[:, at], at] == rows.sides[known[:, at], at]).mean())
        for at in AT.values()
        if known[:, at].any()
    ]
    return float(np.mean(right)) if right else 1.0
