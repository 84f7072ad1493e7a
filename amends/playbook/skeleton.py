"""The shape of a first reply: thanks, empathy, apology that fits the fault, step, time, private door.

Never a finished text (S2-09, S3-40, S4b-14): the personal part is left open on purpose.
"""

import re
import tomllib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from amends.playbook.errors import PlaybookError


@dataclass(frozen=True)
class Part:
    """One part of the reply; `filled` is False while a slot or the whole part waits for the writer."""

    name: str
    text_shape: str
    filled: bool


# S1-08, S4a-29: thank, then apologise, briefly (S4a-20, S4b-13), also where the fault is not ours
# (S0-06); S0-04 empathy; S2-24 step; S3-26 time; S4a-22, S4c-10 the private door of the platform.
_ORDER: Final = (
    "thanks",
    "empathy",
    "personal",
    "apology",
    "next_step",
    "time",
    "private_door",
)
# C-18, S1-12: to a valued customer the solution comes first.
_SOLUTION_FIRST: Final = (
    "next_step",
    "time",
    "thanks",
    "empathy",
    "personal",
    "apology",
    "private_door",
)
_SHAPES: Final = frozenset({
    "thanks", "empathy", "apology_ours", "apology_not_ours", "apology_unknown", "next_step", "time", "private_door",
})  # fmt: skip
_SLOTS: Final = frozenset({"detail", "own_act", "step", "time"})
_SLOT: Final = re.compile(r"\{(\w+)\}")


def first_reply_parts(
    language: str,
    fault: str,
    *,
    public: bool,
    seed: int,
    facts: Mapping[str, str] | None = None,
    solution_first: bool = False,
) -> tuple[Part, ...]:
    """Choose a shape for each part of a first reply, filled with the facts that are known.

    The same seed gives the same shapes. `facts` may hold own_act, step and time; `detail` and
    the personal part stay the writer's. The apology fits the fault (C-13); none without a complaint.
    """
    known = {name: text for name, text in (facts or {}).items() if name != "detail"}
    order = _SOLUTION_FIRST if solution_first else _ORDER
    return tuple(
        _part(language, name, fault, seed, known)
        for name in order
        if _wanted(name, fault, public=public)
    )


def _wanted(name: str, fault: str, *, public: bool) -> bool:
    if name == "private_door":
        return public
    return name not in {"apology", "empathy"} or fault != "none"


def _part(language: str, name: str, fault: str, seed: int, facts: Mapping[str, str]) -> Part:
    if name == "personal":
        return Part(name, "", filled=False)
    row = f"apology_{fault}" if name == "apology" else name
    shapes = _shapes(language)[row]
    # The name goes into the choice, so that parts do not move in step.
    shape = shapes[zlib.crc32(f"{seed}:{name}".encode()) % len(shapes)]
    text = _SLOT.sub(lambda slot: facts.get(slot[1], slot[0]), shape)
    return Part(name, text, filled=not _SLOT.search(text))


@cache
def _shapes(language: str) -> Mapping[str, tuple[str, ...]]:
    path = files("amends.playbook.skeletons") / language / "first_reply.toml"
    table = {
        name: tuple(texts)
        for name, texts in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }
    if set(table) != _SHAPES:
        raise PlaybookError(
            f"skeletons/{language}/first_reply.toml: {sorted(set(table) ^ _SHAPES)}"
        )
    for name, texts in table.items():
        used = {slot for text in texts for slot in _SLOT.findall(text)}
        if not texts or not used <= _SLOTS:
            raise PlaybookError(
                f"skeletons/{language}/first_reply.toml, {name}: {sorted(used - _SLOTS)}"
            )
    return table
