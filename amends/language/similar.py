"""Tell how alike two texts are, whatever the spelling and the endings of their words."""

from typing import Final


_SHINGLE: Final = 4
Shingles = frozenset[str]


def shingles(folded: str) -> Shingles:
    """Return the overlapping pieces of four signs of a folded text; a shorter text is one piece.

    Of signs, not of words: Arabic and Persian change the ends of words where English adds one.
    """
    if not folded:
        return frozenset()
    last = max(1, len(folded) - _SHINGLE + 1)
    return frozenset(folded[at : at + _SHINGLE] for at in range(last))


def telling(pieces: Shingles, threshold: float) -> Shingles:
    """Return so few pieces that two texts as alike as the threshold share at least one of them.

    The first in any firm order: whoever shares t of all pieces shares one of the first
    ``1 - t`` of either text and one more. The order holds for one run of the program.
    """
    few = len(pieces) - int(threshold * len(pieces)) + 1
    return frozenset(sorted(pieces, key=hash)[:few]) if pieces else pieces


def jaccard(one: Shingles, other: Shingles) -> float:
    """Return the shared pieces of all pieces: 1 for equal, 0 for nothing in common or no text."""
    shared = len(one & other)
    whole = len(one) + len(other) - shared
    return shared / whole if whole else 0.0


def is_alike(one: Shingles, other: Shingles, threshold: float) -> bool:
    """Tell whether two texts reach a threshold; the sizes alone decide most pairs."""
    few, many = sorted((len(one), len(other)))
    return few > 0 and few >= threshold * many and jaccard(one, other) >= threshold
