"""Find the phrases of the cue tables in a whole batch of texts at once."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from amends.rooms.understand.growing import Growing
from amends.rooms.understand.kinds import ENDS, LANGS, Index, Kinds, Traits
from amends.rooms.understand.phrases import Cue, Element, lexicon
from amends.rooms.understand.tokens import Numbers, Tokens


GAP = 4
"""So many words may stand between two of a phrase that allows it."""

_MOST_WORDS = 1 << 14


class Found(NamedTuple):
    """Where phrases stand: the cue, and the first and last token of each find."""

    cues: Numbers
    first: Numbers
    last: Numbers


class Matcher:
    """The phrases of all languages as arrays; a language is read when its first text comes."""

    def __init__(self) -> None:
        self.cues: list[Cue] = []
        self._kinds = Kinds()
        self._indices: dict[str, Index] = {}
        self._followers = 0
        self._cue_of = Growing(np.int64, 8192)
        self._lengths = Growing(np.int64, 8192)
        self._later_from = Growing(np.int64, 8192)
        self._later = Growing(np.int64, 8192)
        self._kind_of: dict[tuple[str, int], Traits] = {}
        self.phrases: list[tuple[int, tuple[int, ...]]] = []

    def kinds_of(self, tokens: Tokens, langs: Numbers) -> tuple[Numbers, NDArray[np.uint8]]:
        """Return the kind of every token and what it does to its neighbours."""
        for lang in np.unique(langs).tolist():
            self._index(LANGS[lang])
        kinds = self._kinds.read(tokens, langs, self._indices)
        return kinds, self._kinds.flags_of(kinds)

    def kind_of(self, word: str, lang: int) -> Traits:
        """Return the kind of one word, read with one table."""
        key = (word, lang)
        if key not in self._kind_of:
            if len(self._kind_of) >= _MOST_WORDS:
                self._kind_of.clear()
            number = self._kinds.number(word, self._index(LANGS[lang]))
            self._kind_of[key] = self._kinds.traits[number]
        return self._kind_of[key]

    def _index(self, lang: str) -> Index:
        if lang not in self._indices:
            self._read(lang)
        return self._indices[lang]

    def _read(self, lang: str) -> None:
        index = self._indices[lang] = Index(lexicon(lang))
        cues: dict[Cue, int] = {}
        followers: dict[Element, int] = {}
        for cue, elements in index.lexicon.phrases:
            if cue not in cues:
                cues[cue] = len(self.cues)
                self.cues.append(cue)
            later = [
                self._follower(element, followers, index) << 1 | element.gap
                for element in elements[1:]
            ]
            number = self._cue_of.extend([cues[cue]])
            self._lengths.extend([len(later)])
            self._later_from.extend([self._later.extend(later)])
            self.phrases.append((cues[cue], tuple(later)))
            for place in index.entries(elements[0]):
                place.opens.append(number)

    def _follower(self, element: Element, known: dict[Element, int], index: Index) -> int:
        plain = element._replace(gap=False)
        if plain not in known:
            known[plain] = self._followers
            self._followers += 1
            for place in index.entries(plain):
                place.follows.append(known[plain])
        return known[plain]

    def find(self, kinds: Numbers, flags: NDArray[np.uint8]) -> Found:
        """Return every phrase that stands in the batch, longer ones and what they hold alike."""
        counts = self._kinds.opened.array[kinds]
        openers = np.flatnonzero(counts)
        counts = counts[openers]
        first = np.repeat(openers, counts)
        begin = self._kinds.opened_from.array[kinds[openers]] - (np.cumsum(counts) - counts)
        phrases = self._kinds.phrases.array[np.repeat(begin, counts) + np.arange(len(first))]
        lengths, later = self._lengths.array[phrases], self._later_from.array[phrases]
        last = first.copy()
        going = np.flatnonzero(lengths)
        step = 0
        while len(going):
            elements = self._later.array[later[going] + step]
            last[going] = self._next(kinds, flags, last[going], elements)
            step += 1
            going = going[(lengths[going] > step) & (last[going] >= 0)]
        whole = np.flatnonzero(last >= 0)
        return Found(self._cue_of.array[phrases[whole]], first[whole], last[whole])

    def _next(
        self, kinds: Numbers, flags: NDArray[np.uint8], before: Numbers, elements: Numbers
    ) -> Numbers:
        """Return where the next word of each phrase stands, -1 where it does not come."""
        followers, place = elements >> 1, before + 1
        has = self._kinds.follows.has
        found = np.where(has(kinds[place], followers), place, -1)
        open_ones = np.flatnonzero((found < 0) & (elements & 1 == 1))
        for _ in range(GAP):
            # A gap does not reach over the end of a sentence.
            open_ones = open_ones[flags[place[open_ones]] & ENDS == 0]
            place[open_ones] += 1
            is_there = has(kinds[place[open_ones]], followers[open_ones])
            found[open_ones[is_there]] = place[open_ones[is_there]]
            open_ones = open_ones[~is_there]
        return found


@cache
def matcher() -> Matcher:
    """Return the one matcher of this process; it learns words as they come."""
    return Matcher()
