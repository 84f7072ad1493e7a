"""The shapes a reply may take: each part a choice, filled with what the desk knows of the case.

Never a finished text (S2-09, S3-40, S4b-14): what only the writer can say stays an open slot in braces,
in the customer's language, and nothing leaves with one in it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from amends.playbook.errors import PlaybookError
from amends.playbook.patterns import LANGUAGES
from amends.playbook.policy import Policy


@dataclass(frozen=True, slots=True)
class Choice:
    """One part of a reply and the shapes to choose from; the personal part has none on purpose."""

    name: str
    shapes: tuple[str, ...]


# S1-08, S4a-29: thanks, then apology, briefly (S4a-20, S4b-13), also where the fault is not ours
# (S0-06); S0-04 empathy, S2-24 step, S3-26 time, S4a-22, S4c-10 the platform's own private door.
FIRST: Final = (
    "thanks", "empathy", "personal", "apology", "next_step", "time", "private_door",
)  # fmt: skip
# C-18, S1-12: to a valued customer the solution comes first.
SOLUTION_FIRST: Final = (
    "next_step", "time", "thanks", "empathy", "personal", "apology", "private_door",
)  # fmt: skip
# C-15, S3-25: what comes after the first reply brings news, not thanks again; S4c-03 the door.
FOLLOW_UP: Final = ("personal", "next_step", "time", "private_door")
# S3-29, S3-30, S3-44: what was done, why it happened, what changes, thanks for the patience.
CLOSING: Final = ("thanks", "personal", "done", "cause", "change", "open_door")
FAREWELL: Final = ("respect", "open_matter", "door")  # S2-03
QUESTIONS: Final = ("what", "meaning", "example", "which")  # S1-19
SLOT: Final = re.compile(r"\{(\w+)\}")
_OPEN: Final = re.compile(r"\{[^{}\n]{1,40}\}")
_TABLES: Final[Mapping[str, frozenset[str]]] = {
    "first_reply": frozenset({
        "thanks", "empathy", "apology_ours", "apology_not_ours", "apology_unknown",
        "next_step", "time", "private_door",
    }),
    "closing": frozenset({*CLOSING, "public_note"} - {"personal"}),
    "farewell": frozenset(FAREWELL),
    "questions": frozenset(QUESTIONS),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a reply is for: the stage (first, follow_up, closing), the fault, who may read it."""

    language: str
    stage: str
    fault: str
    public: bool
    is_vip: bool = False


def parts_of(occasion: Occasion, policy: Policy) -> tuple[str, ...]:
    """Return which parts a reply has, in their order."""
    if occasion.stage == "closing":
        note = ("public_note",) if policy.channel_public_closure_note else ()  # C-03
        return note if occasion.public else CLOSING
    order = FIRST if occasion.stage == "first" else FOLLOW_UP
    if occasion.is_vip and policy.composer_profile_vip == "solution_first":
        order = SOLUTION_FIRST if occasion.stage == "first" else order
    return tuple(name for name in order if _is_wanted(name, occasion))


def _is_wanted(name: str, occasion: Occasion) -> bool:
    if name == "private_door":
        return occasion.public
    return name not in {"apology", "empathy"} or occasion.fault != "none"


def choices(occasion: Occasion, policy: Policy, facts: Mapping[str, str]) -> tuple[Choice, ...]:
    """Return the parts of a reply with their shapes, filled with the facts that are known (C-13)."""
    table = "closing" if occasion.stage == "closing" else "first_reply"
    shapes = _table(occasion.language, table)
    return tuple(
        Choice(name, _filled(shapes.get(_row(name, occasion.fault), ()), occasion, facts))
        for name in parts_of(occasion, policy)
    )


def farewell(occasion: Occasion, facts: Mapping[str, str]) -> tuple[str, ...]:
    """Return shapes for a customer who leaves: respect, nothing in his way, no guilt (S2-03)."""
    rows = _table(occasion.language, "farewell")
    return tuple(t for name in FAREWELL for t in _filled(rows[name], occasion, facts))


def questions(
    occasion: Occasion, names: tuple[str, ...], facts: Mapping[str, str]
) -> tuple[str, ...]:
    """Return questions that clear up what is unclear, in the customer's language (S1-19)."""
    rows = _table(occasion.language, "questions")
    return tuple(t for name in names for t in _filled(rows[name], occasion, facts))


def known_facts(language: str, *, fault: str, topic: str, remedy: str) -> dict[str, str]:
    """Return in words what the case itself tells: what we did, what comes next.

    What we did is said only where the fault is ours (C-13).
    """
    table = _facts(language)
    own_act = table["own_act"].get(topic, "") if fault == "ours" else ""
    found = {"own_act": own_act, "step": table["step"].get(remedy, "")}
    return {name: text for name, text in found.items() if text}


def open_slots(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a shape still waits for its words, in code points."""
    return (match.span() for match in _OPEN.finditer(text))


def _row(name: str, fault: str) -> str:
    return f"apology_{fault}" if name == "apology" else name


def _filled(
    shapes: tuple[str, ...], occasion: Occasion, facts: Mapping[str, str]
) -> tuple[str, ...]:
    names = _facts(occasion.language)["slot"]
    return tuple(SLOT.sub(lambda s: facts.get(s[1]) or f"{{{names[s[1]]}}}", t) for t in shapes)


def _load(language: str, name: str) -> dict[str, Any]:
    path = files("amends.playbook.skeletons") / _spoken(language) / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _spoken(language: str) -> str:
    return language if language in LANGUAGES else "en"


@cache
def _facts(language: str) -> Mapping[str, Mapping[str, str]]:
    return _load(language, "facts")


@cache
def _table(language: str, name: str) -> Mapping[str, tuple[str, ...]]:
    table = {row: tuple(texts) for row, texts in _load(language, name).items()}
    used = {slot for texts in table.values() for text in texts for slot in SLOT.findall(text)}
    wrong = (set(table) ^ _TABLES[name]) | (used - set(_facts(language)["slot"]))
    if wrong or not all(table.values()):
        raise PlaybookError(f"skeletons/{_spoken(language)}/{name}.toml: {sorted(wrong)}")
    return table
