"""What a snippet may hold: facts and structure, never a finished answer (S2-09, S3-40, C-21).

A return address or the steps of a transfer are the same for everybody; thanks, sorrow and a
farewell are words of one person to another, and canned where they come out of a drawer.
"""

from typing import Final

from amends.playbook.checks.canned import sent_before
from amends.playbook.contract import ReviewContext
from amends.playbook.draft import Draft
from amends.playbook.policy import Policy


LONGEST: Final = 600
_PERSONAL: Final = ("greeting", "thanks", "empathy", "promise", "sign_off")
_MOST_PERSONAL: Final = 1


def problems_of(
    text: str, language: str, recent: tuple[str, ...], policy: Policy
) -> tuple[str, ...]:
    """Return the codes of what makes a text unfit as a snippet; ``recent`` are replies that went out."""
    draft = Draft(
        text, ReviewContext(lang=language, public=True, recent_replies=recent), policy
    )
    found = {
        "snippet_too_long": len(text) > LONGEST,
        "snippet_finished": _is_an_answer(draft),
        "snippet_sent_before": sent_before(draft),
    }
    return tuple(code for code, holds in found.items() if holds)


def _is_an_answer(draft: Draft) -> bool:
    """An apology is nobody's fact; greeting and closing, or thanks and a promise, make a letter."""
    personal = sum(draft.has(name) for name in _PERSONAL)
    return draft.has("apology", "canned") or personal > _MOST_PERSONAL
