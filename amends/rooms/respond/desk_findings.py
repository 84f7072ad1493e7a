"""What the desk itself says about a draft: doors, the public count, private before public."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from amends.playbook.contract import Finding, Visible


LANGUAGES = ("ar", "fa", "en")
LEVELS = ("block", "warn")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of ``tables/findings.toml``: its level and its sentences by language."""

    level: Visible
    because: Mapping[str, str]
    suggestion: Mapping[str, str]


def parse_table(rows: Mapping[str, Any]) -> Mapping[str, Row]:
    """Check the rows of the table; raises ValueError naming the table and the row."""
    for code, row in rows.items():
        spoken = {tuple(sorted(row[part])) for part in ("because", "suggestion")}
        if row["level"] not in LEVELS or spoken != {tuple(sorted(LANGUAGES))}:
            raise ValueError(f"{_PATH}: {code}: needs a level and a sentence in each language")
    return {code: Row(**row) for code, row in rows.items()}


_PATH: Final = files("amends.rooms.respond") / "tables" / "findings.toml"
TABLE: Final = parse_table(tomllib.loads(_PATH.read_text(encoding="utf-8")))


def knows(code: str) -> bool:
    """Tell whether the desk has a sentence for this code."""
    return code in TABLE


def finding(
    code: str, rules: tuple[str, ...], text: str, speak: str, *, at: tuple[int, int] = (0, 0)
) -> Finding:
    """Return the finding of a code, in the language of the person who writes.

    It stands over the whole text where no place is given.
    """
    row = TABLE[code]
    speak = speak if speak in LANGUAGES else "en"
    named = f" ({', '.join(rules)})" if rules else ""
    return Finding(
        code=code,
        level=row.level,
        start=at[0],
        end=at[1] or len(text),
        because=row.because[speak] + named,
        suggestion=row.suggestion[speak],
        rules=rules,
    )
