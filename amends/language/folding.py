"""Fold a whole batch of texts at once over one buffer of code points, as `normalise.fold` would."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from amends.language.normalise import fold_sign


BLANK: Final = 32
READ_AT_MOST: Final = 20_000
"""Signs of one text that are read: what decides stands in its first pages."""

_EDGE: Final = -3
_DROPPED: Final = -1
_MANY: Final = -4
# Code point -> folded code point; 0 is not met yet, _DROPPED is nothing, _MANY and below a
# place in _LONG. Zeros cost no memory until a script is met.
_FOLDED: Final = np.zeros(0x110000, np.int32)
_LONG: Final[list[NDArray[np.int32]]] = []


@dataclass(frozen=True, slots=True)
class FoldedBatch:
    """All folded texts in one row, one blank before the first, between, and after each.

    Text `at` is `codes[starts[at] : starts[at + 1] - 1]`. `origins` holds, for each folded sign,
    the code point of its own text it came from; `raw` that code point; `stretched` tells where
    a run of one sign was shortened.
    """

    codes: NDArray[np.int32]
    starts: NDArray[np.int64]
    origins: NDArray[np.int64]
    raw: NDArray[np.int32]
    stretched: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def text(self, at: int) -> str:
        """Return one folded text."""
        part = self.codes[self.starts[at] : self.starts[at + 1] - 1]
        return part.astype("<i4").tobytes().decode("utf-32-le")


def fold_batch(texts: Sequence[str]) -> FoldedBatch:
    """Fold every text; what stands behind the first READ_AT_MOST signs is left out."""
    read = [_beginning(text) for text in texts]
    joined = f" {' '.join(read)} " if read else " "
    raw = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.int32)
    lengths = np.fromiter(map(len, read), np.int64, len(read))
    edges = np.concatenate([[0], np.cumsum(lengths + 1)])
    codes = _fold_codes(raw)
    codes[edges] = _EDGE
    codes, places = _expand(codes)
    codes, places = _squeeze_blanks(codes, places)
    codes, places, stretched = _shorten_runs(codes, places)
    return _batch(codes, places, stretched, raw, edges)


def _beginning(text: str) -> str:
    """Cut a long text; a flood of signs that do not show pushes nothing out of sight."""
    if len(text) <= READ_AT_MOST:
        return text
    raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.int32)
    shown = np.flatnonzero(_fold_codes(raw) != _DROPPED)
    return text[: shown[READ_AT_MOST]] if len(shown) > READ_AT_MOST else text


def _batch(
    codes: NDArray[np.int32],
    places: NDArray[np.int64],
    stretched: NDArray[np.bool_],
    raw: NDArray[np.int32],
    edges: NDArray[np.int64],
) -> FoldedBatch:
    borders = np.flatnonzero(codes == _EDGE)
    codes[borders] = BLANK
    sizes = np.diff(np.append(borders, len(codes)))
    began = np.repeat(edges + 1, sizes)
    origins = places - began
    return FoldedBatch(codes, borders + 1, origins, raw[places], stretched)


def _fold_codes(raw: NDArray[np.int32]) -> NDArray[np.int32]:
    codes = _FOLDED.take(raw)
    if not codes.all():
        for code in np.unique(raw[codes == 0]).tolist():
            _FOLDED[code] = _number(fold_sign(chr(code)))
        codes = _FOLDED.take(raw)
    return codes


def _number(folded: str) -> int:
    if len(folded) <= 1:
        return ord(folded) if folded else _DROPPED
    _LONG.append(np.array([ord(sign) for sign in folded], np.int32))
    return _MANY - len(_LONG) + 1


def _expand(codes: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    places = np.flatnonzero(codes != _DROPPED)
    codes = codes[places]
    many = np.flatnonzero(codes <= _MANY)
    if len(many):
        pieces = [_LONG[_MANY - code] for code in codes[many].tolist()]
        sizes = np.ones(len(codes), np.int64)
        sizes[many] = [len(piece) for piece in pieces]
        is_long = np.repeat(codes <= _MANY, sizes)
        codes, places = np.repeat(codes, sizes), np.repeat(places, sizes)
        codes[is_long] = np.concatenate(pieces)
    return codes, places


def _squeeze_blanks(
    codes: NDArray[np.int32], places: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    blank = codes == BLANK
    edge = codes == _EDGE
    keep = ~blank
    keep[1:] |= ~(blank | edge)[:-1]
    codes, places = codes[keep], places[keep]
    keep = codes != BLANK
    keep[:-1] |= codes[1:] != _EDGE
    return codes[keep], places[keep]


def _shorten_runs(
    codes: NDArray[np.int32], places: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.bool_]]:
    """Keep one sign of three or more alike, two where it is Latin, all where it is a digit."""
    stretched = np.zeros(len(codes), np.bool_)
    same = codes[1:] == codes[:-1]
    third = np.flatnonzero(same[1:] & same[:-1]) + 2
    signs = codes[third]
    third = third[(signs != _EDGE) & ((signs < ord("0")) | (signs > ord("9")))]
    if not len(third):
        return codes, places, stretched
    latin = (codes[third] >= ord("a")) & (codes[third] <= ord("z"))
    dropped = np.zeros(len(codes), np.bool_)
    dropped[third] = True
    dropped[third[~latin] - 1] = True
    kept = ~dropped
    first = np.flatnonzero(kept[:-1] & dropped[1:])
    stretched[first] = True
    return codes[kept], places[kept], stretched[kept]
