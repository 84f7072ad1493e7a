"""Read cue tables: the words that speak for a field, with weight and reason, checked at load."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from amends.language.normalise import fold
from amends.rooms.understand.analysis import FLAGS, TOPICS


TABLES = Path(__file__).parent / "tables"
CUE_FIELDS = frozenset(
    {*TOPICS, *FLAGS, "negative", "mild", "anger", "abuse", "severity", "news", "duration"}
)
_HALF_SPACE = "\u200c"


class BadTable(ValueError):
    """A cue table has a row that cannot be used; the message names file and row."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What a group of phrases says: log odds for `field` and for being a complaint, and why."""

    field: str
    why: str
    weight: float = 1.0
    complaint: float = 0.0
    level: int = 0
    severity: int = 0
    needs: str = ""


class Element(NamedTuple):
    """One word of a phrase: any of `words`, any beginning of `starts`; `gap` allows words before."""

    words: frozenset[str]
    starts: tuple[str, ...]
    gap: bool = False


class Phrase(NamedTuple):
    """The words that give a cue, in order."""

    cue: Cue
    elements: tuple[Element, ...]


@dataclass(slots=True)
class Lexicon:
    """All phrases of a language and the words that turn a meaning round."""

    lang: str
    phrases: list[Phrase] = field(default_factory=list)
    negators: frozenset[str] = frozenset()
    negators_after: frozenset[str] = frozenset()
    turns: frozenset[str] = frozenset()


@cache
def lexicon(lang: str) -> Lexicon:
    """Return the cues of a language, read once. Raise BadTable with file and row."""
    return read_lexicon(TABLES / f"{lang}.toml")


def read_lexicon(path: Path) -> Lexicon:
    """Read one table. Raise BadTable where a row has an unknown field, no reason or no phrase."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    found = Lexicon(
        lang=path.stem,
        negators=_word_list(table.get("negators", "")),
        negators_after=_word_list(table.get("negators_after", "")),
        turns=_word_list(table.get("turns", "")),
    )
    for number, row in enumerate(table.get("cue", []), start=1):
        _add(found, row, f"{path.name}, cue {number}")
    return found


def _add(found: Lexicon, row: dict[str, Any], place: str) -> None:
    phrases = row.pop("phrases", "")
    try:
        cue = Cue(**row)
    except TypeError as problem:
        raise BadTable(f"{place}: {problem}") from problem
    if cue.field not in CUE_FIELDS or not cue.why or not phrases.strip():
        raise BadTable(f"{place}: needs a known field, a why and phrases, has {cue.field!r}")
    for text in phrases.replace("\n", " / ").split("/"):
        found.phrases += (Phrase(cue, elements) for elements in _readings(text.split()))


def _readings(pieces: list[str]) -> Iterator[tuple[Element, ...]]:
    # A half-space may be written as nothing or as a blank: each is a reading of its own.
    ways = [_spellings(piece) for piece in pieces]
    for chosen in product(*ways):
        elements = _elements([part for way in chosen for part in way])
        if elements:
            yield tuple(elements)


def _spellings(piece: str) -> list[list[str]]:
    together = [one for one in piece.split("|") if "_" not in one]
    apart = [
        re.split(f"[_{_HALF_SPACE}]", one)
        for one in piece.split("|")
        if "_" in one or _HALF_SPACE in one
    ]
    joined = [["|".join(together).replace(_HALF_SPACE, "")]] if together else []
    return joined + apart


def _elements(parts: list[str]) -> list[Element]:
    elements: list[Element] = []
    gap = False
    for part in parts:
        if part == "...":
            gap = bool(elements)
            continue
        plain = [clean(word) for word in part.split("|")]
        starts = tuple(word[:-1] for word in plain if word.endswith("*"))
        words = frozenset(word for word in plain if word and not word.endswith("*"))
        elements.append(Element(words, starts, gap))
        gap = False
    return elements


def clean(word: str) -> str:
    """Fold a word of a table as the words of a message are folded."""
    return fold(word).replace("'", "")


def _word_list(text: str) -> frozenset[str]:
    words = (clean(word.replace(_HALF_SPACE, "")) for word in text.split("/"))
    return frozenset(word for word in words if word)
