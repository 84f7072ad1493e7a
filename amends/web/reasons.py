"""Why a text may be about us, in words; and the text cut where the names stand in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext

from amends.casebook.models import Hit
from amends.web import monitor_names as names
from amends.web.reader import tame


SHOWN = 600
MOST = 6


class Piece(NamedTuple):
    """A stretch of a text, and whether one of our names."""

    text: str
    is_name: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One reason as a person reads it, and whether it speaks for us."""

    words: str
    is_for: bool


def pieces_of(text: str, spans: Sequence[Sequence[int]]) -> list[Piece]:
    """Cut a text at the places of our names; what stands far behind is left out."""
    pieces, done = [], 0
    for start, end in sorted((start, end) for start, end in spans):
        if done <= start < end <= min(len(text), SHOWN):
            pieces += [
                Piece(text[done:start], is_name=False),
                Piece(text[start:end], is_name=True),
            ]
            done = end
    rest = text[done:SHOWN] + ("…" if len(text) > SHOWN else "")
    pieces.append(Piece(rest, is_name=False))
    return [Piece(tame(piece.text), piece.is_name) for piece in pieces if piece.text]


def reasons_of(hit: Hit) -> list[Shown]:
    """Return the strongest reasons for and against, in the reader's language."""
    found = [
        Shown(words, weight > 0) for sign, weight in hit.because if (words := _words(sign))
    ]
    return list(dict.fromkeys(found))[:MOST]


def _words(sign: str) -> str:
    kind, _, value = sign.partition(":")
    if kind in names.LEARNT_SIGNS:
        return gettext(str(names.LEARNT_SIGNS[kind])) % {"name": value}
    return str(names.SIGNS.get(sign, ""))
