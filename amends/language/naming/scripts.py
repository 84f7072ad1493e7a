"""Write a name in the other script: Arabic or Persian letters in Latin ones, and back."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from amends.language.normalise import fold


TABLE: Final = Path(__file__).with_name("letters.toml")
LANGUAGES: Final = ("ar", "fa")
_RAW: Final[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
_VOWELS: Final = frozenset("اويع")
_HARD_OR_SOFT: Final = frozenset("وي")
_FINAL_A: Final = "ه"
_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_NOTHING: Final = "-"
_THREE_ALIKE: Final = re.compile(r"(.)\1\1")
_PERSIAN: Final = str.maketrans("يك", "یک")

Options = Sequence[str]


def is_arabic(text: str) -> bool:
    """Tell whether a text holds a letter of the Arabic script."""
    return _ARABIC.search(text) is not None


def in_latin(word: str, language: str, most: int) -> list[str]:
    """Return how one word of Arabic letters is written in Latin ones, the most usual first."""
    letters = [letter for letter in fold(word) if letter in _RAW["latin"][language]]
    between = _options(_RAW["between"][language])
    steps: list[Options] = []
    for at, letter in enumerate(letters):
        steps.append(_options(_row(letters, at, language)))
        after = letters[at + 1 : at + 2]
        ends = at + 2 == len(letters) and after == [_FINAL_A]
        if after and not ends and _VOWELS.isdisjoint((letter, *after)):
            steps.append(between)
    return _best(steps, most) if letters else []


def in_arabic(word: str, language: str, most: int) -> list[str]:
    """Return how one Latin word is written in Arabic or Persian letters, the most usual first."""
    table: Mapping[str, str] = _RAW["arabic"][language]
    sounds = re.findall("|".join(sorted(table, key=len, reverse=True)), fold(word))
    steps = [_options(table[sound]) for sound in sounds]
    if steps and sounds[0] in {"a", "e", "i", "o", "u"}:
        steps[0] = ("ا", *(("اي",) if sounds[0] in {"e", "i"} else ()))
    if len(steps) > 1 and sounds[-1] in {"a", "ah"}:
        steps[-1] = ("ا", "ه" if language == "fa" else "ة")
    found = _best(steps, most) if steps else []
    return [one.translate(_PERSIAN) for one in found] if language == "fa" else found


def _row(letters: Sequence[str], at: int, language: str) -> str:
    """Return how the letter at a place may be written there."""
    letter, after = letters[at], "".join(letters[at + 1 :])
    special = "first" if at == 0 or _is_spoken_hard(letter, after) else ""
    if not after:
        special = special or "last"
    named = _RAW[special][language].get(letter) if special else None
    return str(named or _RAW["latin"][language][letter])


def _is_spoken_hard(letter: str, after: str) -> bool:
    """Tell whether a waw or a yeh is a consonant: before a vowel it is."""
    return letter in _HARD_OR_SOFT and (after[:1] == "ا" or after == _FINAL_A)


def _options(row: str) -> Options:
    return tuple("" if one == _NOTHING else one for one in row.split())


def _best(steps: Iterable[Options], most: int) -> list[str]:
    """Return the cheapest ways through all steps; what is later in its row costs more."""
    ways: dict[str, int] = {"": 0}
    for options in steps:
        longer: dict[str, int] = {}
        for way, cost in ways.items():
            for price, option in enumerate(options):
                made = way + option
                longer[made] = min(longer.get(made, 10**6), cost + price)
        # More is kept on the way than is asked for in the end: the first steps decide little.
        ways = dict(sorted(longer.items(), key=_by_cost)[: 4 * most])
    return [way for way in ways if not _THREE_ALIKE.search(way)][:most]


def _by_cost(way: tuple[str, int]) -> tuple[int, int, str]:
    return way[1], len(way[0]), way[0]
