"""Remember what each word weighs, in a bounded table with one place a word may stand."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from amends.language.features import (
    Ids,
    Ragged,
    read_features,
    spell,
    spoken_features,
    subjects_of,
    word_hashes,
)
from amends.language.folding import FoldedBatch
from amends.language.segments import Words
from amends.language.summing import add_by_owner
from amends.language.table import SUMS, Weights, rows_of


_SLOT_BITS: Final = 16
_NO_ROW: Final = -1


class Weighed(NamedTuple):
    """What different words weigh: the sum of their features' rows, their number, hash and subject."""

    sums: NDArray[np.int16]
    read: NDArray[np.int16]
    spoken: NDArray[np.int16]
    hashes: Ids
    subjects: Ids


class KnownWords:
    """The words met so far; a new one takes the place of an older one that stood there."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        size = 1 << _SLOT_BITS
        # No word has the key 0 in practice; if one had, it would weigh nothing until replaced.
        self._keys = np.zeros(size, np.uint64)
        # Rows are taken in order: memory that no word needed yet is never touched.
        self._rows = np.full(size, _NO_ROW, np.int32)
        self._taken = 0
        self._kept = Weighed(
            np.zeros((size, SUMS), np.int16),
            np.zeros(size, np.int16),
            np.zeros(size, np.int16),
            np.zeros(size, np.uint32),
            np.zeros(size, np.uint32),
        )

    def weigh(
        self,
        batch: FoldedBatch,
        spoken: NDArray[np.int32],
        words: Words,
        keys: NDArray[np.uint64],
        first: NDArray[np.int64],
    ) -> Weighed:
        """Return what the words at `first` weigh, whose keys are all different."""
        slots = (keys >> np.uint64(64 - _SLOT_BITS)).astype(np.intp)
        kept, rows = self._kept, self._rows_of(slots)
        found = Weighed(
            kept.sums.take(rows, axis=0),
            kept.read.take(rows),
            kept.spoken.take(rows),
            kept.hashes.take(rows),
            kept.subjects.take(rows),
        )
        new = np.flatnonzero(self._keys.take(slots) != keys)
        if len(new):
            weighed = self._weigh_new(batch, spoken, words, first[new])
            # Two new words may want one place: the last one stays in all columns alike.
            self._keys[slots[new]] = keys[new]
            last = np.flatnonzero(self._keys[slots[new]] == keys[new])
            for column in range(len(kept)):
                fresh: NDArray[Any] = weighed[column]
                found[column][new] = fresh
                kept[column][rows[new[last]]] = fresh[last]
        return found

    def _rows_of(self, slots: NDArray[np.intp]) -> NDArray[np.int32]:
        rows = self._rows.take(slots)
        if rows.min(initial=0) == _NO_ROW:
            unmet = np.unique(slots[rows == _NO_ROW])
            self._rows[unmet] = np.arange(self._taken, self._taken + len(unmet))
            self._taken += len(unmet)
            rows = self._rows.take(slots)
        return rows

    def _weigh_new(
        self,
        batch: FoldedBatch,
        spoken: NDArray[np.int32],
        words: Words,
        first: NDArray[np.int64],
    ) -> Weighed:
        spelled = spell(batch, spoken, words, first)
        hashes = word_hashes(spelled)
        read, said = read_features(spelled, hashes), spoken_features(spelled)
        spoken_sums = _sums(self._weights.said, said)[:, 1:]
        sums = np.hstack([_sums(self._weights.table, read), spoken_sums])
        return Weighed(
            sums.astype(np.int16),
            read.sizes.astype(np.int16),
            said.sizes.astype(np.int16),
            hashes,
            subjects_of(spelled),
        )


def _sums(table: NDArray[np.int8], features: Ragged) -> NDArray[np.float32]:
    rows, own = rows_of(table, features.ids)
    return add_by_owner(table, rows[own], features.owners()[own], len(features.sizes))
