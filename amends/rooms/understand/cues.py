"""Find the cues of a batch: phrases that stand there and are meant, each once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from amends.language.folding import FoldedBatch
from amends.rooms.understand.kinds import ENDS, NEGATES, NEGATES_BEFORE, TURNS
from amends.rooms.understand.matching import Found, matcher
from amends.rooms.understand.phrases import CUE_FIELDS, Cue
from amends.rooms.understand.tokens import Numbers, Tokens, tokens_of


# What a negation right before takes away; a refund or a price stays a topic when denied.
_DENIABLE = frozenset({
    "delivery_late", "damaged", "defective", "wrong_item", "safety_health", "staff_behavior",
    "missing_part", "negative", "anger", "mild", "insult_to_person", "threat", "abuse", "severity",
    "payment",
})  # fmt: skip
_FEELINGS = frozenset({"praise", "negative"})
"""A negation reaches these over a word: not very good."""
DENIED_PRAISE = Cue("negative", "praise denied", weight=1.8, complaint=1.9)
_FIELD_NUMBERS = {name: number for number, name in enumerate(sorted(CUE_FIELDS))}
_LEVELS = 4
_ROOM = 24
"""Bits that number a token of a batch."""
_MOST = (1 << _ROOM) - 1


@dataclass(frozen=True, slots=True)
class Hits:
    """The cues of a batch, in the order of the texts: which, whose, and the codes they cover."""

    cues: Numbers
    owners: Numbers
    starts: Numbers
    ends: Numbers
    before_turn: NDArray[np.bool_]


class _Traits:
    """What the search has to know of each cue, as arrays by the number of the cue."""

    def __init__(self) -> None:
        self.cues: list[Cue] = [DENIED_PRAISE]
        self.update([])

    def update(self, cues: list[Cue]) -> None:
        self.cues = [DENIED_PRAISE, *cues]
        fields = [cue.field for cue in self.cues]
        self.group = np.array(
            [
                _FIELD_NUMBERS[name] * _LEVELS + cue.level
                for name, cue in zip(fields, self.cues, strict=True)
            ]
        )
        self.is_deniable = np.array([name in _DENIABLE for name in fields])
        self.is_feeling = np.array([name in _FEELINGS for name in fields])
        self.is_praise = np.array([name == "praise" for name in fields])

        self.of_cue = list(
            zip(
                self.group.tolist(),
                self.is_deniable.tolist(),
                self.is_feeling.tolist(),
                self.is_praise.tolist(),
                strict=True,
            )
        )


_TRAITS = _Traits()


def traits() -> list[tuple[int, bool, bool, bool]]:
    """Return of every cue by number: its group, and whether deniable, a feeling, and praise."""
    known = matcher().cues
    if len(known) >= len(_TRAITS.cues):
        _TRAITS.update(known)
    return _TRAITS.of_cue


def known_cues() -> list[Cue]:
    """Return every cue met so far, by number."""
    return _TRAITS.cues


@dataclass(frozen=True, slots=True)
class Read:
    """The words of a batch with the kind of each, and what each does to its neighbours."""

    tokens: Tokens
    kinds: Numbers
    flags: NDArray[np.uint8]

    def texts_with(self, flag: int) -> Numbers:
        """Return the numbers of the texts that hold a word with a flag."""
        return np.asarray(self.tokens.owners[(self.flags & flag) != 0])


def read_words(folded: FoldedBatch, langs: Numbers) -> Read:
    """Look every word up; `langs` holds the number of the table each text is read with."""
    tokens = tokens_of(folded.codes, folded.starts - 1)
    kinds, flags = matcher().kinds_of(tokens, langs)
    return Read(tokens, kinds, flags)


def find_hits(words: Read) -> Hits:
    """Return the cues of each text; a denied one is dropped or turned round."""
    found = matcher().find(words.kinds, words.flags)
    traits()
    found = _longest(found._replace(cues=found.cues + 1))
    return _hits(_meant(found, words.flags), words.tokens, words.flags)


def _longest(found: Found) -> Found:
    """Leave out what stands inside a find of the same field, and what stands there twice."""
    group = _TRAITS.group[found.cues]
    order = np.argsort(
        (group << 2 * _ROOM) | (found.first << _ROOM) | (_MOST - found.last), kind="stable"
    )
    reach = (group << _ROOM | found.last)[order]
    widest = np.maximum.accumulate(reach)
    is_new = np.ones(len(order), bool)
    is_new[1:] = reach[1:] > widest[:-1]
    kept = np.sort(order[is_new])
    return Found(found.cues[kept], found.first[kept], found.last[kept])


def _meant(found: Found, flags: NDArray[np.uint8]) -> Found:
    denied = _is_denied(found, flags)
    turned = denied & _TRAITS.is_praise[found.cues]
    kept = np.flatnonzero(~denied | turned | ~_TRAITS.is_deniable[found.cues])
    return Found(np.where(turned, 0, found.cues)[kept], found.first[kept], found.last[kept])


def _is_denied(found: Found, flags: NDArray[np.uint8]) -> NDArray[np.bool_]:
    first, last = found.first, found.last
    # Before each text stands a sign that ends a sentence, so that one step back is always there.
    one, two = flags[first - 1], flags[np.maximum(first - 2, 0)]
    reaches = _TRAITS.is_feeling[found.cues] & (one & ENDS == 0) & (two & NEGATES != 0)
    before = (flags[first] & NEGATES == 0) & ((one & NEGATES != 0) | reaches)
    one, two = flags[last + 1], flags[np.minimum(last + 2, len(flags) - 1)]
    reaches = (one & ENDS == 0) & (two & NEGATES_BEFORE != 0)
    behind = (flags[last] & NEGATES_BEFORE == 0) & ((one & NEGATES_BEFORE != 0) | reaches)
    denied: NDArray[np.bool_] = before | behind
    return denied


def _hits(found: Found, tokens: Tokens, flags: NDArray[np.uint8]) -> Hits:
    owners = tokens.owners[found.first]
    turns = np.flatnonzero(flags & TURNS)
    # The next turn of the batch lies in the same text where the hit stands before a "but".
    following = np.searchsorted(turns, found.last, "right")
    padded = np.append(tokens.owners[turns], -1)
    return Hits(
        found.cues,
        owners,
        tokens.starts[found.first],
        tokens.ends[found.last],
        padded[following] == owners,
    )
