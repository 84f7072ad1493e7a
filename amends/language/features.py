"""Number the features of words: sequences of signs inside a word, whole words, and neighbours."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from amends.language.concepts.lexicon import told_by
from amends.language.folding import FoldedBatch
from amends.language.normalise import fold_sign
from amends.language.segments import LONGEST_WORD, Words


Ids = NDArray[np.uint32]
IDENTITY_BITS: Final = 26
"""A feature is known by 26 bits: the upper ones choose a row of the table, the rest prove it."""
READ_LENGTHS: Final = (4,)
SPOKEN_LENGTHS: Final = (1, 2, 3, 4)

_PRIME: Final = np.uint32(0x01000193)
READ, SPOKEN = np.uint32(0x811C9DC5), np.uint32(0x2B5F1D33)
_PAIR: Final = np.uint32(0x6C62272E)
_ABOUT: Final = np.uint32(0x7F4A7C15)
LOUDNESS: Final = 3
"""So many times a concept counts beside the letters of its word."""
_FIRST, _LAST = 2, 3
_KEY_POWERS: Final = np.cumprod(
    np.full(LONGEST_WORD, 0x9E3779B97F4A7C15, np.uint64), dtype=np.uint64
)
WORD_POWERS: Final = np.append(
    np.cumprod(np.full(LONGEST_WORD, _PRIME, np.uint32), dtype=np.uint32), np.uint32(0)
)
"""What the letters of a word count for, from its last to its first; what is no letter, nothing."""
_ADDRESS: Final = np.uint64(0xD6E8FEB86659FD93)
_ANY_DIGIT: Final = 0x30


class Ragged(NamedTuple):
    """Numbers of many things in one row: thing `at` has `ids[starts[at] : starts[at] + sizes[at]]`."""

    ids: Ids
    sizes: NDArray[np.int64]

    def owners(self) -> NDArray[np.int64]:
        """Return, for each number, whose it is."""
        return np.repeat(np.arange(len(self.sizes)), self.sizes)

    def of(self, things: NDArray[np.int64]) -> "Ragged":
        """Return the numbers of some things, in their order, repeats allowed."""
        starts = np.cumsum(self.sizes) - self.sizes
        sizes = self.sizes[things]
        shift = starts[things] - (np.cumsum(sizes) - sizes)
        return Ragged(self.ids[np.arange(sizes.sum()) + np.repeat(shift, sizes)], sizes)

    def beside(self, other: "Ragged") -> "Ragged":
        """Return the numbers of both for each thing."""
        owners = np.concatenate([self.owners(), other.owners()])
        order = np.argsort(owners, kind="stable")
        return Ragged(np.concatenate([self.ids, other.ids])[order], self.sizes + other.sizes)


@dataclass(frozen=True, slots=True)
class Spelled:
    """Different words of a batch, letter by letter, as they are read and as they are spoken.

    `read` is folded hard, so that spellings meet; `spoken` keeps what tells languages apart.
    """

    read: NDArray[np.int32]
    spoken: NDArray[np.int32]
    sizes: NDArray[np.int64]
    is_number: NDArray[np.bool_]
    is_sign: NDArray[np.bool_]
    is_address: NDArray[np.bool_]


# Raw code point -> what languages are told apart by; 0 is not met yet, -1 is as folded.
_SPOKEN_SIGN: Final = np.zeros(0x110000, np.int32)


def spoken_codes(batch: FoldedBatch) -> NDArray[np.int32]:
    """Return the batch with letters kept apart that one language has and another has not."""
    signs = _SPOKEN_SIGN.take(batch.raw)
    if not signs.all():
        for code in np.unique(batch.raw[signs == 0]).tolist():
            _SPOKEN_SIGN[code] = _spoken(chr(code))
        signs = _SPOKEN_SIGN.take(batch.raw)
    return np.where(signs < 0, batch.codes, signs)


@lru_cache(maxsize=4096)
def spoken_sign(sign: str) -> str:
    """Return what one code point is told apart by, nothing where it is as folded."""
    code = _spoken(sign)
    return chr(code) if code >= 0 else ""


def _spoken(sign: str) -> int:
    lower = sign.lower()
    folded = fold_sign(sign)
    alike = len(lower) == len(folded) == 1 and fold_sign(lower) == folded
    if not alike or not lower.isalpha() or unicodedata.normalize("NFKC", lower) != lower:
        return -1
    return ord(lower)


def keys_of(spoken: NDArray[np.int32], words: Words) -> NDArray[np.uint64]:
    """Return one 64-bit number per word, the same for the same letters in or outside a link."""
    at, places, first = _letters(words.starts, words.ends)
    if not len(first):
        return np.empty(0, np.uint64)
    keys = np.add.reduceat(spoken[at].astype(np.uint64) * _KEY_POWERS[places], first)
    return np.asarray(keys ^ (words.is_address * _ADDRESS))


def _letters(
    starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return where the letters stand, their places from the end of the word, and word starts."""
    sizes = ends - starts
    first = np.cumsum(sizes) - sizes
    at = np.arange(sizes.sum()) + np.repeat(starts - first, sizes)
    return at, np.repeat(ends, sizes) - at - 1, first


def spell(
    batch: FoldedBatch, spoken: NDArray[np.int32], words: Words, which: NDArray[np.int64]
) -> Spelled:
    """Return the letters of some words."""
    starts, ends = words.starts[which], words.ends[which]
    at, _, _ = _letters(starts, ends)
    sizes = ends - starts
    is_number = words.is_number[which]
    read = batch.codes[at]
    # Prices and order numbers differ in every message: only how long they are is told.
    read[np.repeat(is_number, sizes)] = _ANY_DIGIT
    return Spelled(
        read, spoken[at], sizes, is_number, words.is_sign[which], words.is_address[which]
    )


def word_hashes(spelled: Spelled) -> Ids:
    """Return one number per word, by its folded letters."""
    return _hashes(spelled.read, spelled.sizes)


def _hashes(letters: NDArray[np.int32], sizes: NDArray[np.int64]) -> Ids:
    ends = np.cumsum(sizes)
    first = ends - sizes
    if not len(first):
        return np.empty(0, np.uint32)
    places = np.repeat(ends, sizes) - np.arange(len(letters)) - 1
    codes = letters.astype(np.uint32) + np.uint32(1)
    return np.add.reduceat(codes * WORD_POWERS[places], first, dtype=np.uint32)


def read_features(spelled: Spelled, hashes: Ids) -> Ragged:
    """Return the features the feelings are read from. A lone sign is only itself."""
    skip = spelled.is_sign | spelled.is_number
    whole = mixed(hashes, READ)
    inside = _within(
        spelled.read, spelled.sizes, READ_LENGTHS, (whole, np.ones_like(skip)), skip
    )
    said = [told_by(word).concepts for word in words_of(spelled)]
    sizes = np.fromiter(map(len, said), np.int64, len(said))
    about = Ragged(concept_ids(chain.from_iterable(said)), LOUDNESS * sizes)
    return inside.beside(about)


def subjects_of(spelled: Spelled) -> Ids:
    """Return the number of what each word is about above all, 0 where no table knows it."""
    found = [told_by(word).subject for word in words_of(spelled)]
    return np.array(found, np.uint32)


def words_of(spelled: Spelled) -> list[str]:
    """Return the words as they are read."""
    letters = spelled.read.astype("<i4").tobytes().decode("utf-32-le", "surrogatepass")
    ends = np.cumsum(spelled.sizes)
    starts = (ends - spelled.sizes).tolist()
    return [letters[start:end] for start, end in zip(starts, ends.tolist(), strict=True)]


def concept_ids(numbers: Iterable[int]) -> Ids:
    """Return the features of concepts, each as often as it counts."""
    found = np.fromiter(numbers, np.uint32)
    return np.repeat(mixed(found, _ABOUT), LOUDNESS)


def spoken_features(spelled: Spelled) -> Ragged:
    """Return the features languages are told apart by. Numbers, signs and names in links have none."""
    mute = spelled.is_number | spelled.is_sign | spelled.is_address
    whole = mixed(_hashes(spelled.spoken, spelled.sizes), READ)
    found = _within(spelled.spoken, spelled.sizes, SPOKEN_LENGTHS, (whole, ~mute), mute)
    return Ragged(mixed(found.ids, SPOKEN), found.sizes)


def _within(
    codes: NDArray[np.int32],
    sizes: NDArray[np.int64],
    lengths: tuple[int, ...],
    whole: tuple[Ids, NDArray[np.bool_]],
    skip: NDArray[np.bool_],
) -> Ragged:
    """Number the sign sequences of each word, its borders counted as signs, and the word itself."""
    padded, padded_starts = _pad(codes, sizes)
    room = np.where(skip, 0, sizes + 2)
    counts = [np.maximum(room - length + 1, 0) for length in lengths]
    words, has_word = whole
    total = np.sum(counts, axis=0) + has_word
    ids = np.empty(int(total.sum()), np.uint32)
    place = np.cumsum(total) - total
    ids[place[has_word]] = words[has_word]
    place = place + has_word
    for length, count in zip(lengths, counts, strict=True):
        hashed = mixed(sequences(padded, length), np.uint32(0))
        steps = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        ids[np.repeat(place, count) + steps] = hashed[np.repeat(padded_starts, count) + steps]
        place = place + count
    return Ragged(ids, total)


def _pad(
    codes: NDArray[np.int32], sizes: NDArray[np.int64]
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    owners = np.repeat(np.arange(len(sizes)), sizes)
    padded = np.full(len(codes) + 2 * len(sizes), _LAST, np.uint32)
    padded[np.arange(len(codes)) + 2 * owners + 1] = codes
    starts = np.cumsum(sizes + 2) - sizes - 2
    padded[starts] = _FIRST
    return padded, starts


def sequences(signs: NDArray[np.uint32], length: int) -> Ids:
    """Return a number for each run of so many signs along the last axis, not yet mixed."""
    places = max(0, signs.shape[-1] - length + 1)
    values = (signs[..., :places] ^ (READ + np.uint32(length))) * _PRIME
    for at in range(1, length):
        values = (values ^ signs[..., at : at + places]) * _PRIME
    return np.asarray(values, np.uint32)


def pairs(before: Ids, after: Ids) -> Ids:
    """Return the number of each pair of words."""
    return mixed((before * _PRIME) ^ after, _PAIR)


def mixed(values: Ids, salt: np.uint32) -> Ids:
    """Spread numbers over IDENTITY_BITS bits; another salt, another kind of feature."""
    values = np.asarray(values) ^ salt
    values = np.multiply(values ^ (values >> np.uint32(15)), np.uint32(0x2C1B3C6D))
    values = np.multiply(values ^ (values >> np.uint32(12)), np.uint32(0x297A2D39))
    return (values ^ (values >> np.uint32(15))) >> np.uint32(32 - IDENTITY_BITS)
