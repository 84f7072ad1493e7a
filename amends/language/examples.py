"""Hold what one head after another learns from: texts, the sides they teach, and their source."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from amends.language.corpus import FOLDS, fold_of
from amends.language.fitting import Floats, Ints
from amends.language.labels import labels_of


RARE: Final = 12
"""A head with fewer examples of one side than this is not taught."""
MOST: Final = 12.0
"""A rare side counts at most so many times."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text, the heads it teaches, where it comes from, how much it counts, and its fold."""

    text: str
    labels: Mapping[str, int]
    source: str = ""
    count: float = 1.0
    fold: int = 0

    @property
    def is_spoken(self) -> bool:
        """Tell whether it teaches the language it is in."""
        return "lang:ar" in self.labels

    @property
    def is_read(self) -> bool:
        """Tell whether it teaches anything but the language."""
        return any(not head.startswith("lang:") for head in self.labels)


def example(row: Mapping[str, Any], count: float = 1.0) -> Example:
    """Return a labelled row as an example. Rows of one group share a fold."""
    text, source = str(row["text"]), str(row.get("source", ""))
    group = row.get("group")
    fold = (
        fold_of(str(group))
        if group is not None
        else zlib.crc32(text.encode("utf-8", "replace")) % FOLDS
    )
    return Example(text, labels_of(row), source, count, fold)


@dataclass(frozen=True, slots=True)
class Lesson:
    """The examples that teach one head: their places, sides, weights and folds."""

    places: Ints
    sides: Floats
    counts: Floats
    folds: Ints

    @property
    def is_enough(self) -> bool:
        """Tell whether both sides are shown often enough."""
        least = min(RARE, max(2, len(self.places) // 10))
        return bool(min(self.sides.sum(), len(self.sides) - self.sides.sum()) >= least)


def lesson(head: str, examples: Sequence[Example]) -> Lesson:
    """Return what the examples say about one head."""
    places = np.array([at for at, one in enumerate(examples) if head in one.labels], np.int64)
    those = [examples[at] for at in places.tolist()]
    sides = np.array([one.labels[head] for one in those], np.float64)
    folds = np.array([one.fold for one in those], np.int64)
    return Lesson(places, sides, _balance(those, sides), folds)


def _balance(examples: Sequence[Example], sides: Floats) -> Floats:
    """Let both sides of each source count nearer alike, so that no base rate becomes a meaning."""
    known = {one.source: 0 for one in examples}
    known = {name: at for at, name in enumerate(known)}
    group = np.array([known[one.source] for one in examples], np.int64) * 2
    group += sides.astype(np.int64)
    sizes = np.bincount(group, minlength=2 * len(known)).reshape(-1, 2)
    wanted = sizes.sum(axis=1, keepdims=True) / (2 * np.maximum(sizes, 1))
    balance = np.where(sizes.min(axis=1, keepdims=True) > 0, np.minimum(wanted, MOST), 1.0)
    return np.asarray(np.sqrt(balance.ravel()[group]), np.float64)
