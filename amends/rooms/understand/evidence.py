"""Lay out what speaks for each field of a batch: model, cues, how it is written; a row a text."""

import math
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from amends.language.folding import FoldedBatch
from amends.rooms.understand.analysis import TOPICS
from amends.rooms.understand.cues import DENIED_PRAISE, Hits, known_cues
from amends.rooms.understand.kinds import LANGS
from amends.rooms.understand.phrases import Cue, lexicon


Rows = NDArray[np.float64]

SURFACE = (
    "always", "asks", "exclaims", "shouts", "stretches", "length", "is_short", "numbers",
    "names_somebody", "links",
)  # fmt: skip
ALONE, BEFORE = "without a failure", "before a but"
"""What is said of a cue that needs a failure beside it, and of a feeling that a "but" takes back."""
NO_FAILURE = frozenset(
    [
        "question",
        "praise",
        "other",
        "refund",
        "return_exchange",
        "warranty_service",
        "price_promo",
    ]
)
FAILURES = frozenset(TOPICS) - NO_FAILURE
_GRAVE = 3
_WORTH = np.array([0.0, 1.0, 1.5])
"""The second time counts half, further ones say nothing new."""
_SHORT = 20


@cache
def known_by_name() -> dict[str, tuple[Cue, ...]]:
    """Return the cues of all languages by the name of the column they fill."""
    cues = dict.fromkeys(
        [DENIED_PRAISE, *(c for lang in LANGS for c, _ in lexicon(lang).phrases)]
    )
    found: dict[str, tuple[Cue, ...]] = {}
    for cue in cues:
        plain, weakened = _names(cue)
        found[plain] = (*found.get(plain, ()), cue)
        found.setdefault(weakened, ())
    return found


@cache
def cue_names() -> tuple[str, ...]:
    """Return the names of all columns that cues fill, the same in every process."""
    return tuple(sorted(known_by_name()))


def _names(cue: Cue) -> tuple[str, str]:
    name = f"{cue.field}: {cue.why}"
    return name, f"{name}, {ALONE if cue.needs else BEFORE}"


class Counts(NamedTuple):
    """How often signs stand in a text, in the order `surface_of` asks for them."""

    asks: int
    exclaims: int
    capitals: int
    small: int
    stretched: int
    length: int
    digits: int
    names: int
    slashes: int


class Columns:
    """Where each cue stands among the columns a blend was trained with."""

    def __init__(self, names: Sequence[str]) -> None:
        self.count = len(names)
        self._at = {name: at for at, name in enumerate(names)}
        self._known = 0

    def update(self) -> None:
        """Learn the cues that were met since."""
        cues = known_cues()
        if len(cues) == self._known:
            return
        self._known = len(cues)
        # A cue the blend was not trained with falls into one column behind the last.
        places = [[self._at.get(name, self.count) for name in _names(cue)] for cue in cues]
        self.plain, self.weakened = np.array(places).T
        self.needs = np.array([bool(cue.needs) for cue in cues])
        self.turns = np.array([cue.field in {"praise", "negative", "mild"} for cue in cues])
        self.fails = np.array([_is_failure(cue) for cue in cues])
        self.of_cue = list(
            zip(
                places,
                self.needs.tolist(),
                self.turns.tolist(),
                self.fails.tolist(),
                strict=True,
            )
        )


def _is_failure(cue: Cue) -> bool:
    return cue.field in FAILURES | {"negative", "duration"} or cue.severity >= _GRAVE


def cue_rows(hits: Hits, count: int, columns: Columns) -> Rows:
    """Return how often each cue stands in each text, what is taken back in a column of its own."""
    columns.update()
    failing = np.zeros(count, bool)
    failing[hits.owners[columns.fails[hits.cues]]] = True
    weak = (columns.needs[hits.cues] & ~failing[hits.owners]) | (
        columns.turns[hits.cues] & hits.before_turn
    )
    at = np.where(weak, columns.weakened[hits.cues], columns.plain[hits.cues])
    wide = columns.count + 1
    counts = np.bincount(hits.owners * wide + at, minlength=count * wide)
    rows: Rows = _WORTH[np.minimum(counts, 2)].reshape(count, wide)[:, : columns.count]
    return rows


def cue_columns(cues: Sequence[tuple[int, bool]], columns: Columns) -> dict[int, float]:
    """Return what `cue_rows` says of one text: columns and their values; `cues` by number.

    Beside each stands whether a "but" follows it.
    """
    columns.update()
    traits = [columns.of_cue[number] for number, _ in cues]
    failing = any(fails for _, _, _, fails in traits)
    counts: Counter[int] = Counter()
    for (_, before_turn), ((plain, weakened), needs, turns, _) in zip(
        cues, traits, strict=True
    ):
        weak = (needs and not failing) or (turns and before_turn)
        counts[weakened if weak else plain] += 1
    counts.pop(columns.count, None)
    return {at: float(_WORTH[min(often, 2)]) for at, often in counts.items()}


def surface_rows(folded: FoldedBatch) -> Rows:
    """Return how each text is written, in the order of SURFACE."""
    codes, raw = folded.codes, folded.raw
    begins = folded.starts[:-1]
    length = np.diff(folded.starts) - 1

    def count(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.add.reduceat(mask, begins, dtype=np.int64)

    capitals = count((raw >= ord("A")) & (raw <= ord("Z")))
    small = count((raw >= ord("a")) & (raw <= ord("z")))
    return np.column_stack([
        np.ones(len(begins)),
        count(codes == ord("?")) > 0,
        np.minimum(count(codes == ord("!")), 3) / 3,
        (capitals > 8) & (capitals > 0.6 * (capitals + small)),  # noqa: PLR2004 - a few capitals are a name
        np.minimum(count(folded.stretched), 2) / 2,
        np.log1p(length) / 5,
        length < _SHORT,
        np.minimum(count((codes >= ord("0")) & (codes <= ord("9"))), 6) / 6,
        count(codes == ord("@")) > 0,
        count(codes == ord("/")) > 1,
    ]).astype(np.float64)  # fmt: skip


def surface_of(counts: Counts) -> list[float]:
    """Return how one text is written, in the order of SURFACE."""
    capitals = counts.capitals
    return [
        1.0,
        counts.asks > 0,
        min(counts.exclaims, 3) / 3,
        capitals > 8 and capitals > 0.6 * (capitals + counts.small),  # noqa: PLR2004 - a few capitals are a name
        min(counts.stretched, 2) / 2,
        math.log1p(counts.length) / 5,
        counts.length < _SHORT,
        min(counts.digits, 6) / 6,
        counts.names > 0,
        counts.slashes > 1,
    ]
