"""The only ready-made texts: receipts, questions, notices. Each says what it is and passes the review."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from amends.playbook.contract import Review, ReviewContext
from amends.playbook.errors import MessageError
from amends.playbook.patterns import LANGUAGES
from amends.playbook.policy import DEFAULT, Policy
from amends.playbook.review import review


__all__ = ["KINDS", "LANGUAGES", "SLOTS", "Message", "MessageError", "check_values", "render"]

# C-07 receipt; S3-39 asks; S2-12 survey; S3-28 promise kept; S1-20 hand-over; C-02 invitation; C-04 cool-off.
SLOTS: Final[Mapping[str, frozenset[str]]] = {
    "receipt": frozenset({"brand", "reference", "answer_time", "status_link", "how_link"}),
    "chat_receipt": frozenset({"brand", "reference", "answer_time", "status_link"}),
    "form_thanks": frozenset({"brand", "reference", "answer_time", "status_link"}),
    "cool_off": frozenset({"brand", "reference", "answer_time"}),
    "hand_over": frozenset({"brand", "reference", "answer_time", "team"}),
    "promise_kept": frozenset({"brand", "reference", "promise", "status_link"}),
    "solved_first_ask": frozenset({"brand", "reference", "answer_link"}),
    "solved_second_ask": frozenset({"brand", "reference", "answer_link", "closes_at"}),
    "survey": frozenset({"brand", "survey_link", "stop_link"}),
    "update_invitation": frozenset({"brand", "review_link"}),
    "transcript": frozenset({"brand", "reference", "status_link"}),
    "closing": frozenset({"brand", "reference", "reopen_link"}),
}
KINDS: Final = tuple(SLOTS)
_SLOT: Final = re.compile(r"\{(\w+)\}")
_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


@dataclass(frozen=True)
class Message:
    """A text that can leave as it stands."""

    subject: str
    text: str


def render(kind: str, language: str, **slots: str) -> Message:
    """Fill a ready-made text. Raises MessageError naming a missing, unknown or empty slot.

    Values are one line each: a line break in one could forge a header or a signature.
    """
    shape = _shape(kind, language)
    _check_slots(kind, slots)
    return Message(_fill(shape.subject, slots), _fill(shape.text, slots))


def check_values(
    values: Mapping[str, str], context: ReviewContext, policy: Policy = DEFAULT
) -> Review:
    """Review what was filled in, before it leaves; the text around it was reviewed at load.

    Build the context with fault none and stage closing: a value is no reply of its own.
    """
    return review("\n".join(values.values()), context, policy)


def _check_slots(kind: str, slots: Mapping[str, str]) -> None:
    wanted = SLOTS[kind]
    if missing := sorted(wanted - slots.keys()):
        raise MessageError(f"{kind}: {', '.join(missing)} is missing")
    if unknown := sorted(slots.keys() - wanted):
        raise MessageError(f"{kind}: {', '.join(unknown)} is no slot of it")
    for name in sorted(wanted):
        if not slots[name].strip() or _BREAKS.search(slots[name]):
            raise MessageError(f"{kind}: {name} is empty or has line breaks")


def _fill(shape: str, slots: Mapping[str, str]) -> str:
    # One pass: braces inside a value stay what they are.
    return _SLOT.sub(lambda slot: slots[slot[1]], shape)


@cache
def _shape(kind: str, language: str) -> Message:
    if kind not in SLOTS or language not in LANGUAGES:
        raise MessageError(f"{kind}: no such message in {language}")
    path = files("amends.messages") / language / f"{kind}.toml"
    row = tomllib.loads(path.read_text(encoding="utf-8"))
    shape = Message(row["subject"], row["text"].strip())
    _check_shape(shape, f"messages/{language}/{kind}.toml", kind, language)
    return shape


def _check_shape(shape: Message, path: str, kind: str, language: str) -> None:
    used = set(_SLOT.findall(shape.subject + shape.text))
    if not used <= SLOTS[kind] or set(_SLOT.findall(shape.text)) | {"reference"} < SLOTS[kind]:
        raise MessageError(f"{path}: slots are {sorted(used)}, not {sorted(SLOTS[kind])}")
    plain = _SLOT.sub("…", shape.text)
    context = ReviewContext(lang=language, public=False, fault="none", stage="closing")
    if review(plain, context).verdict == "block":
        raise MessageError(f"{path}: does not pass the review")
