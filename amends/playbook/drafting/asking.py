"""What leaves the house: the facts of one case and one conversation, as data beside the rules."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from amends.playbook.contract import Turn
from amends.playbook.drafting.placeholders import Placeholders, Secret
from amends.playbook.keys import load_table
from amends.playbook.patterns import LANGUAGES


TURNS: Final = 12
CHARACTERS: Final = 1500
# C-13: the apology fits the fault.
APOLOGY_BY_FAULT: Final = {
    "ours": "own",
    "not_ours": "regret",
    "unknown": "find_out",
    "none": "none",
}
Message = Mapping[str, str]


@dataclass(frozen=True)
class Fact:
    """One thing the desk knows; ``is_sure`` is False for what it only guesses."""

    fact: str
    value: str
    is_sure: bool = True


@dataclass(frozen=True, kw_only=True)
class DraftFacts:
    """Everything a model may know: one case, its own customer, and nobody else's words.

    ``turns`` are this customer's and ours, oldest first. ``reply_by`` is the next time we may
    promise, in the customer's words, ``reply_at`` the same moment. ``has_remedy`` tells whether
    somebody decided one: only then may a benefit be named without a mark.
    """

    language: str
    brand: str
    channel: str
    public: bool
    stage: str
    fault: str
    reply_by: str
    reply_at: datetime
    turns: tuple[Turn, ...]
    known: tuple[Fact, ...] = ()
    secrets: tuple[Secret, ...] = ()
    order_pattern: str | None = None
    max_length: int = 0
    has_remedy: bool = False


def placeholders_for(facts: DraftFacts) -> Placeholders:
    """Return the placeholders of one question."""
    return Placeholders(facts.secrets, facts.order_pattern)


def first_question(facts: DraftFacts, own: Placeholders) -> list[Message]:
    """Return what is asked first; customers' words stand in JSON strings, which they cannot leave."""
    system = words_of(facts.language)["system"].strip().format(brand=own.hide(facts.brand))
    data = json.dumps(_data(facts, own), ensure_ascii=False, indent=1)
    return [{"role": "system", "content": system}, {"role": "user", "content": data}]


def _data(facts: DraftFacts, own: Placeholders) -> dict[str, Any]:
    return {
        "channel": facts.channel,
        "public": facts.public,
        "stage": facts.stage,
        "apology": APOLOGY_BY_FAULT[facts.fault],
        "reply_by": facts.reply_by,
        "longest_in_characters": facts.max_length or 900,
        "facts": [
            {"fact": one.fact, "value": own.hide(one.value), "sure": one.is_sure}
            for one in facts.known
        ],
        "conversation": [
            {"who": turn.who, "words": own.hide(turn.text)[:CHARACTERS]}
            for turn in facts.turns[-TURNS:]
        ],
    }


def next_question(
    language: str, asked: Sequence[Message], answer: str, problems: Iterable[str]
) -> list[Message]:
    """Return the question again with the refused draft and why; each problem is a sentence."""
    told = "\n".join(f"- {problem}" for problem in problems)
    again = f"{words_of(language)['again']}\n{told}"
    # One refused draft is enough to learn from: the second pushes the first out.
    return [
        *asked[:2],
        {"role": "assistant", "content": answer},
        {"role": "user", "content": again},
    ]


@cache
def words_of(language: str) -> Mapping[str, Any]:
    """Give what a model is told, in the language of the reply."""
    return load_table(f"drafting/{language if language in LANGUAGES else 'en'}.toml")
