"""Decide language and dialect of each text: the script first, then what the heads say."""

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from amends.language.folding import FoldedBatch
from amends.language.heads import AT, DIALECTS_OF, LANGUAGE_OF, VARIETIES, places


Floats = NDArray[np.float32]
_NONE, *SCRIPTS = range(4)
_ARABIC, _LATIN, _FOREIGN = SCRIPTS
_UNMET: Final = 255
_SCRIPTS: Final = np.full(0x110000, _UNMET, np.uint8)
_ARABIC_BLOCKS: Final = (
    (0x620, 0x64A), (0x66E, 0x6D3), (0x6FA, 0x6FF), (0x750, 0x77F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC),
)  # fmt: skip
_LAST_LATIN: Final = 0x24F
LETTERS_OF_LATIN: Final = 0.6
"""Latin spends its vowels: six letters of Arabic script weigh as ten of Latin."""
_IN_ARABIC: Final = np.array([name in {"ar", "fa", "other"} for name in VARIETIES])
_IN_LATIN: Final = np.array(
    [name in {"en", "arabizi", "finglish", "other"} for name in VARIETIES]
)
SPOKEN_IN: Final = tuple(
    tuple(np.flatnonzero(named).tolist()) for named in (_IN_LATIN, _IN_ARABIC)
)
"""The varieties that Latin and that Arabic letters may be, as places in VARIETIES."""
_OTHER: Final = VARIETIES.index("other")
_LANGUAGE: Final = np.array(LANGUAGE_OF, np.int8)


class Spoken(NamedTuple):
    """Language and dialect as places in LANGUAGES and DIALECTS (-1: none), and how sure."""

    lang: NDArray[np.int8]
    probability: Floats
    dialect: NDArray[np.int8]


def decide(logits: Floats, batch: FoldedBatch, is_mute: NDArray[np.bool_]) -> Spoken:
    """Return what each text is spoken in. Nothing said, or in no script we read, is `other`."""
    arabic, latin, foreign = _letters(batch)
    is_arabic = arabic >= latin * LETTERS_OF_LATIN
    odds = np.where(
        np.where(is_arabic[:, None], _IN_ARABIC, _IN_LATIN), logits[:, places("lang")], -np.inf
    )
    shares = np.exp(odds - odds.max(axis=1, initial=-1e9, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    best = shares.argmax(axis=1)
    rows = np.arange(len(batch))
    # Two spellings of one language are one answer.
    sure = np.where(_LANGUAGE[best][:, None] == _LANGUAGE, shares, 0).sum(axis=1)
    is_foreign = foreign > arabic + latin
    is_mute = is_mute | (arabic + latin + foreign == 0)
    best = np.where(is_foreign | is_mute, _OTHER, best)
    sure = np.where(is_mute, 0.0, np.where(is_foreign, 1.0, sure))
    return Spoken(_LANGUAGE[best], sure.astype(np.float32), _dialect(logits, best, rows))


def _dialect(
    logits: Floats, variety: NDArray[np.int64], rows: NDArray[np.int64]
) -> NDArray[np.int8]:
    dialect = np.full(len(rows), -1, np.int8)
    first = AT["dialect:gulf"]
    for name, span in DIALECTS_OF.items():
        those = rows[variety == VARIETIES.index(name)]
        odds = logits[those, first + span.start : first + span.stop]
        dialect[those] = span.start + odds.argmax(axis=1)
    return dialect


def _letters(batch: FoldedBatch) -> tuple[NDArray[np.int64], ...]:
    scripts = _SCRIPTS.take(batch.raw)
    if (scripts == _UNMET).any():
        for code in np.unique(batch.raw[scripts == _UNMET]).tolist():
            _SCRIPTS[code] = script_of(code)
        scripts = _SCRIPTS.take(batch.raw)
    edges = batch.starts - 1
    return tuple(
        np.diff(np.concatenate([[0], np.cumsum(scripts == script)])[edges])
        for script in SCRIPTS
    )


@lru_cache(maxsize=4096)
def script_of(code: int) -> int:
    """Return the script of a code point: one of SCRIPTS, or 0 where it is no letter."""
    if any(first <= code <= last for first, last in _ARABIC_BLOCKS):
        return _ARABIC
    if not chr(code).isalpha():
        return _NONE
    return _LATIN if code <= _LAST_LATIN else _FOREIGN
