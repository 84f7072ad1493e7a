"""The building blocks of sentences, per language, as tables a native speaker can review."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from amends.language.normalise import fold
from amends.playbook.errors import PlaybookError


LANGUAGES: Final = ("ar", "fa", "en")
# Only letters of the Arabic block are folded: the rest of a pattern is syntax.
_ARABIC_RUN: Final = re.compile(r"[\u0600-\u06ff\u200c]+")
_CONJUNCTION: Final = {"ar": "[وف]?", "fa": "و?", "en": ""}

Patterns = Mapping[str, re.Pattern[str]]


@cache
def patterns(language: str) -> Patterns:
    """Give the compiled patterns of a language by name; they match folded text.

    Raises PlaybookError naming the file and the pattern that cannot be compiled.
    """
    path = files("amends.playbook.patterns") / f"{language}.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: _compile(language, name, tuple(parts)) for name, parts in table.items()}


def _compile(language: str, name: str, parts: tuple[str, ...]) -> re.Pattern[str]:
    folded = "|".join(_ARABIC_RUN.sub(lambda run: fold(run[0]), part) for part in parts)
    try:
        return re.compile(rf"(?<!\w){_CONJUNCTION[language]}(?:{folded})(?!\w)")
    except re.error as wrong:
        raise PlaybookError(f"patterns/{language}.toml, {name}: {wrong}") from wrong
