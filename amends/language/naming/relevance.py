"""How likely a name found in a text is ours and not an ordinary word; with reasons, and learning.

Signs are codes. Each has a weight of its own; a brand's answers, counted sign by sign, move it.
"""

import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from amends.language.naming.forms import Form
from amends.language.naming.terms import Found, Term, Terms


TABLE: Final = Path(__file__).with_name("relevance.toml")
CONTEXT: Final = Path(__file__).with_name("context.toml")
_RAW: Final[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
WEIGHTS: Final[Mapping[str, float]] = _RAW["weights"]
LINE: Final[float] = _RAW["line"]
START: Final[float] = _RAW["start"]
LONG_NAME, SHORT_NAME = 7, 3
TELLING: Final = 0.1  # steps; less says nothing to a person
_LESSON: Final[Mapping[str, float]] = _RAW["lesson"]
_QUOTES: Final = frozenset("\"'«»“”‘’„()")


def _context() -> Terms:
    rows: dict[str, str] = tomllib.loads(CONTEXT.read_text(encoding="utf-8"))
    words = (word.strip() for row in rows.values() for word in row.split("/"))
    return Terms(Term(number, word) for number, word in enumerate(words))


_COMMERCE: Final = _context()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a text beside its words; ``place`` and ``language`` are only learnt from."""

    is_complaint: bool = False
    has_problem: bool = False
    is_searched: bool = False
    is_known_author: bool = False
    is_other_language: bool = False
    has_own_word: bool = False
    place: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A brand's answers: how many yes and no there were, and for each sign how many of each."""

    yes: int = 0
    no: int = 0
    by_sign: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def is_enough(self) -> bool:
        """Whether there are answers enough of both kinds to learn anything from."""
        fewest = min(self.yes, self.no)
        return self.yes + self.no >= _LESSON["fewest"] and fewest >= _LESSON["fewest_each"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One sign, and by how much it and the answers with it moved the sum."""

    sign: str
    weight: float


@dataclass(frozen=True, slots=True)
class Relevance:
    """How likely it is us, 0–1, and why: the strongest reasons first."""

    value: float
    because: tuple[Reason, ...]

    @property
    def is_us(self) -> bool:
        """Whether it is taken to be us; below the line a person is asked."""
        return self.value >= LINE


UNTAUGHT: Final = Lesson()


def signs_of(text: str, found: Sequence[Found], about: Circumstances) -> tuple[str, ...]:
    """Return the signs of a text in which names of one owner were found, in a firm order."""
    is_there = {
        **_of_names(text, found),
        **_of_words(text, found),
        "complaint": about.is_complaint,
        "problem": about.has_problem,
        "own_word": about.has_own_word,
        "searched": about.is_searched,
        "known_author": about.is_known_author,
        "other_language": about.is_other_language,
    }
    learnt_only = [f"name:{one.term}" for one in found]
    learnt_only += [f"place:{about.place}"] if about.place else []
    learnt_only += [f"language:{about.language}"] if about.language else []
    shown = [sign for sign in WEIGHTS if is_there.get(sign)]
    return tuple(dict.fromkeys([*shown, *learnt_only]))


def _of_names(text: str, found: Sequence[Found]) -> dict[str, bool]:
    forms = {one.form for one in found}
    letters = max((sum(map(str.isalnum, one.term)) for one in found), default=0)
    return {
        "handle": Form.HANDLE in forms,
        "hashtag": Form.HASHTAG in forms,
        "link": Form.LINK in forms,
        "part": forms == {Form.PART},
        "two_names": len({one.term for one in found}) > 1,
        "whole_name": any(len(one.term.split()) > 1 for one in found),
        "long_name": letters >= LONG_NAME,
        "short_name": letters <= SHORT_NAME,
        "capital": any(_is_capital(text, one) for one in found),
        "quoted": any(_is_quoted(text, one) for one in found),
    }


def _is_capital(text: str, found: Found) -> bool:
    """Tell whether a name begins with a capital where not everything does."""
    return text[found.start].isupper() and not text.isupper()


def _is_quoted(text: str, found: Found) -> bool:
    before, after = text[: found.start].rstrip()[-1:], text[found.end :].lstrip()[:1]
    return before in _QUOTES and after in _QUOTES and bool(before) and bool(after)


def _of_words(text: str, found: Sequence[Found]) -> dict[str, bool]:
    """Tell how many words of commerce stand beside the names, not inside them."""
    taken = [(one.start, one.end) for one in found]
    beside = {
        one.owner
        for one in _COMMERCE.find(text)
        if not any(one.start < end and start < one.end for start, end in taken)
    }
    return {"commerce": bool(beside), "commerce_twice": len(beside) > 1}


def weigh(signs: Iterable[str], lesson: Lesson = UNTAUGHT) -> Relevance:
    """Return how likely the signs say that it is us, and which said most."""
    moved = {sign: WEIGHTS.get(sign, 0.0) + _learnt(sign, lesson) for sign in signs}
    total = START + sum(moved.values())
    told = sorted(moved.items(), key=lambda one: (-abs(one[1]), one[0]))
    because = tuple(
        Reason(sign, round(weight, 2)) for sign, weight in told if abs(weight) >= TELLING
    )
    return Relevance(round(1 / (1 + math.exp(-total)), 4), because)


def learn(answers: Iterable[tuple[Sequence[str], bool]]) -> Lesson:
    """Count a brand's answers: the signs of each text, and whether it was us."""
    totals: Counter[bool] = Counter()
    by_sign: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for signs, is_us in answers:
        totals[is_us] += 1
        by_sign[is_us].update(set(signs))
    yes, no = by_sign[True], by_sign[False]
    return Lesson(
        totals[True],
        totals[False],
        {sign: (yes[sign], no[sign]) for sign in yes.keys() | no.keys()},
    )


def _learnt(sign: str, lesson: Lesson) -> float:
    """Return by how much a brand's answers move a sign; nothing before there are enough."""
    yes, no = lesson.by_sign.get(sign, (0, 0))
    if not lesson.is_enough or not yes + no:
        return 0.0
    usual = math.log((yes + 1) / (lesson.yes + 2)) - math.log((no + 1) / (lesson.no + 2))
    believed = (yes + no) / (yes + no + _LESSON["calm"])
    moved = _LESSON["share"] * believed * usual
    return max(-_LESSON["most"], min(_LESSON["most"], moved))
