"""What may not stand in a model's draft, before the review of any reply; and what it must mark."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from functools import cache
from typing import Final

from amends.language.entities import find_private_data
from amends.language.normalise import digits_to_ascii
from amends.playbook.drafting.asking import DraftFacts, words_of
from amends.playbook.drafting.placeholders import OPEN, SHUT, Placeholders
from amends.playbook.times import find_times


UNSURE, SURE = "[?", "?]"
# Open marks and placeholders: a person still has to decide here.
_LEFT_OPEN: Final = re.compile(r"\[\?[^\[\]]*\?\]|\[\[[^\[\]]*\]\]|\[\?|\?\]|\[\[|\]\]")
_TOKEN: Final = re.compile(r"\[\[[^\[\]]*\]\]")
_LINK: Final = re.compile(r"https?://|www\.|@\w", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d(?:[ \-.,/]?\d){4,}")
_SAME_TIME: Final = timedelta(minutes=1)
_LONGEST: Final = 2000


def problems_of(answer: str, own: Placeholders, facts: DraftFacts) -> tuple[str, ...]:
    """Return the codes of what makes a draft unfit, before anybody sees it.

    Whatever was private left as a placeholder: private data in plain letters are invented,
    or somebody else's.
    """
    found = {
        "private_data": _holds_private_data(answer, facts),
        "strange_placeholder": bool(own.show(answer)[1]) or _is_broken(answer),
        "too_long": len(answer) > (facts.max_length or _LONGEST),
    }
    return tuple(code for code, holds in found.items() if holds)


def sentence_of(code: str, language: str) -> str:
    """Say a code to the model, in the language of the reply."""
    return str(words_of(language)["refused"][code])


def _holds_private_data(answer: str, facts: DraftFacts) -> bool:
    plain = _TOKEN.sub(" ", answer)
    return bool(
        find_private_data(plain, facts.order_pattern)
        or _LINK.search(plain)
        or _DIGITS.search(digits_to_ascii(plain))
    )


def _is_broken(answer: str) -> bool:
    left = _TOKEN.sub("", answer)
    return OPEN in left or SHUT in left


def mark_unsure(text: str, facts: DraftFacts, zone: tzinfo, now: datetime) -> str:
    """Put ``[? ?]`` around each time nobody offered and each benefit nobody decided."""
    spans = [*_strange_times(text, facts, zone, now)]
    if not facts.has_remedy:
        spans += [match.span("benefit") for match in _benefits(facts.language).finditer(text)]
    for start, end in reversed(_apart(spans)):
        if text.rfind(UNSURE, 0, start) <= text.rfind(SURE, 0, start):
            text = f"{text[:start]}{UNSURE}{text[start:end]}{SURE}{text[end:]}"
    return text


def without_marks(text: str) -> str:
    """Return a text as it would read once a person has decided every mark."""
    return text.replace(UNSURE, "").replace(SURE, "")


def open_marks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text holds a mark that a person still has to decide about, in code points."""
    return (match.span() for match in _LEFT_OPEN.finditer(text))


def _strange_times(
    text: str, facts: DraftFacts, zone: tzinfo, now: datetime
) -> Iterator[tuple[int, int]]:
    for time in find_times(text, now, zone):
        is_ours = time.at is not None and abs(time.at - facts.reply_at) <= _SAME_TIME
        if time.bounded and not is_ours:
            yield time.start, time.end


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, overlapping ones joined."""
    made: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]))
        else:
            made.append((start, end))
    return made


@cache
def _benefits(language: str) -> re.Pattern[str]:
    words = "|".join(words_of(language)["benefits"])
    # A particle is written to the word behind it: what is marked begins at the word.
    lead = "(?:[وف]?[بلك]?(?:ال|لل)?)"
    return re.compile(rf"(?<!\w){lead}(?P<benefit>{words})(?!\w)", re.IGNORECASE)
