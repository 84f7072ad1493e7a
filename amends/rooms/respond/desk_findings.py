"""What the desk itself says about a draft: doors, the public count, private before public."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from amends.playbook.contract import Finding, Visible


LANGUAGES = ("ar", "fa", "en")
LEVELS = ("block", "warn")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of ``tables/findings.toml``: its level and its sentences by language."""

    level: Visible
    because: Mapping[str, str]
    suggestion: Mapping[str, str]


@cache
def table() -> Mapping[str, Row]:
    """Read and check the table; a wrong row names itself."""
    path = files("amends.rooms.respond") / "tables" / "findings.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    for code, row in rows.items():
        spoken = {tuple(sorted(row[part])) for part in ("because", "suggestion")}
        if row["level"] not in LEVELS or spoken != {tuple(sorted(LANGUAGES))}:
            raise ValueError(f"{path}: {code}: needs a level and a sentence in each language")
    return {code: Row(**row) for code, row in rows.items()}


def knows(code: str) -> bool:
    """Tell whether the desk has a sentence for this code."""
    return code in table()


def finding(code: str, rules: tuple[str, ...], text: str, speak: str) -> Finding:
    """Return the finding of a code over the whole text, in the language of the person who writes."""
    row = table()[code]
    speak = speak if speak in LANGUAGES else "en"
    named = f" ({', '.join(rules)})" if rules else ""
    return Finding(
        code=code,
        level=row.level,
        start=0,
        end=len(text),
        because=row.because[speak] + named,
        suggestion=row.suggestion[speak],
        rules=rules,
    )
