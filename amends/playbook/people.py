"""Persons that a draft names, and the part each has: who is spoken to, who works here, who is another."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from amends.playbook.keys import load_table
from amends.playbook.words import Word


Form = Literal["full", "titled", "given", "family", "capitals"]
Part = Literal["known", "addressed", "staff", "other"]

_NAMES: Final = frozenset(["name", "name_or_word"])
_SURNAME: Final = {
    "ar": re.compile(r"ال\w{3,}|بن\w{2,}|عبد\w*|\w{3,}ي"),
    "fa": re.compile(r"\w{2,}(?:ي|پور|زاده|نيا|فر|نژاد|يان|لو|وند|راد|منش|خواه|پناه|نسب|دوست)"),
    "en": re.compile(r"\w{2,}"),
}
_OF_A_TRIBE: Final = re.compile(r"ال\w{2,}ي|بن\w{3,}")
_KINSHIP: Final = frozenset(["family", "twins", "household"])
_BEHIND_A_HOUSEHOLD: Final = frozenset(["of", "from", "at", "next", "who", "in"])
_NO_NAME: Final = frozenset(
    ["road", "goods", "colour", "measure", "when", "bank", "kin", "staff"]
)
_LONGEST: Final = 3
_EARLY: Final = 2
_NEAR: Final = 3


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in a sentence; the span is of the folded sentence."""

    form: Form
    part: Part
    start: int
    end: int


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_table("people.toml")[name].split())


@dataclass(frozen=True, slots=True)
class _Sentence:
    words: Sequence[Word]
    folded: str
    lang: str

    def follows(self, at: int) -> bool:
        """Tell whether nothing but a blank, in English a full stop too, parts two words."""
        if at < 1 or at >= len(self.words):
            return False
        gap = self.folded[self.words[at - 1].end : self.words[at].start]
        return not gap.strip(" .-" if self.lang == "en" else " -")

    def has_title(self, at: int) -> bool:
        return self.follows(at) and "title" in self.words[at - 1].classes

    def text(self, at: int) -> str:
        """Return a word without an owner's ending; nothing outside the sentence."""
        return self.words[at].text.removesuffix("'s") if 0 <= at < len(self.words) else ""


def people(
    words: Sequence[Word], folded: str, lang: str, heard: frozenset[str]
) -> Iterator[Person]:
    """Find the persons of one sentence; `heard` are words that customers and earlier replies said."""
    sentence = _Sentence(words, folded, lang)
    done = 0
    for at in range(len(words)):
        end = at if at < done else _end_of_name(sentence, at)
        if end > at:
            done = end
            part = _part(sentence, at, end, heard)
            yield Person(_form(sentence, at, end), part, words[at].start, words[end - 1].end)


def _form(sentence: _Sentence, at: int, end: int) -> Form:
    if _is_household(sentence, at, end):
        return "family"
    if sentence.has_title(at):
        # A calling before one name is mostly a colleague's: "Dr Mona will see you".
        alone = end - at == 1 and sentence.text(at - 1) in _words("callings")
        return "given" if alone else "titled"
    if not sentence.words[at].classes & _NAMES:
        return "capitals"
    return "full" if end - at > 1 else "given"


def _end_of_name(sentence: _Sentence, at: int) -> int:
    """Return where the name that begins here ends; where it begins, if none does."""
    end = at
    while (
        end < len(sentence.words)
        and end - at < _LONGEST
        and (end == at or sentence.follows(end))
        and _may_be_name(sentence, end, is_first=end == at)
    ):
        end += 1
    return end if end > at and _is_name(sentence, at, end) else at


def _may_be_name(sentence: _Sentence, at: int, *, is_first: bool) -> bool:
    word = sentence.words[at]
    titled = sentence.has_title(at)
    if word.text.isdigit() or len(word.text) < _EARLY:
        return False
    if word.classes & _NO_NAME and not (titled and sentence.lang == "fa"):
        return False
    if sentence.lang == "en":
        return word.is_capital and "title" not in word.classes
    if word.classes & _NAMES:
        return True
    if is_first:
        return titled and _fits_title(sentence, at)
    return (
        word.classes <= {"place"} and _SURNAME[sentence.lang].fullmatch(word.text) is not None
    )


def _fits_title(sentence: _Sentence, at: int) -> bool:
    text = sentence.words[at].text
    if sentence.lang == "fa":
        is_part = sentence.text(at - 1) in _words("parts")
        return len(text) > _EARLY and text not in _words("not_after_title") and not is_part
    return _OF_A_TRIBE.fullmatch(text) is not None


def _is_name(sentence: _Sentence, at: int, end: int) -> bool:
    first = sentence.words[at].classes
    if sentence.has_title(at) or "name" in first:
        return True
    if "name_or_word" in first:
        return end - at > 1 and _is_sure(sentence.words[at + 1], sentence.lang)
    if sentence.lang != "en" or at == 0 or "place" in first:
        return False
    is_place = any(sentence.text(one) in _words("no_person") for one in range(at, end + 1))
    return _is_household(sentence, at, end) or (end - at > 1 and not is_place)


def _is_sure(second: Word, lang: str) -> bool:
    """After a name that is a word as well, only what is clearly a name makes it one."""
    if lang == "ar":
        return bool(second.classes & _NAMES) or _OF_A_TRIBE.fullmatch(second.text) is not None
    return lang != "fa" or "name" in second.classes or second.text.endswith(("ي", "يان", "پور"))


def _is_household(sentence: _Sentence, at: int, end: int) -> bool:
    """Tell "the Lindgren family" and "the Cohens of Baltimore"."""
    if sentence.text(end) in _KINSHIP:
        return True
    return (
        sentence.lang == "en"
        and sentence.text(at - 1) == "the"
        and sentence.words[end - 1].text.endswith("s")
        and sentence.text(end) in _BEHIND_A_HOUSEHOLD
    )


def _part(sentence: _Sentence, at: int, end: int, heard: frozenset[str]) -> Part:
    if all(sentence.text(one) in heard for one in range(at, end)):
        return "known"
    lead = at - sentence.has_title(at)
    before = {sentence.text(one) for one in range(max(0, lead - _NEAR), lead)}
    after = sentence.folded[sentence.words[end - 1].end :].strip()[:1]
    early = lead <= _EARLY and after in {",", "!"}
    if _words("calls") & before or sentence.text(end) in _words("endears") or early:
        return "addressed"
    if sentence.follows(lead) and "kin" in sentence.words[lead - 1].classes:
        return "addressed"
    works_here = sentence.follows(lead) and "staff" in sentence.words[lead - 1].classes
    return "staff" if works_here or _words("own") & before else "other"
