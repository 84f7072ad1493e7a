"""Sort words into kinds: words that may stand at the same places of the same phrases are one.

What a kind is, is learnt when its first word comes; after that a word costs one look-up, a whole
batch at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from amends.language.addresses import ADDRESS_WORDS
from amends.language.forms import forms_of
from amends.rooms.understand.growing import Growing, Pairs
from amends.rooms.understand.phrases import Element, Lexicon
from amends.rooms.understand.tokens import Keys, Numbers, Tokens


LANGS = ("ar", "fa", "en")
NEGATES, NEGATES_BEFORE, TURNS, ENDS, DWELLS = 1, 2, 4, 8, 16
_END_SIGNS = frozenset(".!?;\u06d4 ")
_SLOTS = 1 << 18
_SEEN_AT_MOST = 1 << 15
_SHORTEST_START = 2
_LANG_KEYS = np.array([0, 0x2545F4914F6CDD1D, 0x5DEECE66D1234567], np.uint64)


@dataclass(slots=True)
class Place:
    """What a word or a beginning may be: the first word of phrases, or one that comes later."""

    opens: list[int] = field(default_factory=list)
    follows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Index:
    """Where the words of a language may stand, by word and by beginning."""

    lexicon: Lexicon
    by_word: dict[str, Place] = field(default_factory=dict)
    by_start: dict[str, Place] = field(default_factory=dict)
    longest_start: int = 0

    def entries(self, element: Element) -> Iterator[Place]:
        """Yield the place of every word and beginning of an element, made where it is new."""
        for word in element.words:
            yield self.by_word.setdefault(word, Place())
        for start in element.starts:
            self.longest_start = max(self.longest_start, len(start))
            yield self.by_start.setdefault(start, Place())

    def places_of(self, form: str) -> Iterator[Place]:
        """Yield what a form of a word may be."""
        if form in self.by_word:
            yield self.by_word[form]
        for length in range(_SHORTEST_START, min(len(form), self.longest_start) + 1):
            if form[:length] in self.by_start:
                yield self.by_start[form[:length]]

    def flags_of(self, word: str, forms: Sequence[str]) -> int:
        """Return what a word with these forms does to its neighbours."""
        return (
            NEGATES * (word in self.lexicon.negators)
            | NEGATES_BEFORE * (word in self.lexicon.negators_after)
            | TURNS * (word in self.lexicon.turns)
            | ENDS * (word in _END_SIGNS)
            | DWELLS * (not ADDRESS_WORDS.isdisjoint(forms))
        )


class Traits(NamedTuple):
    """What makes a kind: the phrases it opens, what it follows as, what it does to neighbours."""

    opens: tuple[int, ...]
    follows: frozenset[int]
    flags: int


class Kinds:
    """The kinds met so far: what each opens, what it follows as, what it does to neighbours."""

    def __init__(self) -> None:
        self._numbers: dict[Traits, int] = {}
        self.traits: list[Traits] = []
        self._seen: dict[int, int] = {}
        self._keys = np.zeros(_SLOTS, np.uint64)
        self._kind_at = np.zeros(_SLOTS, np.int64)
        self.flags = Growing(np.uint8)
        self.opened = Growing(np.int64)
        self.opened_from = Growing(np.int64)
        self.phrases = Growing(np.int64, 8192)
        self.follows = Pairs()

    def read(self, tokens: Tokens, langs: Numbers, indices: dict[str, Index]) -> Numbers:
        """Return the kind of every token; `langs` holds the number of each text's language."""
        keys = tokens.keys ^ _LANG_KEYS[langs][tokens.owners]
        slots = (keys >> np.uint64(40)).astype(np.int64) & (_SLOTS - 1)
        kinds: Numbers = self._kind_at[slots]
        unknown = np.flatnonzero(self._keys[slots] != keys)
        if len(unknown):
            owners = langs[tokens.owners[unknown]]
            words = [
                (tokens.text(at), indices[LANGS[lang]])
                for at, lang in self._distinct(keys[unknown], unknown, owners)
            ]
            kinds[unknown] = self._learn(keys[unknown], slots[unknown], words)
        return kinds

    def _distinct(self, keys: Keys, places: Numbers, langs: Numbers) -> list[tuple[int, int]]:
        _, at = np.unique(keys, return_index=True)
        return list(zip(places[at].tolist(), langs[at].tolist(), strict=True))

    def _learn(self, keys: Keys, slots: Numbers, words: list[tuple[str, Index]]) -> Numbers:
        _, at, back = np.unique(keys, return_index=True, return_inverse=True)
        if len(self._seen) > _SEEN_AT_MOST:
            self._seen.clear()
        found = []
        for key, (word, index) in zip(keys[at].tolist(), words, strict=True):
            # Two words that share a slot drive each other out: what was learnt stays known.
            if key not in self._seen:
                self._seen[key] = self.number(word, index)
            found.append(self._seen[key])
        kinds = np.array(found, np.int64)
        self._keys[slots[at]], self._kind_at[slots[at]] = keys[at], kinds
        return kinds[back]

    def number(self, word: str, index: Index) -> int:
        """Return the kind of a word of a language; a new one is entered."""
        forms = forms_of(word, index.lexicon.lang)
        places = list(chain.from_iterable(map(index.places_of, forms)))
        opens = sorted(set(chain.from_iterable(place.opens for place in places)))
        follows = frozenset(chain.from_iterable(place.follows for place in places))
        known = Traits(tuple(opens), follows, index.flags_of(word, forms))
        if known not in self._numbers:
            self._numbers[known] = self.flags.extend([known.flags])
            self.traits.append(known)
            self.opened.extend([len(opens)])
            self.opened_from.extend([self.phrases.extend(opens)])
            self.follows.add(self._numbers[known], sorted(follows))
        return self._numbers[known]

    def flags_of(self, kinds: Numbers) -> NDArray[np.uint8]:
        """Return what each token does to its neighbours."""
        flags: NDArray[np.uint8] = self.flags.array[kinds]
        return flags
