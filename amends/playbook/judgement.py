"""Weigh what a draft shows by what our own corpus of drafts has taught: one probability a label."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from amends.language.network import Network
from amends.playbook.contract import LABELS


Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
_STRENGTH: Final = 2.0
_PARTS: Final = tuple(field.name for field in fields(Network))
SHIPPED: Final = Path(str(files("amends.playbook") / "weights" / "drafts.npz"))


@dataclass(frozen=True, slots=True)
class Senses:
    """One row of the table for each sign known, and the network that answers by what they add up to."""

    table: NDArray[np.int8]
    scale: Floats
    network: Network

    def odds(self, rows: Rows) -> Floats:
        """Return the log odds of each label by the signs of these rows."""
        summed = self.table[rows].sum(axis=0, dtype=np.int32) * self.scale
        met = summed / length_of(np.array(len(rows)))
        return np.asarray(self.network.odds(met[None].astype(np.float32))[0])


@dataclass(frozen=True, slots=True)
class Weights:
    """One row of the table for each sign of `known`, one column for each label in the order of LABELS.

    `known` are the codes of the signs that were met often enough, in order; others say nothing.
    A sum times its `scale` plus its `bias` is what the signs say each by itself; the mean of that
    and of what `senses` says are the log odds. From `bound` on the label holds; below `low` it
    does not, whatever a rule found.
    """

    known: NDArray[np.uint32]
    table: NDArray[np.int8]
    scale: Floats
    bias: Floats
    bound: Floats
    low: Floats
    senses: Senses


def code_of(sign: str) -> int:
    """Return the number of 32 bits a sign is known by: of a million signs some hundred pairs share one."""
    return zlib.crc32(sign.encode("utf-8", "surrogatepass"))


def length_of(signs: NDArray[Any]) -> NDArray[np.float64]:
    """Return what the senses of so many signs are divided by: long drafts do not shout."""
    return np.asarray(np.sqrt(np.maximum(signs, 1)) / _STRENGTH, np.float64)


def plain_odds(signs: Iterable[str], weights: Weights) -> Floats:
    """Return the log odds of each label, in the order of LABELS, by the signs each by itself."""
    return _plain(_rows_of(signs, weights), weights)


def odds(signs: Iterable[str], weights: Weights) -> Floats:
    """Return the log odds of each label, in the order of LABELS."""
    rows = _rows_of(signs, weights)
    return np.asarray((_plain(rows, weights) + weights.senses.odds(rows)) / 2, np.float32)


def _rows_of(signs: Iterable[str], weights: Weights) -> Rows:
    codes = np.fromiter({code_of(sign) for sign in signs}, np.uint32)
    rows = np.searchsorted(weights.known, codes)
    rows[rows == len(weights.known)] = 0
    return np.sort(rows[weights.known[rows] == codes])


def _plain(rows: Rows, weights: Weights) -> Floats:
    summed = weights.table[rows].sum(axis=0, dtype=np.int32)
    return np.asarray(summed * weights.scale + weights.bias, np.float32)


def probabilities(signs: Iterable[str], weights: Weights) -> Mapping[str, float]:
    """Return how probable each label is by what the corpus taught."""
    chances = 1 / (1 + np.exp(-np.clip(odds(signs, weights), -30, 30)))
    return dict(zip(LABELS, chances.tolist(), strict=True))


def save(weights: Weights, path: Path) -> None:
    """Write the weights without anything executable in them."""
    path.parent.mkdir(parents=True, exist_ok=True)
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
        **{f"net_{name}": getattr(weights.senses.network, name) for name in _PARTS},
    )


@cache
def load(path: Path = SHIPPED) -> Weights:
    """Read weights that `save` wrote. Raise ValueError when they were made for other labels."""
    with np.load(path, allow_pickle=False) as stored:
        if tuple(json.loads(str(stored["about"]))["labels"]) != LABELS:
            raise ValueError(f"{path}: made for other labels")
        network = Network(**{name: stored[f"net_{name}"] for name in _PARTS})
        senses = Senses(stored["senses"], stored["senses_scale"], network)
        known, table, scale, bias, bound, low = (
            stored[name] for name in ("known", "table", "scale", "bias", "bound", "low")
        )
        return Weights(known, table, scale, bias, bound, low, senses)
