"""Fit the blend: one logistic layer a field, shared by the languages, with a leaning of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from amends.rooms.understand.blend import ALWAYS, AT, FIRST_CUE, MODEL, OUTPUTS, width_of
from amends.rooms.understand.evidence import Rows, known_by_name
from amends.rooms.understand.phrases import Cue
from amends.rooms.understand.tokens import Numbers


LANGUAGES = 4
_ROUNDS = 60
_ENOUGH = 1e-7


class Pull(NamedTuple):
    """How many messages it takes to move a weight: a shared one, and a language's own."""

    shared: float
    own: float


# By folds of texts that neither model nor blend had seen.
_PULL = Pull(3, 90)


_SHARE, _OF_COMPLAINT = 0.8, 0.4


@dataclass(frozen=True, slots=True)
class Labelled:
    """What is learnt from: evidence and language of each text, how much it counts, and its sides.

    `sides` has a column for each output: 0, 1, or NaN where nobody said.
    """

    evidence: Rows
    langs: Numbers
    counts: Rows
    sides: Rows


def start_of(cues: Sequence[str]) -> Rows:
    """Return the weights without any learning: each field as the model says it, and as the tables do."""
    weights = np.zeros((width_of(tuple(cues)), len(OUTPUTS)))
    for at, output in enumerate(OUTPUTS):
        weights[MODEL.index(output), at] = 1.0
    for at, name in enumerate(cues):
        said = known_by_name().get(name, ())
        for cue in said:
            weights[FIRST_CUE + at] += _of_tables(cue) / len(said)
    return weights


def _of_tables(cue: Cue) -> Rows:
    """Return what a cue's row in its table says for every output, in part: the model saw it too."""
    said = np.zeros(len(OUTPUTS))
    for name in (cue.field, f"topic:{cue.field}"):
        if name in AT:
            said[AT[name]] = _SHARE * cue.weight
    said[AT["complaint"]] = _OF_COMPLAINT * cue.complaint
    for level in range(2, cue.severity + 1):
        said[AT[f"severity:{level}"]] = _SHARE * cue.weight
    for level in range(1, cue.level + 1):
        said[AT[f"anger:{level}"]] = _SHARE * cue.weight
    return said


def fit(labelled: Labelled, start: Rows) -> Rows:
    """Return the weights by language, column and output. Deterministic."""
    weights = np.repeat(start[None], LANGUAGES, axis=0)
    for output in range(len(OUTPUTS)):
        known = np.flatnonzero(~np.isnan(labelled.sides[:, output]))
        if len(np.unique(labelled.sides[known, output])) == 2:  # noqa: PLR2004 - both sides are there
            weights[:, :, output] = _fit_one(labelled, known, output, start[:, output])
    return weights


def _fit_one(labelled: Labelled, known: Numbers, output: int, start: Rows) -> Rows:
    """Newton's steps on the shared weights, then on each language's own."""
    rows, sides = labelled.evidence[known], labelled.sides[known, output]
    counts, langs = labelled.counts[known], labelled.langs[known]
    shared = _newton(rows, sides, counts, start, _held(len(start), _PULL.shared))
    found = np.repeat(shared[None], LANGUAGES, axis=0)
    for lang in np.unique(langs).tolist():
        mine = np.flatnonzero(langs == lang)
        if lang < LANGUAGES - 1:
            held = _held(len(start), _PULL.own)
            found[lang] = _newton(rows[mine], sides[mine], counts[mine], shared, held)
    return found


def _held(width: int, pull: float) -> Rows:
    held = np.full(width, pull)
    # How often a field is said at all is learnt freely.
    held[ALWAYS] = pull / 30
    return held


def _newton(rows: Rows, sides: Rows, counts: Rows, start: Rows, held: Rows) -> Rows:
    weights, held = start.copy(), held / counts.sum()
    counts = counts / counts.sum()
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (counts * (chance - sides)) + held * (weights - start)
        bend = (rows * (counts * chance * (1 - chance))[:, None]).T @ rows
        step = np.linalg.solve(bend + np.diag(held), slope)
        # A long step may overshoot where the curve is flat.
        weights = weights - step * min(1.0, 4.0 / max(1e-9, float(np.abs(step).max())))
        if float(np.abs(step).max()) < _ENOUGH:
            break
    return weights
