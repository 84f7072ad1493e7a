"""Take single texts apart by the runs between their blanks, each remembered: no arrays of one row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from amends.language import marks, spelling
from amends.language.features import Ids
from amends.language.normalise import Folded, fold_with_offsets
from amends.language.speaking import SCRIPTS, script_of
from amends.language.spelling import Spelling
from amends.language.table import SUMS, WIDTH, Weights, rows_of


MOST_WORDS: Final = 1 << 15
"""So many words are remembered; then all are forgotten."""
_RUN: Final = re.compile(r"\S+")


class Mark(NamedTuple):
    """A word of a piece: where it stands in the original piece, and its place among known words."""

    start: int
    end: int
    place: int


@dataclass(frozen=True, slots=True)
class Piece:
    """What a run of signs between two blanks says, wherever it stands.

    `places` are those of its words among all known. `extra` holds the features of stretched and shouted words; `read` and `spoken` count what its
    words have, `scripts` its letters by script.
    """

    raw: str
    folded: Folded
    words: tuple[Mark, ...]
    places: tuple[int, ...]
    extra: tuple[int, ...]
    read: int
    spoken: int
    scripts: tuple[int, ...]


class Pieces:
    """The pieces and words met so far, and what each word weighs."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._known: dict[str, Piece] = {}
        self._places: dict[Spelling, int] = {}
        self.sums = np.zeros((MOST_WORDS, SUMS), np.int16)
        self.hashes = np.zeros(MOST_WORDS, np.uint32)
        self.subjects = np.zeros(MOST_WORDS, np.uint32)
        self._sizes: list[tuple[int, int]] = []

    def of(self, text: str) -> list[tuple[int, Piece]] | None:
        """Return where each piece of a text begins, and the piece.

        None where a piece folds to more than one run: such a text is read as a batch.
        """
        if len(self._sizes) + len(text) > MOST_WORDS:
            self._known, self._places, self._sizes = {}, {}, []
        runs = [(run.start(), run[0]) for run in _RUN.finditer(text)]
        new = {raw for _, raw in runs if raw not in self._known}
        if new and not self._learn(sorted(new)):
            return None
        return [(start, self._known[raw]) for start, raw in runs]

    def _learn(self, raws: Sequence[str]) -> bool:
        folded = [fold_with_offsets(raw) for raw in raws]
        if any(" " in one.text for one in folded):
            return False
        cuts = [spelling.words_of(raw, one) for raw, one in zip(raws, folded, strict=True)]
        self._weigh([word.spelled for words in cuts for word in words])
        for raw, one, words in zip(raws, folded, cuts, strict=True):
            self._known[raw] = self._piece(raw, one, words)
        return True

    def _weigh(self, words: Sequence[Spelling]) -> None:
        new = list(dict.fromkeys(word for word in words if word not in self._places))
        if not new:
            return
        first = len(self._sizes)
        features = spelling.features_of(new)
        places = range(first, first + len(new))
        self.hashes[first : places.stop] = features.hashes
        self.subjects[first : places.stop] = features.subjects
        self.sums[first : places.stop] = _sums(self._weights, features)
        read, spoken = map(_sizes, (features.read_to, features.spoken_to))
        self._sizes += zip(read, spoken, strict=True)
        self._places.update(zip(new, places, strict=True))

    def _piece(self, raw: str, folded: Folded, words: Sequence[spelling.Word]) -> Piece:
        marks_of = [Mark(one.start, one.end, self._places[one.spelled]) for one in words]
        sizes = [self._sizes[mark.place] for mark in marks_of]
        loud = [
            (int(self.hashes[mark.place]), word.is_stretched, word.is_shouted)
            for word, mark in zip(words, marks_of, strict=True)
            if word.is_stretched or word.is_shouted
        ]
        extra = tuple(marks.loud_features(loud))
        scripts = [script_of(ord(raw[at])) for at in folded.origins]
        return Piece(
            raw,
            folded,
            tuple(marks_of),
            tuple(mark.place for mark in marks_of),
            extra,
            sum(read for read, _ in sizes) + len(extra),
            sum(said for _, said in sizes),
            tuple(scripts.count(script) for script in SCRIPTS),
        )


def _sums(weights: Weights, features: spelling.Features) -> NDArray[np.int16]:
    """Return what the features of each word add up to, in the columns of SUMS."""
    behind = features.read_to[-1]
    total = np.zeros((len(features.hashes), SUMS), np.int16)
    total[:, :WIDTH] = _added(weights.table, features.ids[:behind], [0, *features.read_to[:-1]])
    sizes = _sizes(features.spoken_to)
    speaking = [at for at, size in enumerate(sizes) if size]
    if speaking:
        starts = [features.spoken_to[at] - sizes[at] for at in speaking]
        total[speaking, WIDTH:] = _added(weights.said, features.ids[behind:], starts)[:, 1:]
    return total


def _added(table: NDArray[np.int8], ids: Ids, starts: Sequence[int]) -> NDArray[np.int16]:
    rows, own = rows_of(table, ids)
    taken = table.take(rows, axis=0)
    taken[~own] = 0
    return np.asarray(np.add.reduceat(taken, starts, axis=0, dtype=np.int16))


def _sizes(ends: Sequence[int]) -> list[int]:
    return [end - start for start, end in pairwise([0, *ends])]
