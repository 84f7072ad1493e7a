"""The 27 places in which good advice disagrees: what each side says, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from amends.playbook.keys import KEYS, RULES_BY_CONFLICT, load_table
from amends.playbook.patterns import LANGUAGES


@dataclass(frozen=True)
class Conflict:
    """One conflict in one language: its question, and the two pieces of advice."""

    code: str
    title: str
    one: str
    other: str
    rules: tuple[str, ...]
    keys: tuple[str, ...]


CODES: Final = tuple(RULES_BY_CONFLICT)


@cache
def conflicts(language: str) -> tuple[Conflict, ...]:
    """Give all conflicts in order. Raises KeyError for one that is missing in a language."""
    table: Mapping[str, Mapping[str, str]] = load_table(
        f"conflicts/{language if language in LANGUAGES else 'en'}.toml"
    )
    return tuple(
        Conflict(
            code=code,
            rules=RULES_BY_CONFLICT[code],
            keys=tuple(key for key, row in KEYS.items() if row.conflict == code),
            **table[code],
        )
        for code in CODES
    )
