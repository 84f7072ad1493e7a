"""Fit every head to labelled rows and make a table of weights of them. NumPy alone; deterministic."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from amends.language.calibrating import Calibration, calibrate
from amends.language.compiling import TABLE_BITS, choose, compile_texts, frequency, to_rows
from amends.language.corpus import FOLDS
from amends.language.examples import Example, Lesson, example, lesson
from amends.language.features import Ragged
from amends.language.fitting import Course, Floats, Problem, Sparse, fit
from amends.language.heads import AT, HEADS, places
from amends.language.table import WIDTH, Weights, save


PENALTY: Final = 3e-6
MANY: Final = 20_000
"""So many rows need fewer rounds."""
_LEAST: Final = 2.0
_LANG: Final = places("lang")
_SPOKEN: Final = HEADS[_LANG]
_READ: Final = HEADS[: _LANG.start] + HEADS[_LANG.stop :]


@dataclass(slots=True)
class Trained:
    """Weights, and for each head the log odds its examples got from folds that had not seen them.

    `crossed` holds one column per head of HEADS and one row per example, NaN where not asked.
    """

    weights: Weights
    crossed: NDArray[np.float32]


@dataclass(slots=True)
class _Fitted:
    columns: dict[str, tuple[Floats, float]] = field(default_factory=dict)
    calibrations: dict[str, Calibration] = field(default_factory=dict)


def train_rows(rows: Iterable[Mapping[str, Any]], out: Path) -> Path:
    """Fit every head the rows teach and write the weights to `out`."""
    save(fit_heads([example(row) for row in rows]).weights, out)
    return out


def fit_heads(
    examples: Sequence[Example],
    *,
    only: frozenset[str] = frozenset(HEADS),
    crosses: bool = True,
) -> Trained:
    """Return weights with every head that has enough examples of both sides, calibrated.

    `only` names the heads to fit. Without `crosses` nothing is calibrated, six times faster.
    """
    crossed = np.full((len(examples), len(HEADS)), np.nan, np.float32)
    read = np.flatnonzero([one.is_read for one in examples])
    spoken = np.flatnonzero([one.is_spoken for one in examples])
    features = [
        compile_texts([examples[at].text for at in read.tolist()]).read,
        compile_texts([examples[at].text for at in spoken.tolist()]).spoken,
    ]
    proofs = _owners(features, examples, [read, spoken])
    fitted = _Fitted()
    for some, heads, those in zip(features, (_READ, _SPOKEN), (read, spoken), strict=True):
        rows = to_rows(some, proofs)
        rarity = _rarity(rows)
        for head in [head for head in heads if head in only]:
            asked = [examples[at] for at in those.tolist()]
            _fit_head(fitted, head, rows, rarity, asked)
            if crosses and head in fitted.columns and heads is _READ:
                odds, where = _cross(fitted, head, rows, rarity, asked)
                crossed[those[where], AT[head]] = odds
    return Trained(_weights(proofs, fitted), crossed)


def _owners(
    features: Sequence[Ragged], examples: Sequence[Example], places: Sequence[NDArray[np.intp]]
) -> NDArray[np.uint8]:
    counts = np.array([one.count for one in examples])
    often = sum(
        (frequency(some, counts[at]) for some, at in zip(features, places, strict=True)),
        start=np.zeros(1, np.float32),
    )
    return choose(np.asarray(often), min(_LEAST, counts.max(initial=0.0)))


def _rarity(rows: Sparse) -> Floats:
    often = np.bincount(rows.columns, minlength=1 << TABLE_BITS)
    texts = len(rows)
    return np.asarray(np.log((1.0 + texts) / (1.0 + np.minimum(often, texts))) / 4)


def _fit_head(
    fitted: _Fitted, head: str, rows: Sparse, rarity: Floats, examples: Sequence[Example]
) -> None:
    taught = lesson(head, examples)
    if taught.is_enough:
        fitted.columns[head] = _learn(taught, np.arange(len(taught.places)), rows, rarity)


def _learn(
    taught: Lesson, some: NDArray[np.intp], rows: Sparse, rarity: Floats
) -> tuple[Floats, float]:
    # Few rows are gone through in smaller steps: a head needs some hundred of them.
    course = Course(5 if len(some) > MANY else 8, batch=max(16, min(256, len(some) // 64)))
    problem = Problem(
        rows.only(taught.places[some]), taught.sides[some], taught.counts[some], rarity, PENALTY
    )
    return fit(problem, course)


def _cross(
    fitted: _Fitted, head: str, rows: Sparse, rarity: Floats, examples: Sequence[Example]
) -> tuple[Floats, NDArray[np.int64]]:
    """Calibrate a head on examples that were not learnt from, and return their log odds."""
    taught = lesson(head, examples)
    odds = np.full(len(taught.places), np.nan)
    for fold in range(FOLDS):
        held = np.flatnonzero(taught.folds == fold)
        rest = np.flatnonzero(taught.folds != fold)
        if not len(held) or len(set(taught.sides[rest])) < 2:  # noqa: PLR2004 - both sides
            continue
        weights, bias = _learn(taught, rest, rows, rarity)
        odds[held] = rows.only(taught.places[held]).sums(weights) + bias
    known = np.flatnonzero(~np.isnan(odds))
    if not len(known):
        return odds, taught.places
    calibration = calibrate(odds[known], taught.sides[known], moves=head != "side")
    fitted.calibrations[head] = calibration
    return calibration.slope * odds + calibration.shift, taught.places


def _weights(proofs: NDArray[np.uint8], fitted: _Fitted) -> Weights:
    count = len(HEADS)
    table = np.zeros((len(proofs), WIDTH), np.int8)
    table[:, 0] = proofs.view(np.int8)
    scale, bias = np.zeros(count, np.float32), np.full(count, -6.0, np.float32)
    for head, (column, base) in fitted.columns.items():
        at = AT[head]
        scale[at] = _step(column)
        table[:, 1 + at] = np.clip(np.rint(column / scale[at]), -127, 127)
        bias[at] = base
    honest = [fitted.calibrations.get(head, Calibration()) for head in HEADS]
    slope, shift, low, high = np.array(honest, np.float32).T
    taught = np.array([head in fitted.columns for head in HEADS])
    return Weights(table, scale, bias, slope, shift, low, high, taught)


def _step(column: Floats) -> float:
    """Return the size of one of 127 steps: a few outliers are cut so that the rest is finer."""
    sizes = np.abs(column[column != 0])
    return max(1e-9, float(np.quantile(sizes, 0.9995)) / 127) if len(sizes) else 1e-9
