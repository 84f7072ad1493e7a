"""The settings page in plain words: what each choice means, its price, what is refused and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from amends.playbook.errors import PolicyError
from amends.playbook.keys import KEYS, LEVELS, RULES_BY_CONFLICT, Key, load_table
from amends.playbook.patterns import LANGUAGES


@dataclass(frozen=True)
class Explained:
    """One setting in one language; choices and refused choices by name."""

    means: str
    price: str
    choices: Mapping[str, str]
    refused: Mapping[str, str]


@dataclass(frozen=True)
class SettingCard:
    """One of the 47 settings as the page shows it; `words` by language (ar, fa, en)."""

    key: str
    conflict: str
    rules: tuple[str, ...]
    kind: str
    default: Any
    choices: tuple[str, ...]
    minimum: float | None
    maximum: float | None
    editable: bool
    words: Mapping[str, Explained]


def describe(key: str) -> SettingCard:
    """Give the card of a setting. Raises PolicyError for a key that does not exist."""
    row = KEYS.get(key)
    if row is None:
        raise PolicyError(key, "no such setting")
    return SettingCard(
        key=key,
        conflict=row.conflict,
        rules=RULES_BY_CONFLICT[row.conflict],
        kind=row.kind,
        default=row.default,
        choices=LEVELS if _is_level(row) else row.choices,
        minimum=row.minimum,
        maximum=row.maximum,
        editable=row.editable,
        words={language: _explained(row, language) for language in LANGUAGES},
    )


def cards() -> tuple[SettingCard, ...]:
    """Give all cards in the order of the conflicts."""
    return tuple(describe(key) for key in KEYS)


def _is_level(row: Key) -> bool:
    return row.kind in {"level", "by_fault"}


def _explained(row: Key, language: str) -> Explained:
    table = _table(language)
    words = table[row.key]
    choices = table["levels"] if _is_level(row) else words.get("choices", {})
    return Explained(words["means"], words["price"], choices, words.get("refused", {}))


@cache
def _table(language: str) -> Mapping[str, Any]:
    return load_table(f"cards/{language}.toml")
