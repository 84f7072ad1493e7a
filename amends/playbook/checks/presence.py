"""What a first reply to a complaint must hold (S0-04, S0-05, S0-08, S1-07, S2-19, S2-24)."""

from collections.abc import Iterator

from amends.playbook.contract import Found
from amends.playbook.draft import Draft


def check(draft: Draft) -> Iterator[Found]:
    """Find what is missing from the first reply to a complaint; the whole draft is the span."""
    if not draft.answers_complaint or not draft.text.strip():
        return
    whole = (0, len(draft.text))
    humane = draft.has("apology", "empathy", "ownership")
    if draft.context.fault == "ours" and not draft.has("apology", "ownership"):
        yield Found("no_apology_where_fault", *whole, ("S0-05", "S2-18", "S3-22"))
    if not humane and draft.customer_says("upset"):
        yield Found("no_empathy", *whole, ("S0-04", "S4b-08"))
    if not humane and not draft.has("thanks", "acknowledges") and not draft.shared_words:
        yield Found("no_acknowledgement", *whole, ("S1-07", "S0-08", "S4b-12"))
    if (
        not draft.has("fix", "step", "promise", "private_door", "ask_cue")
        and not draft.promises_a_time
        and not _asks(draft)
    ):
        yield Found("no_next_step", *whole, ("S2-24", "S4a-32"))


def _asks(draft: Draft) -> bool:
    return "?" in draft.text or "؟" in draft.text
