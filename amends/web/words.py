"""Texts of people with marks on them: cut first, tamed after, so that offsets stay true."""

from collections.abc import Iterable
from dataclasses import dataclass

from amends.web.reader import tame


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``mark`` is the class it wears, ``number`` what it is called by."""

    text: str
    mark: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch to mark, in code points of the text."""

    start: int
    end: int
    mark: str
    number: int = 0


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """Cut a text at its marks; where marks overlap the first one to begin keeps the words."""
    made: list[Piece] = []
    at = 0
    for span in sorted(spans, key=lambda s: (s.start, s.end)):
        start, end = max(span.start, at), min(span.end, len(text))
        if start >= end:
            continue
        if start > at:
            made.append(Piece(tame(text[at:start])))
        made.append(Piece(tame(text[start:end]), span.mark, span.number))
        at = end
    if at < len(text):
        made.append(Piece(tame(text[at:])))
    return made
