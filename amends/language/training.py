"""Fit every head to labelled rows and make a table of weights of them. NumPy alone; deterministic."""

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from amends.language.calibrating import Calibration, calibrate
from amends.language.compiling import TABLE_BITS, choose, compile_texts, frequency, to_rows
from amends.language.corpus import FOLDS
from amends.language.examples import Example, lesson
from amends.language.examples import example as to_example
from amends.language.features import Ragged
from amends.language.fitting import Course, Floats, Sparse, fit
from amends.language.fitting import Problem as Line
from amends.language.heads import AT, HEADS, READ, VARIETIES, places
from amends.language.learning import Problem, learn
from amends.language.lines import fit_lines
from amends.language.network import DIRECT, SENSES, Network
from amends.language.passes import Singles
from amends.language.table import SAID_WIDTH, SPOKEN, WIDTH, Weights, save


MANY: Final = 20_000
"""So many rows are worth a process for each fold."""
UNASKED: Final = -6.0
_UNCROSSED: Final = Calibration(0.5, 1.5)
"""How network and line are joined where nobody measured how honest they are."""
# Log odds: of reviews from where it learnt nothing the reader hears too little praise.
_LEAN: Final = 0.3
_PENALTY: Final = 3e-6
_LEAST: Final = 2.0
_LANG: Final = places("lang")
# In Latin letters English is far more frequent than the lessons say, and other tongues are rarer.
_OFTEN: Final = {"lang:en": 1.5, "lang:other": -1.0}
_DIRECT_AT: Final = np.array([READ.index(head) for head in DIRECT])
_AT_ONCE: Final = 1024


@dataclass(slots=True)
class Trained:
    """Weights, and for each head the log odds its examples got from folds that had not seen them.

    `crossed` holds one column per head of HEADS and one row per example, NaN where not asked.
    """

    weights: Weights
    crossed: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Heard:
    """The examples that teach anything but a language, ready to learn from."""

    problem: Problem
    known: NDArray[np.bool_]
    folds: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Learnt:
    """What was learnt: the columns of each feature (senses, then lines), and what stands behind."""

    columns: Singles
    network: Network
    line_bias: Singles

    def says(self, rows: Sparse) -> tuple[Singles, Singles]:
        """Return what network and lines say of rows, both in the order of READ."""
        added = np.zeros((len(rows), SPOKEN), np.float32)
        np.add.at(added, rows.owners(), self.columns[rows.columns])
        added = np.asarray(added / rows.length[:, None], np.float32)
        lines = np.zeros((len(rows), len(READ)), np.float32)
        lines[:, _DIRECT_AT] = added[:, SENSES:] + self.line_bias
        return self.network.odds(added[:, :SENSES]), lines


def train_rows(rows: Iterable[Mapping[str, Any]], out: Path) -> Path:
    """Fit every head the rows teach and write the weights to `out`."""
    save(fit_heads([to_example(row) for row in rows]).weights, out)
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
    counts = np.array([one.count for one in examples])
    proofs, said_proofs = (
        # A word of ours is met in few messages: it shall not lose its row to chance runs of letters.
        _owners(some, counts[at] ** 2)
        for some, at in zip(features, (read, spoken), strict=True)
    )
    heard = _heard([examples[at] for at in read.tolist()], to_rows(features[0], proofs), only)
    found = _learn(heard, range(-1, FOLDS) if crosses else [-1])
    calibrations: dict[str, Calibration] = {}
    if crosses:
        voices = _crossed(heard, found[1:])
        calibrations = _calibrations(heard, voices)
        crossed[np.ix_(read, np.array([AT[head] for head in READ]))] = _together(
            voices, calibrations
        )
    rows = to_rows(features[1], said_proofs)
    lines = _lines([examples[at] for at in spoken.tolist()], rows, only)
    said = _said(said_proofs, lines)
    return Trained(_weights(proofs, heard, found[0], said, calibrations), crossed)


def _owners(features: Ragged, counts: Floats) -> NDArray[np.uint8]:
    return choose(frequency(features, counts), min(_LEAST, counts.max(initial=0.0)))


def _rarity(rows: Sparse) -> Floats:
    often = np.bincount(rows.columns, minlength=1 << TABLE_BITS)
    texts = len(rows)
    return np.asarray(np.log((1.0 + texts) / (1.0 + np.minimum(often, texts))) / 4)


def _heard(examples: Sequence[Example], rows: Sparse, only: frozenset[str]) -> _Heard:
    sides = np.zeros((len(examples), len(READ)), np.float32)
    counts = np.zeros_like(sides)
    for at, head in enumerate(READ):
        taught = lesson(head, examples)
        if head in only and taught.is_enough:
            sides[taught.places, at] = taught.sides
            counts[taught.places, at] = taught.counts
    names = {name: at for at, name in enumerate(dict.fromkeys(one.source for one in examples))}
    sources = np.array([names[one.source] for one in examples], np.int64)
    folds = np.array([one.fold for one in examples], np.int64)
    rarity = _rarity(rows).astype(np.float32)
    ours = np.array([one.count > 1 for one in examples], np.bool_)
    return _Heard(Problem(rows, sides, counts, rarity, sources, ours), counts > 0, folds)


def _learn(heard: _Heard, folds: Iterable[int]) -> list[_Learnt]:
    """Return what is learnt without each of the folds (-1: with all), a process each if many."""
    without = list(folds)
    if len(heard.folds) < MANY or len(without) == 1:
        return [_learn_without(heard, fold) for fold in without]
    with ProcessPoolExecutor(min(len(without), os.cpu_count() or 1)) as pool:
        return list(pool.map(_learn_without, [heard] * len(without), without))


def _learn_without(heard: _Heard, fold: int) -> _Learnt:
    problem, kept = heard.problem, np.flatnonzero(heard.folds != fold)
    problem = replace(
        problem,
        rows=problem.rows.only(kept),
        sides=problem.sides[kept],
        counts=problem.counts[kept],
        sources=problem.sources[kept],
        whole=problem.kept[kept],
    )
    senses, network = learn(problem)
    lines, bias = fit_lines(problem, _DIRECT_AT)
    return _Learnt(np.concatenate([senses, lines], axis=1), network, bias)


def _crossed(heard: _Heard, found: Sequence[_Learnt]) -> tuple[Singles, Singles]:
    """Return what the fold that had not seen an example says of it: network and lines."""
    deep, straight = (np.zeros(heard.known.shape, np.float32) for _ in range(2))
    for fold, learnt in enumerate(found):
        held = np.flatnonzero(heard.folds == fold)
        for at in range(0, len(held), _AT_ONCE):
            some = held[at : at + _AT_ONCE]
            deep[some], straight[some] = learnt.says(heard.problem.rows.only(some))
    return deep, straight


def _calibrations(heard: _Heard, voices: tuple[Singles, Singles]) -> dict[str, Calibration]:
    """Return how honest each head is about examples that were not learnt from."""
    found = {}
    for at, head in enumerate(READ):
        known = np.flatnonzero(heard.known[:, at])
        if len(known):
            heads = [voice[known, at] for voice in voices[: 1 + (head in DIRECT)]]
            found[head] = calibrate(
                np.stack(heads, axis=1).astype(np.float64),
                heard.problem.sides[known, at].astype(np.float64),
                moves=head != "side",
            )
    if "side" in found:
        found["side"] = found["side"]._replace(shift=_LEAN)
    return found


def _together(voices: tuple[Singles, Singles], known: Mapping[str, Calibration]) -> Singles:
    honest = [known.get(head, Calibration()) for head in READ]
    slope, lift, shift = np.array([one[:3] for one in honest], np.float32).T
    return np.asarray(voices[0] * slope + voices[1] * lift + shift, np.float32)


def _lines(
    examples: Sequence[Example], rows: Sparse, only: frozenset[str]
) -> dict[str, tuple[Floats, float]]:
    """Return the weights of the features for each variety of speech, and its bias."""
    rarity, found = _rarity(rows), {}
    for head in HEADS[_LANG]:
        taught = lesson(head, examples)
        if head not in only or not taught.is_enough:
            continue
        size = len(taught.places)
        course = Course(5 if size > MANY else 8, batch=max(16, min(256, size // 64)))
        found[head] = fit(
            Line(rows.only(taught.places), taught.sides, taught.counts, rarity, _PENALTY),
            course,
        )
    return found


@dataclass(frozen=True, slots=True)
class _Said:
    """The table of languages, what its columns are multiplied by, their biases, and which are known."""

    table: NDArray[np.int8]
    scale: Singles
    bias: Singles
    taught: frozenset[str]


def _said(proofs: NDArray[np.uint8], lines: Mapping[str, tuple[Floats, float]]) -> _Said:
    table = _empty(proofs, SAID_WIDTH)
    scale, bias = (np.full(len(VARIETIES), value, np.float32) for value in (1e-9, UNASKED))
    for at, head in enumerate(HEADS[_LANG]):
        if head in lines:
            column, bias[at] = lines[head]
            bias[at] += _OFTEN.get(head, 0.0)
            scale[at] = _put(table, at, column)
    return _Said(table, scale, bias, frozenset(lines))


def _weights(
    proofs: NDArray[np.uint8],
    heard: _Heard,
    learnt: _Learnt,
    said: _Said,
    calibrations: dict[str, Calibration],
) -> Weights:
    table = _empty(proofs, WIDTH)
    met = np.zeros(len(proofs), np.bool_)
    met[heard.problem.rows.columns] = True
    steps = [_put(table, at, learnt.columns[:, at] * met) for at in range(SPOKEN)]
    usual = {} if calibrations else dict.fromkeys(DIRECT, _UNCROSSED)
    honest = [(usual | calibrations).get(head, Calibration()) for head in HEADS]
    slope, lift, shift, low, high = np.array(honest, np.float32).T
    known = {head: bool(heard.known[:, at].any()) for at, head in enumerate(READ)}
    taught = np.array([known.get(head, head in said.taught) for head in HEADS])
    network = _silenced(learnt.network, np.array([not known[head] for head in READ]))
    scale = np.concatenate([np.array(steps, np.float32), said.scale])
    return Weights(
        table, said.table, network, scale, learnt.line_bias, said.bias,
        slope, lift, shift, low, high, taught,
    )  # fmt: skip


def _empty(proofs: NDArray[np.uint8], width: int) -> NDArray[np.int8]:
    table = np.zeros((len(proofs), width), np.int8)
    table[:, 0] = proofs.view(np.int8)
    return table


def _put(table: NDArray[np.int8], at: int, column: Floats | Singles) -> float:
    """Write a column in steps and return the size of one."""
    step = _step(column)
    table[:, 1 + at] = np.clip(np.rint(column / step), -127, 127)
    return step


def _silenced(network: Network, untaught: NDArray[np.bool_]) -> Network:
    """Let heads that nobody taught say a plain no."""
    outer, straight, bias = network.outer.copy(), network.straight.copy(), network.bias.copy()
    outer[:, untaught] = straight[:, untaught] = 0.0
    bias[untaught] = UNASKED
    return replace(network, outer=outer, straight=straight, bias=bias)


def _step(column: Floats | Singles) -> float:
    """Return the size of one of 127 steps: a few outliers are cut so that the rest is finer."""
    sizes = np.abs(column[column != 0])
    return max(1e-9, float(np.quantile(sizes, 0.9995)) / 127) if len(sizes) else 1e-9
