"""What a customer's words give away beside the complaint: what he wants, what a human would pick up.

A guess shows the words it was made from; a person asks and writes down what is true (S0-11).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from amends.language.normalise import fold, fold_with_offsets
from amends.playbook.errors import PlaybookError
from amends.playbook.keys import load_table
from amends.playbook.patterns import LANGUAGES


@dataclass(frozen=True, slots=True)
class Heard:
    """Something in a text: what it tells of, and where it stands in code points."""

    code: str
    start: int
    end: int


_ARABIC_RUN: Final = re.compile(r"[\u0600-\u06ff\u200c]+")
_COMMA: Final = re.compile(r"[,،;؛.!?؟\n]")
# What is said in so many letters before a wish can turn it round: "I do not want my money".
_BEFORE, _AFTER = 16, 14
_MOST_READ: Final = 4000


def guess_wish(text: str, language: str) -> Heard | None:
    """Return what a customer asks for, the last wish he utters; None where he asks for nothing."""
    wishes = list(_wishes(text, language))
    return max(wishes, key=lambda heard: heard.start, default=None)


def details_of(text: str, language: str) -> tuple[Heard, ...]:
    """Return what a human reply would pick up: an occasion, a person, a gift, long custom (S2-10).

    Left to right, each kind once.
    """
    found = sorted(_found("detail", text, language), key=lambda heard: heard.start)
    first: dict[str, Heard] = {}
    for heard in found:
        first.setdefault(heard.code, heard)
    return tuple(first.values())


def clause_of(text: str, heard: Heard, most: int = 60) -> str:
    """Return the words around something heard, cut at the ends of its sentence."""
    first, last = _last_end(text, heard.start), _next_end(text, heard.end)
    start, end = max(first, heard.start - most // 2), min(last, heard.end + most // 2)
    while first < start < heard.start and not text[start - 1].isspace():
        start += 1
    while heard.end < end < last and not text[end].isspace():
        end -= 1
    return text[start:end].strip(" \t\n،,.؛;!?؟")


def _last_end(text: str, at: int) -> int:
    return max(text.rfind(sign, 0, at) + 1 for sign in ".!?؟\n")


def _next_end(text: str, at: int) -> int:
    ends = [place for sign in ".!?؟\n" if (place := text.find(sign, at)) >= 0]
    return min(ends, default=len(text))


def _wishes(text: str, language: str) -> Iterator[Heard]:
    folded = fold_with_offsets(text[:_MOST_READ])
    no = _patterns("refusal", language)[""]
    for code, pattern in _patterns("wish", language).items():
        for match in pattern.finditer(folded.text):
            before = _COMMA.split(folded.text[max(0, match.start() - _BEFORE) : match.start()])[
                -1
            ]
            after = _COMMA.split(folded.text[match.end() : match.end() + _AFTER])[0]
            is_refused = no.search(before) or (language == "fa" and no.search(after))
            if not is_refused:
                yield Heard(code, *folded.original_span(*match.span()))


def _found(table: str, text: str, language: str) -> Iterator[Heard]:
    folded = fold_with_offsets(text[:_MOST_READ])
    for code, pattern in _patterns(table, language).items():
        for match in pattern.finditer(folded.text):
            yield Heard(code, *folded.original_span(*match.span()))


@cache
def _patterns(table: str, language: str) -> Mapping[str, re.Pattern[str]]:
    language = language if language in LANGUAGES else "en"
    rows: dict[str, Any] = load_table("listening.toml")[table]
    if table == "refusal":
        return {"": _compiled(table, rows[language])}
    return {code: _compiled(f"{table}.{code}", row[language]) for code, row in rows.items()}


def _compiled(name: str, parts: Sequence[str]) -> re.Pattern[str]:
    folded = "|".join(_ARABIC_RUN.sub(lambda run: fold(run[0]), part) for part in parts)
    try:
        return re.compile(rf"(?<!\w)[وف]?(?:{folded})(?!\w)")
    except re.error as wrong:
        raise PlaybookError(f"listening.toml, {name}: {wrong}") from wrong
