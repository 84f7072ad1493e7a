"""Read one short text without arrays of one row: the answers of `Reader.read`, several times sooner."""

import math
from collections.abc import Sequence
from itertools import chain
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from amends.language.heads import AT, DIALECTS_OF, LANGUAGE_OF, VARIETIES, places
from amends.language.marks import neighbours
from amends.language.network import SENSES
from amends.language.pieces import Piece, Pieces
from amends.language.reading import Reader, logits_of, pull_of
from amends.language.speaking import LETTERS_OF_LATIN, SPOKEN_IN
from amends.language.table import SPOKEN, WIDTH, rows_of


Floats = NDArray[np.float32]
LONGEST: Final = 600
"""A longer text is read as a batch of one: it is no slower."""
_SPOKEN: Final = places("lang")
_FIRST_DIALECT: Final = AT["dialect:gulf"]
_OTHER: Final = VARIETIES.index("other")


class Alone(NamedTuple):
    """What one text says: log odds of HEADS, language and dialect, and what it was read from.

    `lang` and `dialect` are places in LANGUAGES and DIALECTS, -1 for no dialect.
    """

    logits: Floats
    lang: int
    lang_probability: float
    dialect: int
    pieces: list[tuple[int, Piece]]
    senses: Floats
    divisor: float


class AloneReader:
    """Reads one text at a time with the weights of a reader; remembers words, nothing of the texts."""

    def __init__(self, reader: Reader) -> None:
        self._weights = reader.weights
        self._pieces = Pieces(reader.weights)

    def read(self, text: str) -> Alone | None:
        """Return the answers for one text, None where it has to be read as a batch."""
        if len(text) > LONGEST:
            return None
        pieces = self._pieces.of(text)
        if not pieces:
            return None
        sums, extra = self._added([piece for _, piece in pieces])
        read = sum([piece.read for _, piece in pieces]) + extra
        said = sum([piece.spoken for _, piece in pieces])
        total = sums[1:] * self._weights.scale
        divisor = math.sqrt(max(read, 1))
        total[:SPOKEN] /= np.float32(divisor)
        total[SPOKEN:] /= np.float32(math.sqrt(max(said, 1)))
        logits = logits_of(self._weights, total[None])[0]
        odds = logits.tolist()
        variety, sure = _spoken(odds[_SPOKEN], pieces, is_mute=said == 0)
        return Alone(
            logits, LANGUAGE_OF[variety], sure, _dialect(odds, variety), pieces,
            total[:SENSES], divisor,
        )  # fmt: skip

    def _added(self, pieces: Sequence[Piece]) -> tuple[Floats, int]:
        """Return what words and their neighbourhood add up to, and how many features of it are new."""
        kept = self._pieces
        words = list(chain.from_iterable([piece.places for piece in pieces]))
        sums = kept.sums.take(words, axis=0).sum(axis=0, dtype=np.float32)
        pairs = neighbours(kept.hashes.take(words), kept.subjects.take(words))
        loud = list(chain.from_iterable([piece.extra for piece in pieces]))
        ids = np.concatenate([pairs, np.array(loud, np.uint32)]) if loud else pairs
        table = self._weights.table
        rows, own = rows_of(table, ids)
        sums[:WIDTH] += table.take(rows[own], axis=0).sum(axis=0, dtype=np.float32)
        return sums, len(pairs)

    def telling(self, alone: Alone, head: str, most: int = 3) -> list[tuple[int, int]]:
        """Return where the words stand that add most to a head, as `Readings.weightiest` does."""
        marks = [(start, mark) for start, piece in alone.pieces for mark in piece.words]
        sums = self._pieces.sums.take([mark.place for _, mark in marks], axis=0)
        pull = pull_of(self._weights, alone.senses, np.float32(alone.divisor), head)
        odds = sums[:, 1 : 1 + SPOKEN].astype(np.float32) @ pull
        chosen = [at for at in np.argsort(-odds, kind="stable")[:most].tolist() if odds[at] > 0]
        return [
            (start + mark.start, start + mark.end)
            for start, mark in (marks[at] for at in chosen)
        ]


def _spoken(
    odds: Sequence[float], pieces: Sequence[tuple[int, Piece]], *, is_mute: bool
) -> tuple[int, float]:
    """Return the variety of speech and how sure the language is, as `speaking.decide` does."""
    arabic, latin, foreign = map(sum, zip(*[piece.scripts for _, piece in pieces], strict=True))
    if is_mute or arabic + latin + foreign == 0:
        return _OTHER, 0.0
    if foreign > arabic + latin:
        return _OTHER, 1.0
    possible = SPOKEN_IN[arabic >= latin * LETTERS_OF_LATIN]
    most = max(odds[at] for at in possible)
    shares = {at: math.exp(odds[at] - most) for at in possible}
    best = max(possible, key=shares.__getitem__)
    alike = sum(share for at, share in shares.items() if LANGUAGE_OF[at] == LANGUAGE_OF[best])
    return best, alike / sum(shares.values())


def _dialect(odds: Sequence[float], variety: int) -> int:
    span = DIALECTS_OF.get(VARIETIES[variety])
    if span is None:
        return -1
    return max(range(span.start, span.stop), key=lambda at: odds[_FIRST_DIALECT + at])
