"""Excuses, defence, argument, blame and insult (S0-07, S2-20, S2-21, S3-17, S4b-10, C-06, C-11)."""

import re
from collections.abc import Iterator
from typing import Final

from amends.language.normalise import fold
from amends.playbook.contract import Found
from amends.playbook.draft import Draft
from amends.playbook.sentences import Sentence


_INSULT: Final = ("S3-17", "S2-26", "S4a-15", "C-10")


def check(draft: Draft) -> Iterator[Found]:
    """Find words that protect the shop or hurt the customer. Owning the fault frees an explanation."""
    owned = draft.has("ownership")
    yield from _insults(draft)
    for start, end in draft.spans("argues"):
        yield Found("argues", start, end, ("S4b-10", "S2-21", "S2-04"))
    if draft.context.fault != "not_ours":
        yield from _blamed(draft)
    if not owned:
        for start, end in draft.spans("third_party_cause"):
            yield Found("excuse_third_party", start, end, ("S2-20", "C-11"))
        for start, end in draft.spans("defensive"):
            yield Found(
                "defensive", start, end, ("S0-07", "S2-20", "S3-24", "S4a-31", "S4d-14", "C-06")
            )
    yield from _named(draft)


def _insults(draft: Draft) -> Iterator[Found]:
    """Find rude words; what the customer has called us may be taken up, our own name-calling is exact."""
    heard = fold(" ".join(draft.customer_texts))
    calls = [
        one for one in draft.spans("calls_names") if fold(draft.text[slice(*one)]) not in heard
    ]
    for start, end in calls:
        yield Found("insult_back", start, end, _INSULT, is_exact=True)
    for start, end in draft.spans("insult"):
        if not any(first <= start and end <= last for first, last in calls):
            yield Found("insult_back", start, end, _INSULT)


def _blamed(draft: Draft) -> Iterator[Found]:
    """Find the fault put on the customer; "it was not your fault" takes it off him."""
    for sentence in draft.sentences:
        if not sentence.has("blameless"):
            for start, end in sentence.spans("blames"):
                yield Found("blames_customer", start, end, ("S2-20", "S0-07"))


def _named(draft: Draft) -> Iterator[Found]:
    """Find colleagues by name: welcome as a helper, never as the one to blame (C-11)."""
    for sentence in draft.sentences:
        for start, end, is_known in _colleagues(draft, sentence):
            if sentence.has("at_fault"):
                yield Found("name_individual", start, end, ("S3-32", "C-11"))
            elif is_known:
                yield Found("names_colleague", start, end, ("S3-32", "C-11"))


def _colleagues(draft: Draft, sentence: Sentence) -> Iterator[tuple[int, int, bool]]:
    """Yield where colleagues are named: those the desk knows, and "our driver Ahmed"."""
    for name in draft.context.colleague_names:
        match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence.text, re.IGNORECASE)
        if name.strip() and match:
            yield sentence.start + match.start(), sentence.start + match.end(), True
    for person in draft.people_in(sentence):
        if person.part == "staff":
            start, end = sentence.folded.original_span(person.start, person.end)
            yield sentence.start + start, sentence.start + end, False
