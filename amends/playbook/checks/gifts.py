"""Gifts: after the fix, free of conditions, never for a review (C-02, C-09, S3-15, S4d-15)."""

from collections.abc import Iterator

from amends.playbook.contract import Found
from amends.playbook.draft import Draft


def check(draft: Draft) -> Iterator[Found]:
    """Find a benefit tied to a review and a gift that stands in for the fix."""
    yield from _for_review(draft)
    if (
        draft.context.fault == "none"
        or draft.context.stage == "closing"
        or draft.policy.remedy_gift_timing == "any"
    ):
        return
    if not draft.has("fix", "delete_review"):
        yield from _offered(draft)


def _offered(draft: Draft) -> Iterator[Found]:
    """A present the customer had bought is no gift of ours: only an offer counts."""
    for sentence in draft.sentences:
        if sentence.has("offer_cue"):
            for start, end in sentence.spans("gift"):
                yield Found("gift_before_fix", start, end, ("S3-15", "C-09"))
                return


def _for_review(draft: Draft) -> Iterator[Found]:
    places = list(pleas(draft))
    if not places:
        return
    if draft.has("neutral_invite"):
        # Invariant 9: an invitation and a remedy never share a message.
        if draft.has("gift"):
            yield Found("invitation_beside_remedy", *places[0], ("C-02", "C-09"))
    elif draft.has("benefit"):
        yield Found("gift_for_deletion", *places[0], ("C-02", "C-09", "S4a-34"))
    else:
        yield Found("removal_request", *places[0], ("S4d-15", "C-02"))


def pleas(draft: Draft) -> Iterator[tuple[int, int]]:
    """Yield where a review is to go; pictures of our own that we change are no review of his."""
    for sentence in draft.sentences:
        is_deal = "condition" in draft.classes_in(sentence)
        ours = () if is_deal else tuple(sentence.spans("changes_ours"))
        for start, end in sentence.spans("delete_review"):
            if not any(start < end_of_ours and own < end for own, end_of_ours in ours):
                yield start, end
