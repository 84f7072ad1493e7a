"""What deserves a second look but is no label: self-praise, guarantees, threats, asking twice."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from amends.language.entities import find_private_data
from amends.playbook.contract import Found
from amends.playbook.draft import Draft


_ASKED: Final[Mapping[str, str]] = {
    "order_no": "own_number", "phone": "own_phone", "email": "own_email",
}  # fmt: skip
_LAUGHS: Final = re.compile("[\U0001f602\U0001f923\U0001f643\U0001f61c\U0001f92d]+")
_LAST_HEARD: Final = 3


def check(draft: Draft) -> Iterator[Found]:
    """Find hints in the order of the draft's sentences."""
    for start, end in draft.spans("self_praise"):
        yield Found("self_praise", start, end, ("S0-07",))
    if draft.policy.lint_absolute_guarantee != "off":
        for start, end in draft.spans("guarantee"):
            yield Found("absolute_guarantee", start, end, ("S3-31", "C-23"))
    for start, end in draft.spans("legal_threat"):
        yield Found("legal_threat", start, end, ("S0-20",))
    yield from _empty_promises(draft)
    yield from _misread(draft)
    yield from _asked_again(draft)


def _empty_promises(draft: Draft) -> Iterator[Found]:
    """Find "we will do better" where nothing is done (S3-31)."""
    other = (sentence for sentence in draft.sentences if not sentence.has("empty_promise"))
    if draft.has("fix") or any(sentence.has("step") for sentence in other):
        return
    for start, end in draft.spans("empty_promise"):
        yield Found("promise_without_deed", start, end, ("S3-31", "C-23"))


def _misread(draft: Draft) -> Iterator[Found]:
    """Find what a stranger takes for mockery under somebody's complaint (S4b-10)."""
    if not draft.context.public or draft.context.fault == "none":
        return
    for start, end in draft.spans("mockery"):
        yield Found("bystander_may_misread", start, end, ("S4b-10", "S4a-15"))
    for match in _LAUGHS.finditer(draft.text):
        yield Found("bystander_may_misread", *match.span(), ("S4b-10", "S4a-15"))


def _asked_again(draft: Draft) -> Iterator[Found]:
    """Find a request for what is on file or what the customer has already written (S2-14)."""
    for sentence in draft.sentences:
        if (
            not sentence.has("ask_cue")
            or not sentence.has("data_noun")
            or sentence.has("no_ask")
        ):
            continue
        if any(sentence.has(name) and kind in _told(draft) for kind, name in _ASKED.items()):
            yield Found("asks_known_detail", *sentence.span, ("S2-14",))


def _told(draft: Draft) -> frozenset[str]:
    """Name the kinds of data that the desk holds or the customer has given."""
    said = " ".join((*draft.customer_texts[-_LAST_HEARD:], *draft.context.published))
    kinds = {span.kind for span in find_private_data(said, draft.context.order_pattern)}
    return frozenset(kinds | ({"order_no"} if draft.context.known_order_numbers else set()))
