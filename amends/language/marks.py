"""Number what stands between and around words: neighbours, denial, the turn after a but, loudness."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.language.features import Ids, mixed, pairs
from amends.language.folding import FoldedBatch
from amends.language.segments import Words


_STRETCHED, _SKIP = np.uint32(0x51ED27), np.uint32(0x1B873593)
_SUBJECT: Final = np.uint32(0x3C6EF372)
# As identities: where a text stretches or shouts any word at all.
_STRETCHED_AT_ALL: Final = np.uint32(0x2D4EB2F)
_SHOUTED_AT_ALL: Final = np.uint32(0x1A7C15B)


def extra_features(
    batch: FoldedBatch, words: Words, hashes: Ids, subjects: Ids
) -> tuple[Ids, NDArray[np.int64]]:
    """Return the features that no word has alone, and the text of each. Texts ascend."""
    told = np.flatnonzero(subjects)
    found = [
        *_neighbours(words.owners, hashes),
        *_neighbours(words.owners[told], _as_subjects(subjects[told])),
        *_loudness(batch, words, hashes),
    ]
    ids = np.concatenate([ids for ids, _ in found])
    owners = np.concatenate([owners for _, owners in found])
    order = np.argsort(owners, kind="stable")
    return ids[order], owners[order]


def neighbours(hashes: Ids, subjects: Ids) -> Ids:
    """Return the features of the pairs of words of one text, and of what they are about."""
    return np.concatenate([_pairs(hashes), _pairs(_as_subjects(subjects[subjects != 0]))])


def _as_subjects(numbers: Ids) -> Ids:
    return numbers ^ _SUBJECT


def _pairs(hashes: Ids) -> Ids:
    near = pairs(hashes[:-1], hashes[1:])
    return np.concatenate([near, mixed(pairs(hashes[:-2], hashes[2:]), _SKIP)])


def loud_features(words: Iterable[tuple[int, bool, bool]]) -> Iterator[int]:
    """Yield the features of words that are stretched or shouted: hash, and which of both."""
    for hashed, is_stretched, is_shouted in words:
        if is_stretched:
            yield int(_STRETCHED_AT_ALL)
            yield int(mixed(np.array([hashed], np.uint32), _STRETCHED)[0])
        if is_shouted:
            yield int(_SHOUTED_AT_ALL)


def _neighbours(owners: NDArray[np.int64], hashes: Ids) -> list[tuple[Ids, NDArray[np.int64]]]:
    near = owners[1:] == owners[:-1]
    far = owners[2:] == owners[:-2]
    # A word between two others is skipped: "not very good" is "not ... good".
    return [
        (pairs(hashes[:-1][near], hashes[1:][near]), owners[1:][near]),
        (mixed(pairs(hashes[:-2][far], hashes[2:][far]), _SKIP), owners[2:][far]),
    ]


def _loudness(
    batch: FoldedBatch, words: Words, hashes: Ids
) -> list[tuple[Ids, NDArray[np.int64]]]:
    stretched = np.concatenate([[0], np.cumsum(batch.stretched)])
    is_long = stretched[words.ends] > stretched[words.starts]
    capital = (batch.raw >= ord("A")) & (batch.raw <= ord("Z"))
    capitals = np.concatenate([[0], np.cumsum(capital)])
    sizes = words.ends - words.starts
    shouted = (capitals[words.ends] - capitals[words.starts] == sizes) & (sizes > 2)  # noqa: PLR2004 - two capitals are a country
    return [
        (np.full(int(is_long.sum()), _STRETCHED_AT_ALL), words.owners[is_long]),
        (mixed(hashes[is_long], _STRETCHED), words.owners[is_long]),
        (np.full(int(shouted.sum()), _SHOUTED_AT_ALL), words.owners[shouted]),
    ]
