"""Find the cues of one text word by word: what `cues.find_hits` does for a batch."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from amends.rooms.understand.cues import traits
from amends.rooms.understand.kinds import ENDS, NEGATES, NEGATES_BEFORE, TURNS, Traits
from amends.rooms.understand.matching import GAP, matcher


class Hit(NamedTuple):
    """A cue, the first and last of its words, and whether a "but" follows in the text."""

    cue: int
    first: int
    last: int
    before_turn: bool


def walk(kinds: Sequence[Traits]) -> list[Hit]:
    """Return the cues of a text that stand and are meant; a sign that ends sentences is around it."""
    found = _longest(list(_phrases(kinds)))
    turn = max((at for at, kind in enumerate(kinds) if kind.flags & TURNS), default=-1)
    return [Hit(cue, first, last, last < turn) for cue, first, last in _meant(found, kinds)]


Find = tuple[int, int, int]


def _phrases(kinds: Sequence[Traits]) -> Iterator[Find]:
    phrases = matcher().phrases
    for first, kind in enumerate(kinds):
        for number in kind.opens:
            cue, later = phrases[number]
            last = first
            for element in later:
                last = _next(kinds, last + 1, element)
                if last < 0:
                    break
            else:
                # Zero is a praise that was denied.
                yield cue + 1, first, last


def _next(kinds: Sequence[Traits], place: int, element: int) -> int:
    """Return where the next word of a phrase stands, -1 where it does not come."""
    follower = element >> 1
    if follower in kinds[place].follows:
        return place
    if element & 1:
        for at in range(place, place + GAP):
            # A gap does not reach over the end of a sentence.
            if kinds[at].flags & ENDS:
                break
            if follower in kinds[at + 1].follows:
                return at + 1
    return -1


def _longest(found: list[Find]) -> list[Find]:
    """Leave out what stands inside a find of the same field, and what stands there twice."""
    known = traits()
    order = sorted(
        (known[cue][0], first, -last, at) for at, (cue, first, last) in enumerate(found)
    )
    kept, group, reach = [], -1, -1
    for of, _, last, at in order:
        if of != group:
            group, reach = of, -1
        if -last > reach:
            kept.append(at)
            reach = -last
    return [found[at] for at in sorted(kept)]


def _meant(found: Sequence[Find], kinds: Sequence[Traits]) -> Iterator[Find]:
    """Yield what is not denied; praise that is denied is blame."""
    known = traits()
    flags = [kind.flags for kind in kinds]
    for cue, first, last in found:
        _, is_deniable, is_feeling, is_praise = known[cue]
        is_denied = _is_denied(flags, first, last, reaches=is_feeling)
        if is_denied and is_praise:
            yield 0, first, last
        elif not (is_denied and is_deniable):
            yield cue, first, last


def _is_denied(flags: Sequence[int], first: int, last: int, *, reaches: bool) -> bool:
    before, far = flags[first - 1], flags[max(first - 2, 0)]
    over = reaches and not before & ENDS and far & NEGATES
    if not flags[first] & NEGATES and (before & NEGATES or over):
        return True
    behind, far = flags[last + 1], flags[min(last + 2, len(flags) - 1)]
    over = not behind & ENDS and far & NEGATES_BEFORE
    return not flags[last] & NEGATES_BEFORE and bool(behind & NEGATES_BEFORE or over)
