"""Which parts of a reply are there already, which are wrong, which are still open.

The review says what is wrong; this says what is there, so that the writer sees the shape grow.
"""

from collections.abc import Collection
from typing import Final, Literal

from amends.playbook.draft import Draft


PartStanding = Literal["there", "wrong", "open"]
_WRONG: Final = {
    "apology": {"non_apology", "no_apology_where_fault", "over_apology", "excuse_third_party"},
    "time": {"vague_time"},
    "next_step": {"no_next_step"},
    "empathy": {"no_empathy"},
    "personal": {"canned", "no_acknowledgement"},
}
_MADE_OF: Final = {
    "thanks": ("thanks",),
    "empathy": ("empathy",),
    "apology": ("apology", "ownership"),
    "next_step": ("step", "fix"),
    "private_door": ("private_door",),
    "done": ("fix", "step"),
    "open_door": ("step", "private_door"),
}
_SHARED: Final = 1


def standing_of(name: str, draft: Draft, found: Collection[str]) -> PartStanding:
    """Tell how a part of the reply stands in a draft; ``found`` are the codes of its review."""
    if not draft.text.strip():
        return "open"
    if _WRONG.get(name, set()) & set(found):
        return "wrong"
    return "there" if _is_there(name, draft) else "open"


def _is_there(name: str, draft: Draft) -> bool:
    if name == "time":
        return draft.promises_a_time
    if name == "personal":
        return len(draft.shared_words) >= _SHARED
    return draft.has(*_MADE_OF.get(name, ("thanks",)))
