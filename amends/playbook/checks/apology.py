"""Apologies: owned, once, not conditional (S2-18, S2-22, S2-23, S4a-21, C-13, C-15, C-16)."""

from collections.abc import Iterator

from amends.playbook.contract import Found
from amends.playbook.draft import Draft
from amends.playbook.sentences import Sentence, split


def check(draft: Draft) -> Iterator[Found]:
    """Find apologies that own nothing, come too often or stand alone."""
    for start, end in draft.spans("non_apology"):
        yield Found("non_apology", start, end, ("C-13", "S4a-21", "S2-22"))
    apologising = [s for s in draft.sentences if s.has("apology")]
    yield from _too_many(draft, apologising)
    if apologising and draft.answers_complaint and not _goes_on(draft):
        yield Found("apology_without_next_step", *apologising[0].span, ("S2-23", "C-16"))


def _goes_on(draft: Draft) -> bool:
    return draft.promises_a_time or draft.has(
        "fix", "step", "promise", "private_door", "ask_cue"
    )


def _too_many(draft: Draft, apologising: list[Sentence]) -> Iterator[Found]:
    for start, end in draft.spans("grovel"):
        yield Found("over_apology", start, end, ("S4b-11", "C-15"))
        return
    limit = draft.policy.lint_max_apologies_per_message
    if len(apologising) > limit:
        # One above the limit may be one apology in two sentences; two above it are counted, not read.
        yield Found(
            "over_apology",
            *apologising[limit].span,
            ("S2-23", "S4a-30", "C-15"),
            is_exact=len(apologising) > limit + 1,
        )
    elif (
        apologising
        and _earlier(draft) >= draft.policy.lint_max_apologies_per_case
        and not _brings_news(draft)
    ):
        yield Found("over_apology", *apologising[0].span, ("S2-23", "S3-25", "C-15"))


def _brings_news(draft: Draft) -> bool:
    return draft.promises_a_time or draft.has("fix")


def _earlier(draft: Draft) -> int:
    """Count the messages of the shop in this case that already apologise."""
    ours = [turn.text for turn in draft.context.conversation if turn.who == "shop"]
    return sum(
        any(s.has("apology") for s in split(text[:2000], draft.context.lang))
        for text in ours[-12:]
    )
