"""Say what a word is about: concepts that Arabic, Persian and English share, by our own tables."""

import tomllib
import zlib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from amends.language.forms import forms_of
from amends.language.normalise import fold


TABLES: Final = Path(__file__).parent
LANGS: Final = ("ar", "fa", "en")
MOST_WORDS: Final = 1 << 12
"""So many words are remembered with what they are about."""
_FIRST_ARABIC: Final = "\u0600"

WAY: Final = 3
_AROUND: Final = "around"
"""The section of a table whose concepts stand around what is said: I, you, please."""

Concepts = tuple[str, ...]


class Lexicon(NamedTuple):
    """Which concepts a word or the beginning of one stands for, folded, all languages in one.

    `ways` are the first letters of `starts`, WAY at most: what begins otherwise leads nowhere.
    `sizes` counts the words of each concept that can be the subject of a word: the narrower says more.
    """

    words: dict[str, Concepts]
    starts: dict[str, Concepts]
    ways: frozenset[str]
    sizes: dict[str, int]


class Told(NamedTuple):
    """What a word is about, by number, and its subject: the narrowest of them, 0 where none is."""

    concepts: tuple[int, ...]
    subject: int


NOTHING: Final = Told((), 0)


@cache
def lexicon() -> Lexicon:
    """Return our tables, read once."""
    return read_lexicon(TABLES / f"{lang}.toml" for lang in LANGS)


def read_lexicon(paths: Iterable[Path]) -> Lexicon:
    """Read tables of concepts: each a line of words, `*` after the beginning of one."""
    words: dict[str, list[str]] = {}
    starts: dict[str, list[str]] = {}
    sizes: dict[str, int] = {}
    for path in paths:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        around = table.pop(_AROUND, {})
        for concept, listed in (*table.items(), *around.items()):
            # Folded at once: a call for each word would cost a tenth of a second.
            found = plain(listed).split()
            if concept in table:
                sizes[concept] = sizes.get(concept, 0) + len(found)
            for word in found:
                kept = (starts if word.endswith("*") else words).setdefault(
                    word.rstrip("*"), []
                )
                if concept not in kept:
                    kept.append(concept)
    fixed, begun = _compact(words), _compact(starts)
    return Lexicon(fixed, begun, frozenset(start[:WAY] for start in begun), sizes)


def _compact(told: dict[str, list[str]]) -> dict[str, Concepts]:
    """Keep what many words are about once."""
    once: dict[Concepts, Concepts] = {}
    return {
        word: once.setdefault(said, said)
        for word, said in zip(told, map(tuple, told.values()), strict=True)
    }


def plain(word: str) -> str:
    """Return a word folded, apostrophes left out."""
    return fold(word).replace("'", "")


def number_of(concept: str) -> int:
    """Return the number of a concept, the same whatever else the tables hold; never 0 in ours."""
    return zlib.crc32(concept.encode())


@lru_cache(maxsize=MOST_WORDS)
def told_by(word: str) -> Told:
    """Return what one folded word is about, nothing where no table knows it."""
    known = lexicon()
    found = concepts_of(word.replace("'", ""), known)
    if not found:
        return NOTHING
    narrow = [concept for concept in found if concept in known.sizes]
    subject = min(narrow, key=known.sizes.__getitem__, default="")
    return Told(tuple(map(number_of, found)), number_of(subject) if subject else 0)


def concepts_of(word: str, known: Lexicon) -> Concepts:
    """Return what a folded word is about: as it stands, else by its beginning, else without affixes."""
    begun = _begun(word, known)
    if word in known.words:
        return tuple(dict.fromkeys((*known.words[word], *begun)))
    if begun or word < _FIRST_ARABIC:
        return begun
    forms = dict.fromkeys((*forms_of(word, "ar")[1:], *forms_of(word, "fa")[1:]))
    whole = next((known.words[form] for form in forms if form in known.words), ())
    return whole or next(filter(None, (_begun(form, known) for form in forms)), ())


def _begun(word: str, known: Lexicon) -> Concepts:
    found: Concepts = ()
    for size in range(1, len(word) + 1):
        found = known.starts.get(word[:size], found)
        if size == WAY and word[:size] not in known.ways:
            break
    return found
