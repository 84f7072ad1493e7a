"""Weigh model, cues and style against each other: one small table a language, learnt on our corpus."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from amends.language.folding import FoldedBatch
from amends.language.heads import AT as HEAD_AT
from amends.rooms.understand.cues import Hits
from amends.rooms.understand.evidence import (
    SURFACE,
    Columns,
    Rows,
    cue_rows,
    surface_rows,
)
from amends.rooms.understand.tokens import Numbers


WEIGHTS = Path(__file__).parent / "weights" / "blend.npz"
MODEL = tuple(head for head in HEAD_AT if not head.startswith(("dialect:", "lang:", "side")))
"""The heads of the reader that are weighed."""
OUTPUTS = MODEL
"""What is judged: each head again, with the cues' word in it."""
AT = {name: at for at, name in enumerate(OUTPUTS)}

ALWAYS = 2 * len(MODEL) + SURFACE.index("always")
"""The column that is always one."""
FIRST_CUE = 2 * len(MODEL) + len(SURFACE)
_AT_ONCE = 32
# A blend is learnt above all from letters to shops; the reader has met more of reviews and tweets. By
# folds, so much of its own word costs our letters nothing and gives what strangers write a point or two.
_AS_READ = {"negative": 0.3, "positive": 0.3, "sarcasm": 0.5}


@dataclass(frozen=True, slots=True)
class Blend:
    """What training leaves: names of the cue columns, weights by language, column and output.

    Columns are MODEL as log odds, MODEL as probabilities, SURFACE, then `cues`. `thresholds` says from which
    probability on an output counts as said.
    """

    cues: tuple[str, ...]
    weights: NDArray[np.float64]
    thresholds: Mapping[str, float]

    def odds(self, evidence: Rows, langs: Numbers) -> Rows:
        """Return the log odds of every output, a row a text; `langs` numbers their languages."""
        odds = np.empty((len(evidence), len(OUTPUTS)))
        for lang in np.unique(langs).tolist():
            mine = np.flatnonzero(langs == lang)
            odds[mine] = _times(evidence[mine], self.weights[lang])
        for output, share in _AS_READ.items():
            said = evidence[:, MODEL.index(output)]
            odds[:, AT[output]] += share * (said - odds[:, AT[output]])
        return odds

    def odds_of_one(
        self, said: Rows, surface: Sequence[float], cues: Mapping[int, float], lang: int
    ) -> Rows:
        """Return the log odds of every output of one text; `cues` are columns with their values."""
        weights = self.weights[lang]
        odds = np.concatenate([said_of(said), surface]) @ weights[:FIRST_CUE]
        if cues:
            places = [FIRST_CUE + at for at in cues]
            odds += np.array(list(cues.values())) @ weights.take(places, axis=0)
        for output, share in _AS_READ.items():
            odds[AT[output]] += share * (said[MODEL.index(output)] - odds[AT[output]])
        return np.asarray(odds)


def _times(rows: Rows, weights: Rows) -> Rows:
    # A larger product is given to threads, which cost more than they bring.
    parts = [rows[at : at + _AT_ONCE] @ weights for at in range(0, len(rows), _AT_ONCE)]
    return np.concatenate(parts) if parts else np.empty((0, weights.shape[1]))


def evidence_of(folded: FoldedBatch, hits: Hits, scores: Rows, columns: Columns) -> Rows:
    """Return what a blend weighs: model, style and cues side by side, a row a text."""
    return np.hstack(
        [said_of(scores), surface_rows(folded), cue_rows(hits, len(folded), columns)]
    )


def said_of(scores: Rows) -> Rows:
    """Return what the model says as log odds and as probabilities: a sure voice bends, a loud one not."""
    return np.concatenate([scores, squash(scores)], axis=-1)


def width_of(cues: tuple[str, ...]) -> int:
    """Return how many columns the evidence has with these cues."""
    return FIRST_CUE + len(cues)


def squash(odds: Rows) -> Rows:
    """Turn log odds into probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30.0, 30.0))))


def save(blend: Blend, path: Path) -> None:
    """Write a blend as one file without anything executable in it. The same blend, the same bytes."""
    about = json.dumps({
        "model": MODEL, "outputs": OUTPUTS, "surface": SURFACE, "cues": blend.cues,
        "thresholds": dict(blend.thresholds),
    }, ensure_ascii=True)  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, about=np.array(about), weights=blend.weights.astype(np.float32))


def load(path: Path) -> Blend:
    """Read a blend that `save` wrote. Raise ValueError where it was made for other columns."""
    with np.load(path, allow_pickle=False) as stored:
        about = json.loads(str(stored["about"]))
        weights = stored["weights"].astype(np.float64)
    if weights.shape[1] != width_of(tuple(about["cues"])):
        raise ValueError(f"{path}: made for other columns, train it again")
    made_for = tuple(tuple(about[name]) for name in ("model", "outputs", "surface"))
    if made_for != (MODEL, OUTPUTS, SURFACE):
        raise ValueError(f"{path}: made for other columns, train it again")
    return Blend(tuple(about["cues"]), weights, about["thresholds"])


@lru_cache(maxsize=4)
def columns_of(cues: tuple[str, ...]) -> Columns:
    """Return where the cues stand among the columns of a blend."""
    return Columns(cues)


@cache
def shipped() -> Blend:
    """Return the blend in the package."""
    return load(WEIGHTS)
