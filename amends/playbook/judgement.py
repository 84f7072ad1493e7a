"""Weigh what a draft shows by what our own corpus of drafts has taught: one probability a label."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.playbook.contract import LABELS


STRUCTURE_BITS: Final = 14
WORD_BITS: Final = 16
SIZE: Final = (1 << STRUCTURE_BITS) + (1 << WORD_BITS)
WORD_KINDS: Final = frozenset(["w", "s", "g", "2", "3", "first", "c"])
SHIPPED: Final = Path(str(files("amends.playbook") / "weights" / "drafts.npz"))


@dataclass(frozen=True, slots=True)
class Weights:
    """One row of the table for each sign, one column for each label in the order of LABELS.

    A sum times its `scale` plus its `bias` is the log odds. From `bound` on the label holds; below
    `low` it does not, whatever a rule found.
    """

    table: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    bound: NDArray[np.float32]
    low: NDArray[np.float32]


def place(sign: str) -> int:
    """Return the row of a sign; words and the build of the draft never share one."""
    digest = zlib.crc32(sign.encode("utf-8", "surrogatepass"))
    if sign.partition(":")[0] in WORD_KINDS:
        return (1 << STRUCTURE_BITS) + (digest >> (32 - WORD_BITS))
    return digest >> (32 - STRUCTURE_BITS)


def odds(signs: Iterable[str], weights: Weights) -> NDArray[np.float32]:
    """Return the log odds of each label, in the order of LABELS."""
    rows = sorted({place(sign) for sign in signs})
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
        table=weights.table,
        scale=weights.scale,
        bias=weights.bias,
        bound=weights.bound,
        low=weights.low,
    )


@cache
def load(path: Path = SHIPPED) -> Weights:
    """Read weights that `save` wrote. Raise ValueError when they were made for other labels."""
    with np.load(path, allow_pickle=False) as stored:
        if tuple(json.loads(str(stored["about"]))["labels"]) != LABELS:
            raise ValueError(f"{path}: made for other labels")
        numbers = ("table", "scale", "bias", "bound", "low")
        return Weights(*(stored[name] for name in numbers))
