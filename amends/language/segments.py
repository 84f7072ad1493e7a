"""Cut a folded batch into words and telling signs, all at once."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.language.folding import BLANK, FoldedBatch


LONGEST_WORD: Final = 40
"""A longer run of letters is read as several words."""

_UNMET, BREAK, LETTER, DIGIT, SIGN, JOIN = range(6)
_KINDS: Final = np.zeros(0x110000, np.uint8)
_SILENT: Final = frozenset(",\"':()-_;")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a batch in reading order: where each stands in the codes, and in which text.

    `is_number` words are digits only; `is_sign` ones a single punctuation sign or emoji;
    `is_address` ones belong to a link, a mail address, a mention or a hashtag.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    owners: NDArray[np.int64]
    is_number: NDArray[np.bool_]
    is_sign: NDArray[np.bool_]
    is_address: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.starts)


def cut(batch: FoldedBatch) -> Words:
    """Return the words: runs of letters and digits (don't is one), and each telling sign alone."""
    codes = batch.codes
    kinds = _kinds(codes)
    spoken = (kinds == LETTER) | (kinds == DIGIT)
    spoken[1:-1] |= (kinds[1:-1] == JOIN) & spoken[:-2] & spoken[2:]
    begins = spoken.copy()
    begins[1:] &= ~spoken[:-1]
    starts, ends = np.flatnonzero(begins), _ends(spoken)
    starts, ends = _no_longer_than(starts, ends)
    signs = np.flatnonzero(kinds == SIGN)
    where = np.argsort(np.concatenate([starts, signs]), kind="stable")
    starts = np.concatenate([starts, signs])[where]
    ends = np.concatenate([ends, signs + 1])[where]
    is_sign = where >= len(where) - len(signs)
    letters = np.concatenate([[0], np.cumsum(kinds != DIGIT)])
    return Words(
        starts,
        ends,
        np.searchsorted(batch.starts, starts, side="right") - 1,
        letters[starts] == letters[ends],
        is_sign,
        _in_address(codes, starts),
    )


def _kinds(codes: NDArray[np.int32]) -> NDArray[np.uint8]:
    kinds = _KINDS.take(codes)
    if not kinds.all():
        for code in np.unique(codes[kinds == _UNMET]).tolist():
            _KINDS[code] = kind_of(chr(code))
        kinds = _KINDS.take(codes)
    return kinds


@lru_cache(maxsize=4096)
def kind_of(sign: str) -> int:
    """Return what a folded sign is: BREAK, LETTER, DIGIT, SIGN or JOIN."""
    if sign == "'":
        return JOIN
    if sign.isdecimal():
        return DIGIT
    if sign.isalnum() or unicodedata.category(sign).startswith("M"):
        return LETTER
    return BREAK if sign.isspace() or sign in _SILENT else SIGN


def _ends(spoken: NDArray[np.bool_]) -> NDArray[np.int64]:
    last = spoken.copy()
    last[:-1] &= ~spoken[1:]
    return np.flatnonzero(last) + 1


def _no_longer_than(
    starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    pieces = (ends - starts - 1) // LONGEST_WORD + 1
    if not (pieces > 1).any():
        return starts, ends
    first = np.cumsum(pieces) - pieces
    which = np.arange(pieces.sum()) - np.repeat(first, pieces)
    starts = np.repeat(starts, pieces) + which * LONGEST_WORD
    return starts, np.minimum(starts + LONGEST_WORD, np.repeat(ends, pieces))


_TELLING: Final = np.array([ord("@"), ord("#")], np.int32)


def _in_address(codes: NDArray[np.int32], starts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Tell which words stand in a run of signs, between blanks, that is an address or a name."""
    found = (codes == _TELLING[0]) | (codes == _TELLING[1])
    slash = codes == ord("/")
    found[1:] |= slash[1:] & slash[:-1]
    places = np.flatnonzero(found)
    if not len(places):
        return np.zeros(len(starts), np.bool_)
    blanks = np.flatnonzero(codes == BLANK)
    flagged = np.zeros(len(blanks) + 1, np.bool_)
    flagged[np.searchsorted(blanks, places)] = True
    return flagged[np.searchsorted(blanks, starts)]
