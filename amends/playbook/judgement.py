"""Weigh what a draft shows by what our own corpus of drafts has taught: one probability a label."""

import json
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from itertools import compress
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.language.network import Network
from amends.playbook.contract import LABELS
from amends.playbook.signs import Shown
from amends.playbook.voices import Voices, length_of


Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
_PARTS: Final = tuple(field.name for field in fields(Network))
# No other sentence can tell whether one of these stands in a clause.
_IN_ONE_CLAUSE: Final = frozenset([
    "asks_private_data_in_public", "discloses_private_data", "exposes_other_customer",
    "gift_for_deletion", "insult_back",
])  # fmt: skip
_SENTENCES: Final = np.array(
    [5 if label in _IN_ONE_CLAUSE else 3 for label in LABELS], np.float32
)
SHIPPED: Final = Path(str(files("amends.playbook") / "weights" / "drafts.npz"))


@dataclass(frozen=True, slots=True)
class Senses:
    """One row of the table for each sign known, and the voices that answer by what they add up to."""

    table: NDArray[np.int8]
    scale: Floats
    voices: Voices

    def met(self, rows: Sequence[Rows]) -> Floats:
        """Return the senses of these signs, taken together in each of the rows."""
        sums = np.stack([self.table[some].sum(axis=0, dtype=np.int32) for some in rows])
        lengths = length_of(np.array([len(some) for some in rows]))
        return np.asarray(sums * self.scale / lengths[:, None], np.float32)


@dataclass(frozen=True, slots=True)
class Weights:
    """One row of the table for each sign of `known`, one column for each label in the order of LABELS.

    `known` are the codes of the signs that were met often enough, in order; others say nothing.
    A sum times its `scale` plus its `bias` is what the signs say each by itself; see ``together``
    for what is made of it. From `bound` on a label holds; below `low` it does not, whatever a rule found.
    """

    known: NDArray[np.uint32]
    table: NDArray[np.int8]
    scale: Floats
    bias: Floats
    bound: Floats
    low: Floats
    senses: Senses


@dataclass(frozen=True, slots=True)
class Judged:
    """The log odds of each label in the order of LABELS: of a draft, and of each of its sentences."""

    draft: Floats
    sentences: Floats

    def chances(self) -> Mapping[str, float]:
        """Return how probable each label is."""
        chances = 1 / (1 + np.exp(-np.clip(self.draft, -30, 30)))
        return dict(zip(LABELS, chances.tolist(), strict=True))

    def worst(self, label: str) -> int:
        """Return the number of the sentence that speaks most for a label."""
        return int(np.argmax(self.sentences[:, LABELS.index(label)]))


def together(plain: Floats, whole: Floats, sentences: Floats) -> Floats:
    """Return the log odds that three voices come to: signs each by itself, a draft, its sentences.

    The sentences count most: what people send goes wrong in one clause of a good answer.
    """
    odds = (plain + whole + _SENTENCES * sentences) / (2 + _SENTENCES)
    return np.asarray(odds, np.float32)


def code_of(sign: str) -> int:
    """Return the number of 32 bits a sign is known by: of a million signs some hundred pairs share one."""
    return zlib.crc32(sign.encode("utf-8", "surrogatepass"))


def judge(shown: Shown, weights: Weights) -> Judged:
    """Weigh what a draft shows, as a whole and sentence by sentence."""
    rows = _rows_of(shown.whole, weights)
    whole, case = _met(shown.whole, rows), _met(shown.case, rows)
    each = [case | _met(one, rows) for one in shown.sentences]
    met = weights.senses.met([*map(_numbers, (whole, *each))])
    voices = weights.senses.voices
    plain = (
        weights.table[_numbers(whole)].sum(axis=0, dtype=np.int32) * weights.scale
        + weights.bias
    )
    by_sentences = voices.of_sentences(met[1:], np.zeros(1, np.int64))[0]
    odds = together(plain, voices.whole.odds(met[:1])[0], by_sentences)
    return Judged(odds, voices.each.odds(met[1:]))


def _rows_of(signs: Iterable[str], weights: Weights) -> Mapping[str, int]:
    """Return the row of each sign that is known."""
    signs = list(signs)
    codes = np.array([code_of(sign) for sign in signs], np.uint32)
    rows = np.searchsorted(weights.known, codes)
    rows[rows == len(weights.known)] = 0
    found = weights.known[rows] == codes
    return dict(zip(compress(signs, found.tolist()), rows[found].tolist(), strict=True))


def _met(signs: Iterable[str], rows: Mapping[str, int]) -> set[int]:
    """Return the rows of those signs that are known, each once."""
    return {row for row in map(rows.get, signs) if row is not None}


def _numbers(rows: Collection[int]) -> Rows:
    return np.fromiter(rows, np.int64, len(rows))


def save(weights: Weights, path: Path) -> None:
    """Write the weights without anything executable in them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    voices = weights.senses.voices
    np.savez_compressed(
        path,
        about=np.array(json.dumps({"labels": LABELS})),
        known=weights.known,
        table=weights.table,
        scale=weights.scale,
        bias=weights.bias,
        bound=weights.bound,
        low=weights.low,
        senses=weights.senses.table,
        senses_scale=weights.senses.scale,
        strongest=voices.strongest,
        **{f"whole_{name}": getattr(voices.whole, name) for name in _PARTS},
        **{f"each_{name}": getattr(voices.each, name) for name in _PARTS},
    )


@cache
def load(path: Path = SHIPPED) -> Weights:
    """Read weights that `save` wrote. Raise ValueError when they were made for other labels."""
    with np.load(path, allow_pickle=False) as stored:
        if tuple(json.loads(str(stored["about"]))["labels"]) != LABELS:
            raise ValueError(f"{path}: made for other labels")
        whole, each = (
            Network(**{name: stored[f"{voice}_{name}"] for name in _PARTS})
            for voice in ("whole", "each")
        )
        voices = Voices(whole, each, stored["strongest"])
        senses = Senses(stored["senses"], stored["senses_scale"], voices)
        known, table, scale, bias, bound, low = (
            stored[name] for name in ("known", "table", "scale", "bias", "bound", "low")
        )
        return Weights(known, table, scale, bias, bound, low, senses)
