"""How a name may stand inside a longer run of letters: with clitics before it, endings after it."""

import re
import tomllib
from pathlib import Path
from typing import Any, Final

from amends.language.normalise import fold


TABLE: Final = Path(__file__).with_name("affixes.toml")
FEWEST_WITH_ENDINGS: Final = 4
"""Letters from which a name takes every ending; a shorter one takes few."""
FEWEST_WITH_CLITICS: Final = 3
"""Letters from which a name takes anything at all: two letters stand in too many words."""


def _any_of(words: str) -> str:
    folded = sorted({fold(word) for word in words.split()}, key=len, reverse=True)
    return "|".join(map(re.escape, folded))


def read_table(raw: dict[str, Any]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what may stand before a name, after one, and after a short one."""
    before, after = raw["before"], raw["after"]
    held = f"(?:{_any_of(before['holding'])})?(?:{_any_of(before['article'])})?"
    clitics = f"(?:{_any_of(before['joining'])})?(?:{_any_of(before['whole'])}|{held})"
    endings = _any_of(" ".join((after["ar"], after["fa"], after["en"])))
    return re.compile(clitics), re.compile(endings), re.compile(_any_of(after["short"]))


_BEFORE, _AFTER, _AFTER_SHORT = read_table(tomllib.loads(TABLE.read_text(encoding="utf-8")))


def takes_before(letters: int, before: str) -> bool:
    """Tell whether a name of so many letters may be written with this before it; folded."""
    if not before:
        return True
    return letters >= FEWEST_WITH_CLITICS and _BEFORE.fullmatch(before) is not None


def takes_after(letters: int, after: str) -> bool:
    """Tell whether a name of so many letters may be written with this after it; folded."""
    if not after:
        return True
    if letters < FEWEST_WITH_CLITICS:
        return False
    allowed = _AFTER if letters >= FEWEST_WITH_ENDINGS else _AFTER_SHORT
    return allowed.fullmatch(after) is not None
