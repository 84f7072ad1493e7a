"""Nothing of the case in it, or the same words as last time (S2-09, S3-40, S4b-14, C-21)."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from amends.language.normalise import fold
from amends.playbook.contract import Found
from amends.playbook.draft import Draft


_WORD: Final = re.compile(r"\w+")
_FEW_WORDS: Final = 6


def check(draft: Draft) -> Iterator[Found]:
    """Find a reply that was sent before or would fit any message."""
    if draft.context.stage == "closing" or draft.context.safety:
        return
    if _sent_before(draft) or (
        draft.policy.lint_require_specific_detail and _fits_anything(draft)
    ):
        yield Found("canned", 0, len(draft.text), ("S2-09", "S3-40", "S4b-14", "C-21"))


def _sent_before(draft: Draft) -> bool:
    own = _shingles(draft.text)
    recent = draft.context.recent_replies[-draft.policy.limits.canned_window :]
    return len(own) >= _FEW_WORDS and any(
        similarity(own, _shingles(text)) >= draft.policy.lint_canned_similarity
        for text in recent
    )


def similarity(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """Compare two texts by shared word pairs: 1 for equal, 0 for nothing in common."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(fold(text[:2000]))
    return frozenset((word,) for word in words) | frozenset(pairwise(words))


def _fits_anything(draft: Draft) -> bool:
    if draft.context.fault == "none" or not draft.context.conversation or draft.shared_words:
        return False
    if draft.promises_a_time or re.search(r"\d", draft.text):
        return False
    return draft.has("canned") or not draft.has("fix", "ownership", "private_door", "ask_cue")
