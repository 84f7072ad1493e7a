"""Fold Arabic, Persian and Latin spelling so that one word has one form, for index and query alike."""

import re
import unicodedata
from typing import NamedTuple


BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

# What compatibility decomposition leaves apart: Persian and Urdu shapes of Arabic letters, and
# punctuation that keyboards of the three languages write differently.
_LETTERS = {
    **dict.fromkeys("\u0649\u06cc\u06cd\u0678", "\u064a"),
    **dict.fromkeys("\u06a9\u06aa", "\u0643"),
    **dict.fromkeys("\u0629\u06d5\u06c1\u06be\u06c3", "\u0647"),
    **dict.fromkeys("\u0671\u0672\u0673\u0675", "\u0627"),
    **dict.fromkeys("\u0621\u0674\u0640", ""),
    **dict.fromkeys("\u060c\u066c\u201a", ","),
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u0060\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    "\u061f": "?",
    "\u061b": ";",
    "\u066a": "%",
    "\u066b": ".",
}
_DROPPED_MARKS = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u08d3-\u08ff\ufe00-\ufe0f\u20d0-\u20ff]"
)
# Three or more of one sign: Latin keeps two ("good", "soo"), digits keep all, the rest keeps one.
_RUNS = re.compile(r"^ +| +$| {2,}|([a-z])\1{2,}|([^\da-z ])\2{2,}")


def _fold_once(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(sign)
    if category in {"Cf", "Cs"}:
        return ""
    if category in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    if sign in _LETTERS:
        return _LETTERS[sign]
    bare = _DROPPED_MARKS.sub("", unicodedata.normalize("NFKD", sign)).casefold()
    return unicodedata.normalize("NFC", bare)


def fold_sign(sign: str) -> str:
    """Return what one code point folds to: nothing, one sign or several, before runs are cut."""
    # To a fixed point: what comes out is never changed again, which makes fold idempotent.
    before, after = sign, _fold_once(sign)
    while after != before:
        before, after = after, "".join(map(_fold_once, after))
    return after


class _Signs(dict[int, str]):
    """Remember the folded form of each sign met so far."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = fold_sign(chr(code))
        return folded


_SIGNS = _Signs()
_ASCII_DIGITS = {
    **{0x660 + value: str(value) for value in range(10)},
    **{0x6F0 + value: str(value) for value in range(10)},
}
_NO_BIDI = dict.fromkeys(map(ord, BIDI_CONTROLS))


def _shorten(run: re.Match[str]) -> str:
    sign = run[0][0]
    if sign == " ":
        return "" if run.start() == 0 or run.end() == len(run.string) else " "
    return sign * 2 if run[1] else sign


def fold(text: str) -> str:
    """Fold spelling variants: letters, digits, marks, case, white space and elongation. Idempotent.

    ZWNJ and tatweel are joined over (می‌خواهم is میخواهم); what is written with a space stays two
    words. All white space becomes one blank. Never use offsets of the result on the original:
    `fold_with_offsets` gives those.
    """
    return _RUNS.sub(_shorten, text.translate(_SIGNS))


class Folded(NamedTuple):
    """A folded text and, for each of its signs, the code point of the original it came from.

    `stretched` are the places in it where a run of one sign was shortened.
    """

    text: str
    origins: list[int]
    length: int
    stretched: list[int]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of the original that [start, end) of the folded text came from."""
        if start >= end:
            at = self.origins[start] if start < len(self.origins) else self.length
            return at, at
        return self.origins[start], self.origins[end - 1] + 1


def fold_with_offsets(text: str) -> Folded:
    """Fold as `fold` does and keep where each sign came from."""
    pieces = [_SIGNS[ord(sign)] for sign in text]
    long = "".join(pieces)
    origins = [at for at, piece in enumerate(pieces) for _ in piece]
    kept: list[int] = []
    stretched: list[int] = []
    done = 0
    for run in _RUNS.finditer(long):
        kept += origins[done : run.start() + len(_shorten(run))]
        done = run.end()
        if run[0][0] != " ":
            stretched.append(len(kept) - 1)
    kept += origins[done:]
    return Folded(_RUNS.sub(_shorten, long), kept, len(text), stretched)


def digits_to_ascii(text: str) -> str:
    """Replace Arabic-Indic and Persian digits. Keeps the length, so offsets stay valid."""
    return text.translate(_ASCII_DIGITS)


def strip_bidi(text: str) -> str:
    """Remove the bidirectional control characters and nothing else."""
    return text.translate(_NO_BIDI)
