"""Private data asked for, disclosed or mixed up (S4c-07, S4c-11, S4a-23)."""

import re
from collections.abc import Iterator
from typing import Final

from amends.language.entities import find_private_data
from amends.language.normalise import digits_to_ascii, fold
from amends.playbook.contract import Found
from amends.playbook.draft import Draft
from amends.playbook.people import Person
from amends.playbook.sentences import Sentence


_NUMBER: Final = re.compile(r"\d{4,}")
_IDENTIFIES: Final = frozenset(["full", "titled", "family"])
_KEPT: Final = re.compile(r"[^\w]+")
# A mark between all digits, or a control among them: nobody writes a price so.
_DRESSED: Final = re.compile(
    r"(?:\d[^\w\s+()/-]+){5,}\d|[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def check(draft: Draft) -> Iterator[Found]:
    """Find what may not stand in public, and another customer's data anywhere."""
    yield from _exposed(draft)
    if draft.context.public:
        yield from _asked(draft)
        yield from _disclosed(draft)


def _asked(draft: Draft) -> Iterator[Found]:
    door = draft.has("private_door")
    for sentence in draft.sentences:
        asks = sentence.has("data_noun") and sentence.has("ask_cue")
        if not asks or sentence.has("no_ask") or _gives_own(sentence):
            continue
        # A pointer to the private door frees the request unless it still says "here, below".
        if not door or (_in_public(sentence) and not sentence.has("private_door")):
            yield Found("asks_private_data_in_public", *sentence.span, ("S4c-07", "S4c-11"))


def _in_public(sentence: Sentence) -> bool:
    return sentence.has("public_place")


def _gives_own(sentence: Sentence) -> bool:
    return sentence.has("own_contact") and bool(
        re.search(r"\d{4}|@", digits_to_ascii(sentence.text))
    )


def _disclosed(draft: Draft) -> Iterator[Found]:
    published = _plain(" ".join((*draft.context.published, *draft.customer_texts)))
    for sentence in draft.sentences:
        # What is said beside another customer's name is about him, and that is found as his.
        if sentence.has("own_contact", "other_customer") or _names_another(draft, sentence):
            continue
        for start, end in _details(draft, sentence):
            if _plain(draft.text[start:end]) not in published and not _is_ours(
                sentence, start - sentence.start
            ):
                is_dressed = _DRESSED.search(draft.text, start, end) is not None
                rules = ("S4a-23", "C-03")
                yield Found("discloses_private_data", start, end, rules, is_exact=is_dressed)
    yield from _known(draft, published)


def _details(draft: Draft, sentence: Sentence) -> Iterator[tuple[int, int]]:
    for span in find_private_data(sentence.text, draft.context.order_pattern):
        at = sentence.start + span.start
        if span.kind == "address" and _is_a_time(draft, at, sentence.start + span.end):
            continue
        yield sentence.start + span.start, sentence.start + span.end
    # An answer to "where is your shop?" names a street too: only a complaint makes it somebody's home.
    homes = ("place", "dwelling", "bought") if draft.context.fault != "none" else ()
    for name in ("card_tail", "history", *homes):
        yield from sentence.spans(name)
    for start, end in sentence.spans("your_order"):
        # The number alone decides whether it was published: the words around it differ.
        digits = _NUMBER.search(digits_to_ascii(draft.text), start, end)
        yield digits.span() if digits else (start, end)
    if sentence.has("paid") and not sentence.has("gift"):
        yield from sentence.spans("amount")


def _is_a_time(draft: Draft, start: int, end: int) -> bool:
    """A door and an hour are read as a house and its number: "at the door before 5"."""
    return any(time.start < end and start < time.end for time in draft.times)


def _is_ours(sentence: Sentence, at: int) -> bool:
    """Tell whether a number or an address is the shop's own: "call 800-555", "your reference is"."""
    if sentence.has("our_reference"):
        return True
    places = sentence.within("reach_us")
    return any(start <= at + 1 and at <= end + 1 for start, end in places)


def _known(draft: Draft, published: str) -> Iterator[Found]:
    """Find details that the desk holds and the customer has not made public."""
    context = draft.context
    full_names = tuple(name for name in context.customer_names if " " in name.strip())
    for detail in (*context.known_private, *context.known_order_numbers, *full_names):
        place = _place(draft.text, detail)
        if place and _plain(detail) not in published:
            yield Found("discloses_private_data", *place, ("S4a-23", "C-03"), is_exact=True)


def _exposed(draft: Draft) -> Iterator[Found]:
    for sentence in draft.sentences:
        for person in _others(draft, sentence):
            start, end = sentence.folded.original_span(person.start, person.end)
            span = sentence.start + start, sentence.start + end
            yield Found("exposes_other_customer", *span, ("S4a-23",))
        for start, end in sentence.spans("other_customer"):
            yield Found("exposes_other_customer", start, end, ("S4a-23",))
    for detail in draft.context.other_customers:
        if place := _place(draft.text, detail):
            yield Found("exposes_other_customer", *place, ("S4a-23",), is_exact=True)


def _others(draft: Draft, sentence: Sentence) -> list[Person]:
    return [
        person
        for person in draft.people_in(sentence)
        if person.part == "other" and person.form in _IDENTIFIES
    ]


def _names_another(draft: Draft, sentence: Sentence) -> bool:
    return bool(_others(draft, sentence)) or (
        sentence.has("ask_cue") and sentence.has("data_noun")
    )


def _place(text: str, detail: str) -> tuple[int, int] | None:
    """Find a detail as a word of its own: "Ali" does not stand in "quality"."""
    if not detail.strip():
        return None
    whole = rf"(?<!\w)[وفلب]?({re.escape(digits_to_ascii(detail.strip()))})(?!\w)"
    match = re.search(whole, digits_to_ascii(text), re.IGNORECASE)
    return match.span(1) if match else None


def _plain(text: str) -> str:
    """Leave letters and digits only, so that spacing and digit sets do not matter."""
    return _KEPT.sub("", fold(text))
