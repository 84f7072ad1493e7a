"""How a word comes out when fingers or ears slip: neighbouring keys, lost, doubled, swapped letters."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from amends.language.naming.scripts import is_arabic


TABLE: Final = Path(__file__).with_name("typing.toml")
FEWEST: Final = 5
"""Letters from which slips are worth listening for: of a shorter word they make other words."""
_RAW: Final[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))


def _neighbours(rows: list[str]) -> dict[str, str]:
    """Return beside each key the keys left and right of it, and those above and below."""
    beside: dict[str, str] = {}
    for at, row in enumerate(rows):
        above = rows[at - 1] if at else ""
        below = rows[at + 1] if at + 1 < len(rows) else ""
        for place, key in enumerate(row):
            near = [*row[max(0, place - 1) : place + 2], *above[place : place + 1]]
            near += below[place : place + 1]
            beside[key] = "".join(one for one in near if one not in {key, "_"})
    return beside


def _alike(groups: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for group in groups:
        for letter in group:
            found[letter] = found.get(letter, "") + group.replace(letter, "")
    return found


_BESIDE: Final = {code: _neighbours(rows) for code, rows in _RAW["keyboards"].items()}
_SOUNDS: Final = {code: _alike(groups) for code, groups in _RAW["sounds"].items()}


def slips(word: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield each slip of one word with its code, the most usual kinds first; none of a short word."""
    if len(word) < FEWEST:
        return
    language = language if is_arabic(word) else "en"
    yield from (("sounds_alike", one) for one in _put(word, _SOUNDS[language]))
    for at in range(1, len(word)):
        yield "dropped", word[:at] + word[at + 1 :]
    for at in range(1, len(word) - 1):
        yield "swapped", word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(len(word)):
        yield "doubled", word[: at + 1] + word[at:]
    yield from (("neighbour", one) for one in _put(word, _BESIDE[language]))


def _put(word: str, others: Mapping[str, str]) -> Iterator[str]:
    for at, letter in enumerate(word):
        for other in others.get(letter, ""):
            yield word[:at] + other + word[at + 1 :]
