"""Words of a draft with the classes they belong to, from tables a native speaker can review."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from amends.language.normalise import Folded, fold
from amends.playbook.keys import load_table
from amends.playbook.patterns import LANGUAGES


FACTS: Final = frozenset(
    [
        "name",
        "place",
        "road",
        "colour",
        "measure",
        "goods",
        "health",
        "kin",
        "bank",
        "brand",
        "when",
    ]
)
"""Classes of what a draft may give away: a word of them that the customer has said gives nothing."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:'[a-z]+)?|\d+")
_NAMES: Final = frozenset(["name", "name_or_word", "title"])
_LEADS_OF_NAMES: Final = ("و", "ف", "ب", "ل")
_LEADS: Final = (
    "وال",
    "بال",
    "فال",
    "كال",
    "عال",
    "هال",
    "لل",
    "ال",
    "و",
    "ف",
    "ب",
    "ل",
    "ع",
    "ه",
)
_TAILS: Final = {
    "ar": ("كم", "كن", "نا", "ها", "ين", "ك", "ي", "ه"),
    "fa": ("هايتان", "هاتون", "هاي", "ها", "تون", "تان", "شون", "شان", "مون", "مان", "اي", "م", "ش", "ي", "رو"),
    "en": ("'s", "es", "ed", "s"),
}  # fmt: skip
_SHORTEST: Final = 3
_REMEMBERED: Final = 8192  # words: small ones come back in every reply


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a folded sentence; `is_capital` is what folding took away."""

    text: str
    start: int
    end: int
    is_capital: bool
    classes: frozenset[str]


def words_of_text(folded: Folded, original: str, lang: str) -> tuple[Word, ...]:
    """Cut a folded text into words, each with its classes in a language."""
    return tuple(
        Word(
            match[0],
            *match.span(),
            original[folded.origins[match.start()]].isupper(),
            classes_of(match[0], lang),
        )
        for match in _WORD.finditer(folded.text)
    )


@lru_cache(maxsize=_REMEMBERED)
def classes_of(word: str, lang: str) -> frozenset[str]:
    """Return the classes of a folded word: as it stands, else without its particles and endings."""
    table = _table(lang)
    found = table.get(word)
    if found is None:
        found = next((table[form] for form in _forms(word, lang) if form in table), frozenset())
        found = found - _NAMES | _name_behind(word, lang)
    return found


def _name_behind(word: str, lang: str) -> frozenset[str]:
    """A name takes a particle before it and, in English, an owner's ending; it is never cut else."""
    table = _table(lang)
    if lang == "en":
        return table.get(word.removesuffix("'s"), frozenset()) & _NAMES
    leads = _LEADS_OF_NAMES if lang == "ar" else ("و",)
    forms = (word[1:] for lead in leads if word.startswith(lead) and len(word) > _SHORTEST)
    return next((table[form] & _NAMES for form in forms if form in table), frozenset())


def _forms(word: str, lang: str) -> list[str]:
    bare = [word]
    if lang == "ar":
        bare += [word[len(lead) :] for lead in _LEADS if word.startswith(lead)]
    cut = [form[: -len(tail)] for form in bare for tail in _TAILS[lang] if form.endswith(tail)]
    return [form for form in (*bare[1:], *cut) if len(form) >= _SHORTEST]


@cache
def _table(lang: str) -> Mapping[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {}
    for name, words in load_table(f"words/{lang if lang in LANGUAGES else 'en'}.toml").items():
        for word in words.split():
            for part in fold(word).split():
                known[part] = known.get(part, frozenset()) | {name}
    return known
