"""Nothing of the case in it, or the same words as last time (S2-09, S3-40, S4b-14, C-21)."""

import re
from collections.abc import Iterator
from typing import Final

from amends.language.normalise import fold
from amends.language.similar import Shingles, is_alike, shingles
from amends.playbook.contract import Found
from amends.playbook.draft import Draft


_WORD: Final = re.compile(r"\w+")
_FEW_WORDS: Final = 3
_READ: Final = 2000  # signs of each text: what a canned reply says, it says early


def check(draft: Draft) -> Iterator[Found]:
    """Find a reply that was sent before or would fit any message."""
    if draft.context.stage == "closing" or draft.context.safety:
        return
    repeated = sent_before(draft)
    if repeated or (draft.policy.lint_require_specific_detail and _fits_anything(draft)):
        rules = ("S2-09", "S3-40", "S4b-14", "C-21")
        yield Found("canned", 0, len(draft.text), rules, is_exact=repeated)


def sent_before(draft: Draft) -> bool:
    """Tell whether nearly the same words went out lately, to whomever (C-21)."""
    if len(_WORD.findall(draft.text)) <= _FEW_WORDS:
        return False
    own = _shingles(draft.text)
    recent = draft.context.recent_replies[-draft.policy.limits.canned_window :]
    return any(
        is_alike(own, _shingles(text), draft.policy.lint_canned_similarity) for text in recent
    )


def _shingles(text: str) -> Shingles:
    return shingles(fold(text[:_READ]))


def _fits_anything(draft: Draft) -> bool:
    if draft.context.fault == "none" or not draft.context.conversation or draft.shared_words:
        return False
    if draft.promises_a_time or re.search(r"\d", draft.text):
        return False
    return draft.has("canned") or not draft.has("fix", "ownership", "private_door", "ask_cue")
