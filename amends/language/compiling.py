"""Turn texts into rows of feature numbers and choose which features get a row of the table."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from amends.language.features import (
    IDENTITY_BITS,
    Ragged,
    keys_of,
    read_features,
    spell,
    spoken_codes,
    spoken_features,
    subjects_of,
    word_hashes,
)
from amends.language.fitting import Ints, Sparse
from amends.language.folding import fold_batch
from amends.language.marks import extra_features
from amends.language.reading import BATCH
from amends.language.segments import cut


TABLE_BITS: Final = 18
_AT_ONCE: Final = 1 << 22
_PROOF_BITS: Final = IDENTITY_BITS - TABLE_BITS


class Compiled(NamedTuple):
    """The features of texts, by identity: those that are read and those of the spoken language."""

    read: Ragged
    spoken: Ragged


def compile_texts(texts: Sequence[str]) -> Compiled:
    """Return the features of each text, in order."""
    parts = [_some(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
    return Compiled(_joined([p.read for p in parts]), _joined([p.spoken for p in parts]))


def _some(texts: Sequence[str]) -> Compiled:
    batch = fold_batch(texts)
    words = cut(batch)
    spoken = spoken_codes(batch)
    _, first, which = np.unique(keys_of(spoken, words), return_index=True, return_inverse=True)
    spelled = spell(batch, spoken, words, first)
    hashes = word_hashes(spelled)
    ids, owners = extra_features(batch, words, hashes[which], subjects_of(spelled)[which])
    said = spoken_features(spelled).of(which)
    inside = read_features(spelled, hashes).of(which)
    count = len(texts)
    all_owners = np.concatenate([words.owners[inside.owners()], owners])
    order = np.argsort(all_owners, kind="stable")
    all_ids = np.concatenate([inside.ids, ids])[order]
    return Compiled(
        Ragged(all_ids, np.bincount(all_owners, minlength=count)),
        Ragged(said.ids, np.bincount(words.owners[said.owners()], minlength=count)),
    )


def _joined(parts: Sequence[Ragged]) -> Ragged:
    if not parts:
        return Ragged(np.empty(0, np.uint32), np.empty(0, np.int64))
    return Ragged(
        np.concatenate([part.ids for part in parts]),
        np.concatenate([part.sizes for part in parts]),
    )


def frequency(features: Ragged, counts: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return how often each identity stands in the texts, each text counted as it says."""
    often = np.zeros(1 << IDENTITY_BITS, np.float32)
    counted = np.repeat(counts.astype(np.float32), features.sizes)
    for at in range(0, len(counted), _AT_ONCE):
        some = slice(at, at + _AT_ONCE)
        ids, which = np.unique(features.ids[some], return_inverse=True)
        often[ids] += np.bincount(which, counted[some]).astype(np.float32)
    return often


def choose(often: NDArray[np.float32], least: float) -> NDArray[np.uint8]:
    """Return the proof of the feature that owns each row: the most frequent, 0 where none is."""
    by_row = often.reshape(1 << TABLE_BITS, 1 << _PROOF_BITS).copy()
    by_row[:, 0] = 0.0
    best = by_row.argmax(axis=1)
    return np.where(by_row.max(axis=1) >= least, best, 0).astype(np.uint8)


def to_rows(features: Ragged, proofs: NDArray[np.uint8]) -> Sparse:
    """Return the features that own a row of the table, as rows; all count for the length."""
    rows = features.ids >> np.uint32(_PROOF_BITS)
    own = proofs.take(rows) == (features.ids & np.uint32((1 << _PROOF_BITS) - 1))
    kept = np.concatenate([[0], np.cumsum(own)])
    ends = np.cumsum(features.sizes)
    starts: Ints = np.concatenate([[0], kept[ends]])
    length = np.sqrt(np.maximum(features.sizes, 1.0))
    return Sparse(rows[own].astype(np.int32), starts, length)
