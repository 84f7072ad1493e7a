"""Turn a batch of texts into hashed n-gram numbers, all at once over one buffer of code points."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray


_MULTIPLIER = np.uint32(0x01000193)
_MIX = np.uint32(0x9E3779B1)
_SPACE = 32


@dataclass(frozen=True, slots=True)
class Recipe:
    """Which n-grams count: lengths of sign sequences, of word sequences, and bits of the table."""

    signs: tuple[int, ...] = (2, 3, 4, 5)
    words: tuple[int, ...] = (1, 2)
    bits: int = 18


def hash_batch(
    texts: Sequence[str], recipe: Recipe
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the n-gram ids of all texts and, for each id, the number of its text.

    The ids come grouped by kind of n-gram, not by text. A blank stands before and after each text.
    """
    codes, owner = _buffer(texts)
    found = [_signs(codes, owner, length) for length in recipe.signs]
    found += _words(codes, owner, recipe.words)
    ids = np.concatenate([ids for ids, _ in found]) if found else np.empty(0, np.uint32)
    owners = np.concatenate([owners for _, owners in found]) if found else np.empty(0, np.int64)
    return (ids * _MIX) >> np.uint32(32 - recipe.bits), owners


def _buffer(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    padded = [f" {text} " for text in texts]
    raw = "".join(padded).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(raw, dtype=np.uint32)
    lengths = np.fromiter(map(len, padded), dtype=np.int64, count=len(padded))
    return codes, np.repeat(np.arange(len(padded)), lengths)


def _signs(
    codes: NDArray[np.uint32], owner: NDArray[np.int64], length: int
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    places = max(0, len(codes) - length + 1)
    parts = (codes[at : at + places] for at in range(length))
    start = np.full(places, length, np.uint32)
    ids = reduce(lambda value, part: (value ^ part) * _MULTIPLIER, parts, start)
    inside = owner[:places] == owner[length - 1 : length - 1 + places]
    return ids[inside], owner[:places][inside]


def _words(
    codes: NDArray[np.uint32], owner: NDArray[np.int64], lengths: tuple[int, ...]
) -> list[tuple[NDArray[np.uint32], NDArray[np.int64]]]:
    if not lengths or not len(codes):
        return []
    letter = codes != _SPACE
    starts = np.flatnonzero(letter & ~np.roll(letter, 1))
    ends = np.flatnonzero(letter & ~np.roll(letter, -1)) + 1
    if not len(starts):
        return []
    at = np.flatnonzero(letter)
    lengths_of_words = ends - starts
    # A sum of code x power of its place, the places counted from the end of the word.
    places = np.minimum(np.repeat(ends, lengths_of_words) - at, len(_POWERS) - 1)
    first = np.cumsum(lengths_of_words) - lengths_of_words
    words = np.add.reduceat(codes[at] * _POWERS[places], first, dtype=np.uint32)
    return [_sequences(words, owner[starts], length) for length in lengths]


def _sequences(
    words: NDArray[np.uint32], owners: NDArray[np.int64], length: int
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    places = max(0, len(words) - length + 1)
    parts = (words[at : at + places] for at in range(length))
    start = np.full(places, 1000 + length, np.uint32)
    ids = reduce(lambda value, part: (value ^ part) * _MULTIPLIER, parts, start)
    inside = owners[:places] == owners[length - 1 : length - 1 + places]
    return ids[inside], owners[:places][inside]


_POWERS = np.cumprod(np.full(64, _MULTIPLIER, np.uint32), dtype=np.uint32)
