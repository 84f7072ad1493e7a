"""Find the times a reply names, in Arabic, Persian and English, whatever the digits.

A time is bounded when a customer could say "it is past": an hour, a day, a date, a number of
units. "Soon" and "as soon as possible" are vague; so is "God willing" alone (C-05, S3-26).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from typing import Final

from amends.language.normalise import Folded, fold, fold_with_offsets
from amends.playbook.keys import load_table
from amends.playbook.moments import Atom, moment_of
from amends.playbook.patterns import LANGUAGES, patterns


@dataclass(frozen=True)
class Time:
    """One time in a text: where it stands (code points), the moment it means, if it means one."""

    start: int
    end: int
    at: datetime | None
    bounded: bool
    vague: bool


# Pieces of one time stand close together: "tomorrow, I hope before 3 pm".
_NEAR: Final = 26
_BEFORE_CLOCK = r"(?:الساعه|ساعه|ساعت|at|by|before|until|till|around|latest|قبل|لغايه|حتى|بحلول|مع|من|between|بين|تا|قبل از|between|from|to|ل|-|and|و)"

_DEADLINE = r"(?:by|before|until|till|latest|قبل|لغايه|حتى|بحلول|تا|قبل از)"
# A part of the day alone ("good evening", "ص") says no time unless it is a bound ("by the evening");
# a date in figures may be of the past.
_NO_TIME_ALONE: Final = frozenset(["part", "dated"])


@cache
def _words(table: str) -> dict[str, int]:
    rows = load_table("times.toml")[table]
    return {fold(word): int(value) for value, words in rows.items() for word in words}


@cache
def _either(table: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_words(table), key=len, reverse=True))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    number = rf"(?P<n>\d{{1,3}}|{_either('number')})"
    half = r"(?: ?(?:و|and)? ?(?P<half>نص|نصف|نيم|half))?"
    hour = rf"(?P<h>\d{{1,2}}|{_either('number')})(?:[:.٫](?P<m>\d\d))?"
    part = rf"(?:\s?(?P<part>{_either('part')}))"
    months = "|".join(map(_either, ("month", "jalali_month", "hijri_month")))
    sources = {
        "written": rf"(?P<lead>{_DEADLINE} )?(?P<y>1[34]\d\d|20\d\d)(?P<sign>[/\-.])(?P<m>\d{{1,2}})(?P=sign)(?P<d>\d{{1,2}})",
        "open": rf"{_DEADLINE} ?\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?",
        "marked": rf"(?P<lead>{_BEFORE_CLOCK}) ?{hour}{half}{part}?(?!\w|%|/\d| ?(?:{_either('unit')}|(?:من |of )?(?:{months}))(?!\w))",
        "parted": rf"{hour}{part}(?!\w)",
        "clocked": r"(?P<h>\d{1,2}):(?P<m>\d\d)(?!\d)",
        "half_past": rf"half (?:past )?(?P<h>\d{{1,2}}|{_either('number')})",
        "length": rf"{number} ?(?P<unit>{_either('unit')})",
        "span": rf"[فب]?(?P<span>{_either('span')})",
        "day": rf"(?P<day>{_either('day_offset')})",
        "weekday": rf"(?:ب|ال|يوم )?(?P<weekday>{_either('weekday')})",
        "date": rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)? (?:من |of )?(?P<month>{_either('month')})",
        "date_en": rf"(?P<month>{_either('month')}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?",
        "jalali": rf"(?P<d>\d{{1,2}}|{_either('jalali_day')}) (?P<jalali>{_either('jalali_month')})",
        "hijri": rf"(?P<d>\d{{1,2}}) (?:من )?(?P<hijri>{_either('hijri_month')})",
        "due": rf"{_DEADLINE} ?(?:the )?(?P<part>{_either('part')})",
        "daypart": rf"(?:ب|في )?(?P<part>{_either('part')})",
    }
    return {name: re.compile(rf"(?<!\w)(?:{source})(?!\w)") for name, source in sources.items()}


# A length is a time to come only when something says so: "three days" may lie behind us.
_AHEAD: Final = re.compile(
    r"(?:within|in|after|next|under|up to|give (?:me|us)|another|خلال|في ظرف|ظرف|بعد|في غضون|غضون|بحدود|كمان|طي|طی|تا|حداكثر|اعطني|اعطنا|ف|ب)"
    r" ?(?:the |about |max |maximum |اقل من |حداكثر |كمتر از |حداكثر تا )?$"
)
_LATER: Final = re.compile(
    r"^ ?(?:from now|time|at most|max|later|ديگر|ديگه|اينده|بالكثير|من الان|من الحين|به من|وقت)(?!\w)"
)


def find_times(text: str, now: datetime | None, tz: tzinfo) -> tuple[Time, ...]:
    """Return the times a text names, left to right. `at` is in `tz`, None where it is open.

    Vague words count only where no bounded time stands beside them.
    """
    folded = fold_with_offsets(text)
    groups = _grouped(_atoms(folded.text))
    local = now.astimezone(tz) if now else None
    bounded = [_time(folded, group, local) for group in groups if _says_when(group)]
    vague = [time for time in _vague(folded) if not _beside(time, bounded)]
    return tuple(sorted(bounded + vague, key=lambda found: found.start))


def _vague(folded: Folded) -> list[Time]:
    spans = {
        folded.original_span(*match.span())
        for language in LANGUAGES
        for match in patterns(language)["vague"].finditer(folded.text)
    }
    return [Time(*span, at=None, bounded=False, vague=True) for span in spans]


def _beside(vague: Time, bounded: Iterable[Time]) -> bool:
    return any(
        found.start - _NEAR <= vague.end and vague.start <= found.end + _NEAR
        for found in bounded
    )


def _atoms(text: str) -> list[Atom]:
    taken: list[Atom] = []
    for name, pattern in _patterns().items():
        for match in pattern.finditer(text):
            behind = name in {"length", "span"} and not _lies_ahead(text, match)
            if not behind and not _overlaps(match, taken):
                taken += _read(name, match)
    return sorted(taken, key=lambda atom: atom.start)


def _overlaps(match: re.Match[str], taken: Iterable[Atom]) -> bool:
    return any(atom.start < match.end() and match.start() < atom.end for atom in taken)


def _lies_ahead(text: str, match: re.Match[str]) -> bool:
    before, after = (
        text[max(0, match.start() - 24) : match.start()],
        text[match.end() : match.end() + 12],
    )
    # "فنص ساعة": the preposition is written into the word.
    return text[match.start()] in "فب" or bool(_AHEAD.search(before) or _LATER.search(after))


def _read(name: str, match: re.Match[str]) -> Iterator[Atom]:
    start, end = match.span()
    if name in {"marked", "parted", "clocked", "half_past"}:
        yield from _read_clock(name, match)
    elif name == "length":
        number, unit = _number(match["n"]), _words("unit")[match["unit"]]
        yield Atom("length" if unit else "workdays", start, end, number * unit or number)
    elif name == "span":
        yield Atom("length", start, end, _words("span")[match["span"]])
    elif name == "day":
        yield Atom("day", start, end, _words("day_offset")[match["day"]])
        if match["day"] in _words("part"):
            yield Atom("part", start, end, _words("part")[match["day"]])
    elif name == "weekday":
        yield Atom("weekday", start, end, _words("weekday")[match["weekday"]])
    elif name in {"due", "daypart"}:
        yield from _read_part(name, match)
    else:
        yield _read_date(name, match)


def _read_part(name: str, match: re.Match[str]) -> Iterator[Atom]:
    yield Atom("part", *match.span(), _words("part")[match["part"]])
    if name == "due":
        yield Atom("due", *match.span(), 0)


def _read_date(name: str, match: re.Match[str]) -> Atom:
    if name == "open":
        return Atom("open", *match.span(), 0)
    if name == "written":
        kind = "written" if match["lead"] else "dated"
        month_and_day = int(match["m"]) * 100 + int(match["d"])
        return Atom(kind, match.start("y"), match.end(), int(match["y"]), month_and_day)
    table = name if name in {"jalali", "hijri"} else "month"
    month = _words("month" if table == "month" else f"{table}_month")[match[table]]
    day = match["d"]
    return Atom(
        table, *match.span(), month, int(day) if day.isdigit() else _words("jalali_day")[day]
    )


def _read_clock(name: str, match: re.Match[str]) -> Iterator[Atom]:
    groups = match.groupdict()
    hour, minute = _number(groups["h"]), int(groups.get("m") or 0)
    # "half four" is 4:30 in British English, as is "4 ونص" and "۴ و نیم".
    minute = 30 if groups.get("half") or name == "half_past" else minute
    if (
        groups.get("part")
        and not groups["h"].isdigit()
        and match.end("h") == match.start("part")
    ):
        return  # "دهم" is the tenth and "ليكم" is "to you": no hour with its evening glued on
    if hour > 24 or minute > 59 or not _is_clock(name, groups):  # noqa: PLR2004 - a clock's own numbers
        return
    yield Atom("clock", *match.span(), hour, minute)
    if groups.get("part"):
        yield Atom(
            "part", match.start("part"), match.end("part"), _words("part")[groups["part"]]
        )


def _is_clock(name: str, groups: dict[str, str | None]) -> bool:
    """A number after a preposition alone ("from 2 people") is no hour; "before 12" is."""
    if name != "marked" or groups.get("m") or groups.get("part"):
        return True
    sure = {
        "الساعه",
        "ساعه",
        "ساعت",
        "at",
        "by",
        "before",
        "until",
        "till",
        "latest",
        "قبل",
        "مع",
        "بحلول",
    }
    on_the_clock = groups["lead"] in {"الساعه", "ساعت"}
    return on_the_clock or (groups["lead"] in sure and (groups["h"] or "").isdigit())


def _number(word: str | None) -> int:
    word = word or "0"
    return int(word) if word.isdigit() else _words("number")[word]


def _grouped(atoms: list[Atom]) -> list[list[Atom]]:
    groups: list[list[Atom]] = []
    for atom in atoms:
        if groups and _joins(groups[-1], atom):
            groups[-1].append(atom)
        else:
            groups.append([atom])
    return groups


def _joins(group: list[Atom], atom: Atom) -> bool:
    return atom.start - max(a.end for a in group) <= _NEAR and not (
        atom.kind == "length" or any(a.kind == "length" for a in group)
    )


def _says_when(group: list[Atom]) -> bool:
    kinds = [atom.kind for atom in group]
    # "From morning till night" are hours of the shop.
    is_span = kinds.count("part") > 1
    return any(kind not in _NO_TIME_ALONE and not (kind == "due" and is_span) for kind in kinds)


def _time(folded: Folded, group: list[Atom], local: datetime | None) -> Time:
    start, end = folded.original_span(group[0].start, max(atom.end for atom in group))
    at = moment_of({atom.kind: atom for atom in reversed(group)}, local) if local else None
    return Time(start, end, at=at, bounded=True, vague=False)
