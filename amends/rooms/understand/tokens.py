"""Cut a whole batch of folded texts into words and signs at once, each with a number of its own."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


Numbers = NDArray[np.int64]
Keys = NDArray[np.uint64]

_UNKNOWN, _APART, _LETTER, _SIGN, _INSIDE = range(5)
_BETWEEN = frozenset(" ,\":()-_'")
_LONGEST = 64
_MULTIPLIER = 0x9E3779B97F4A7C15
_KIND_OF = np.zeros(0x110000, np.uint8)
"""What each code point is to us, learnt when it is first met."""
_POWERS = np.cumprod(np.full(_LONGEST, _MULTIPLIER, np.uint64), dtype=np.uint64)


class Tokens(NamedTuple):
    """The words and signs of a batch: key, text, and [start, end) in the folded codes.

    Before each text stands a token of a single blank: what looks ahead or back stops there.
    """

    codes: NDArray[np.int32]
    keys: Keys
    owners: Numbers
    starts: Numbers
    ends: Numbers

    def text(self, at: int) -> str:
        """Return a token as it stands in the folded text, apostrophes left out."""
        codes = self.codes[self.starts[at] : self.ends[at]]
        return codes.tobytes().decode("utf-32-le").replace("'", "")


def tokens_of(codes: NDArray[np.int32], borders: Numbers) -> Tokens:
    """Cut folded texts, a blank before each at `borders[:-1]` and one behind the last.

    That first blank is a sign by itself: it ends whatever stood before it.
    """
    kinds = _kinds(codes)
    kinds[borders] = _SIGN
    is_letter = kinds == _LETTER
    # An apostrophe between two letters belongs to the word and is not read.
    inside = np.flatnonzero(kinds == _INSIDE)
    inside = inside[is_letter[inside - 1] & is_letter[np.minimum(inside + 1, len(codes) - 1)]]
    goes_on = np.zeros(len(codes) + 1, bool)
    goes_on[1:] = is_letter
    goes_on[inside + 1] = True
    is_first = is_letter & ~goes_on[:-1]
    is_sign = kinds == _SIGN
    kept = np.flatnonzero(is_letter | is_sign)
    first = np.flatnonzero((is_first | is_sign)[kept])
    lengths = np.diff(first, append=len(kept))
    places = np.repeat(first + lengths - 1, lengths) - np.arange(len(kept))
    np.minimum(places, _LONGEST - 1, out=places)
    keys = np.add.reduceat(codes[kept].astype(np.uint64) * _POWERS[places], first)
    starts = kept[first]
    owners = np.searchsorted(borders[1:], starts, "right")
    np.minimum(owners, len(borders) - 2, out=owners)
    return Tokens(codes, keys, owners, starts, kept[first + lengths - 1] + 1)


def _kinds(codes: NDArray[np.int32]) -> NDArray[np.uint8]:
    kinds = _KIND_OF[codes]
    if not kinds.all():
        for code in set(codes[kinds == _UNKNOWN].tolist()):
            _KIND_OF[code] = _kind(chr(code))
        kinds = _KIND_OF[codes]
    return kinds


@lru_cache(maxsize=4096)
def _kind(sign: str) -> int:
    if sign == "'":
        return _INSIDE
    if sign.isalnum():
        return _LETTER
    return _APART if sign.isspace() or sign in _BETWEEN else _SIGN


def spans_of(folded: str) -> Iterator[tuple[int, int]]:
    """Yield where the words and signs of one folded piece without blanks stand, as `tokens_of` says."""
    kinds = [_kind(sign) for sign in folded]
    start = -1
    for at, kind in enumerate(kinds):
        if start >= 0 and not _goes_on(kinds, at):
            yield start, at
            start = -1
        if kind == _SIGN:
            yield at, at + 1
        elif kind == _LETTER and start < 0:
            start = at
    if start >= 0:
        yield start, len(kinds)


def _goes_on(kinds: list[int], at: int) -> bool:
    return kinds[at] == _LETTER or (
        kinds[at] == _INSIDE
        and kinds[at - 1] == _LETTER
        and kinds[at + 1 : at + 2] == [_LETTER]
    )
