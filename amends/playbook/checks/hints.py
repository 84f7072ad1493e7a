"""What deserves a second look but is no label: self-praise, guarantees, threats, asking twice."""

from collections.abc import Iterator

from amends.language.normalise import fold
from amends.playbook.contract import Found
from amends.playbook.draft import Draft


def check(draft: Draft) -> Iterator[Found]:
    """Find hints in the order of the draft's sentences."""
    for start, end in draft.spans("self_praise"):
        yield Found("self_praise", start, end, ("S0-07",))
    if draft.policy.lint_absolute_guarantee != "off":
        for start, end in draft.spans("guarantee"):
            yield Found("absolute_guarantee", start, end, ("S3-31", "C-23"))
    for start, end in draft.spans("legal_threat"):
        yield Found("legal_threat", start, end, ("S0-20",))
    yield from _asked_again(draft)


def _asked_again(draft: Draft) -> Iterator[Found]:
    """Find a request for an order number that is on file (S2-14)."""
    if not draft.context.known_order_numbers:
        return
    for sentence in draft.sentences:
        if (
            sentence.has("ask_cue")
            and sentence.has("data_noun")
            and not sentence.has("no_ask")
            and _about_order(sentence.folded.text)
        ):
            yield Found("asks_known_detail", *sentence.span, ("S2-14",))


def _about_order(folded: str) -> bool:
    return any(fold(word) in folded for word in ("order", "طلب", "اوردر", "سفارش"))
