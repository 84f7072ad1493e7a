"""Whether a message is too unclear to be answered, and what to ask then (S1-19)."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from amends.playbook.draft import content_words


_FEW: Final = 3
_VAGUE_TOPICS: Final = frozenset({"other", "question"})
_LETTER: Final = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the customer has told so far: his texts, the topics read in them, how sure that is."""

    texts: tuple[str, ...]
    topics: Collection[str]
    unsure: Collection[str]
    is_thing_known: bool


def questions_for(told: Told) -> tuple[str, ...]:
    """Return which questions would clear up what is unclear; none where it is clear.

    A picture or an emoji alone says that something is wrong, and nothing of what (S1-19).
    """
    text = " ".join(told.texts)
    if not _LETTER.search(text):
        return ("what", *(() if told.is_thing_known else ("which",)))
    is_vague = "topics" in told.unsure or not set(told.topics) - _VAGUE_TOPICS
    few = len(content_words(text)) < _FEW
    if not (is_vague or few):
        return ()
    asked = ("meaning", "example") if is_vague else ("what", "example")
    return (*asked, *(() if told.is_thing_known else ("which",)))
