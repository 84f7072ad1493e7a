"""Offer the spellings in which a name may be written, each with its reason; a person accepts.

What folding and the terms find by themselves (hamza, yeh and kaf, the joiner, elongation, joined or
spaced, clitics) is not offered: it is heard anyway.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from amends.language.naming.scripts import in_arabic, in_latin, is_arabic
from amends.language.naming.terms import patterns_of
from amends.language.naming.typing_slips import slips


MOST_SCRIPTS: Final = 14
MOST_SLIPS: Final = 60
MOST_WORDS: Final = 4
_ARTICLE: Final = "ال"
_LATIN_ARTICLES: Final = ("al", "el")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PERSIAN: Final = re.compile("[پچژگکی]")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of one name, and why it is offered; ``reason`` is a code.

    Codes: article, latin, arabic_script, persian_script, spaced, and of slips: sounds_alike,
    dropped, swapped, doubled, neighbour.
    """

    text: str
    reason: str
    name: str

    @property
    def is_slip(self) -> bool:
        """Whether it is a mistake of fingers or ears, not a way to write the name."""
        return self.reason in SLIPS


_FORMS: Final[Mapping[str, Callable[[str], list[str]]]] = {
    "ar": lambda name: [f"و{name}", f"ب{name}"],
    "fa": lambda name: [f"{name}\u200cها", f"{name}ی"],
    "en": lambda name: [name.upper(), f"{name}'s"],
}
SLIPS: Final = frozenset({"sounds_alike", "dropped", "swapped", "doubled", "neighbour"})


def offered(names: Iterable[str], known: Iterable[str] = ()) -> list[Spelling]:
    """Return spellings of these names that none of them, and nothing known, is heard by already.

    Ways to write come before slips; each is offered once, for the first name it is one of.
    """
    names = [trimmed for name in names if (trimmed := " ".join(name.split()))]
    heard = {pattern for name in (*names, *known) for pattern in patterns_of(name)}
    found: list[Spelling] = []
    for way in (_ways, _slips):
        for spelling in (
            one for name in names if name[:1] not in {"@", "#"} for one in way(name)
        ):
            patterns = patterns_of(spelling.text)
            if not heard.issuperset(patterns):
                heard |= {*patterns}
                found.append(spelling)
    return found


def heard_anyway(name: str) -> list[str]:
    """Return, for show, some writings of a name that are found without being listed."""
    words = re.split(r"[\s\u200c]+", name.strip())
    made = []
    if len(words) > 1:
        made += ["".join(words), "_".join(words), " ".join(words)]
        made += ["\u200c".join(words)] if is_arabic(name) else []
    made += _FORMS[language_of(name)](name)
    made.append(f"#{'_'.join(words)}")
    return [one for one in dict.fromkeys(made) if one != name]


def language_of(name: str) -> str:
    """Return the language whose letters a name is written in: ar, fa, or en for Latin ones."""
    if not is_arabic(name):
        return "en"
    return "fa" if _PERSIAN.search(name) else "ar"


def _ways(name: str) -> Iterator[Spelling]:
    words = re.split(r"[\s\u200c_-]+", name)[:MOST_WORDS]
    if not is_arabic(name):
        yield from _ways_of_latin(name, words)
        return
    language = language_of(name)
    others = list(_with_articles(words)) if language == "ar" else []
    yield from (Spelling(one, "article", name) for one in others)
    bare = [_bare(word) for word in words]
    written = _together([in_latin(word, language, MOST_SCRIPTS) for word in bare])
    for one in islice(written, MOST_SCRIPTS):
        yield Spelling(one, "latin", name)
    if language == "ar" and len(words) == 1:
        best = in_latin(bare[0], "ar", 2)
        yield from (Spelling(a + one, "article", name) for one in best for a in _LATIN_ARTICLES)


def _ways_of_latin(name: str, words: list[str]) -> Iterator[Spelling]:
    split = _CAMEL.split(name)
    if len(split) > 1 and len(words) == 1:
        words = split
        yield Spelling(" ".join(split), "spaced", name)
    for language, reason in (("ar", "arabic_script"), ("fa", "persian_script")):
        written = _together([in_arabic(word, language, MOST_SCRIPTS) for word in words])
        for one in islice(written, MOST_SCRIPTS):
            yield Spelling(one, reason, name)
    if len(words) == 1:
        yield from (Spelling(a + name.lower(), "article", name) for a in _LATIN_ARTICLES)


def _with_articles(words: list[str]) -> Iterator[str]:
    """Yield a name of Arabic words with the article on the first, the last, all and none of them.

    One word needs none: the article is a clitic that is heard anyway, unless it is written already.
    """
    bare = [_bare(word) for word in words]
    whole = [_ARTICLE + word for word in bare]
    yield " ".join(bare)
    if len(words) > 1:
        yield " ".join([*bare[:-1], whole[-1]])
        yield " ".join([whole[0], *bare[1:]])
        yield " ".join(whole)


def _bare(word: str) -> str:
    """Return an Arabic word without its article, as far as enough is left of it."""
    return word.removeprefix(_ARTICLE) if len(word) > len(_ARTICLE) + 2 else word


def _together(ways: list[list[str]]) -> Iterator[str]:
    """Yield the words of a name together, those first that take the most usual way of each."""
    few = [one[: 4 if len(ways) > 1 else None] for one in ways]
    ranked = sorted(product(*map(enumerate, few)), key=lambda way: sum(at for at, _ in way))
    return (" ".join(word for _, word in way) for way in ranked)


def _slips(name: str) -> Iterator[Spelling]:
    language = language_of(name)
    words = name.split()
    made = (
        Spelling(" ".join([*words[:at], slip, *words[at + 1 :]]), code, name)
        for at, word in enumerate(words)
        for code, slip in slips(word.lower(), language)
    )
    return islice(made, MOST_SLIPS)
