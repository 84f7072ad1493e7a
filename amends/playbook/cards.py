"""The policy in plain words: 27 places where advice disagrees, their 47 settings, and the numbers.

One shape for whoever shows a setting: what it decides, what it costs, what each choice means,
what is refused and why, and what it waits for where nothing reads it yet. One framework, decided
once and kept every day (S4b-25).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from amends.playbook.keys import KEYS, LEVELS, RULES_BY_CONFLICT, Key, load_table
from amends.playbook.limits import LIMIT_KEYS
from amends.playbook.patterns import LANGUAGES


CODES: Final = tuple(RULES_BY_CONFLICT)


@dataclass(frozen=True)
class Explained:
    """One setting in one language; choices and refused choices by name."""

    row: Key
    means: str
    price: str
    choices: Mapping[str, str]
    refused: Mapping[str, str]
    waits_for: str


@dataclass(frozen=True)
class Card:
    """One conflict in one language: its question, two pieces of advice, and why we suggest ours."""

    code: str
    title: str
    one: str
    other: str
    why: str
    rules: tuple[str, ...]
    settings: tuple[Explained, ...]


@cache
def cards(language: str) -> tuple[Card, ...]:
    """Give all cards in order. Raises KeyError for words that are missing in a language."""
    words = _table("conflicts", language)
    return tuple(
        Card(
            code=code,
            rules=RULES_BY_CONFLICT[code],
            settings=tuple(
                explain(row, language) for row in KEYS.values() if row.conflict == code
            ),
            **words[code],
        )
        for code in CODES
    )


@cache
def numbers(language: str) -> tuple[Explained, ...]:
    """Give the settings that no conflict disputes."""
    return tuple(explain(row, language) for row in LIMIT_KEYS.values())


def explain(row: Key, language: str) -> Explained:
    """Say what a setting means; a level shares its choices with all levels."""
    table = _table("cards", language)
    words = table[row.key]
    is_level = row.kind in {"level", "by_fault"}
    return Explained(
        row=row,
        means=words["means"],
        price=words.get("price", ""),
        choices={level: table["levels"][level] for level in LEVELS}
        if is_level
        else words.get("choices", {}),
        refused=words.get("refused", {}),
        waits_for=table["waits_for"][row.waits_for] if row.waits_for else "",
    )


@cache
def _table(name: str, language: str) -> Mapping[str, Any]:
    return load_table(f"{name}/{language if language in LANGUAGES else 'en'}.toml")
