"""Find the times a reply names, in Arabic, Persian and English, whatever the digits.

A time is bounded when a customer could say "it is past": an hour, a day, a date, a number of
units. "Soon" and "as soon as possible" are vague; so is "God willing" alone (C-05, S3-26).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import Final, NamedTuple

from amends.language.normalise import Folded, fold, fold_with_offsets
from amends.playbook.keys import load_table
from amends.playbook.patterns import LANGUAGES, patterns


@dataclass(frozen=True)
class Time:
    """One time in a text: where it stands (code points), the moment it means, if it means one."""

    start: int
    end: int
    at: datetime | None
    bounded: bool
    vague: bool


class _Atom(NamedTuple):
    """A piece of a time in the folded text: an hour, a day, a part of the day, a length."""

    kind: str
    start: int
    end: int
    value: int
    minute: int = 0


# Pieces of one time stand close together: "tomorrow, I hope before 3 pm".
_NEAR: Final = 26
_NOON: Final = 12
_DAY_STARTS, _DAY_ENDS = 7, 23
_BEFORE_CLOCK = r"(?:الساعه|ساعه|ساعت|at|by|before|until|till|around|latest|قبل|لغايه|حتى|بحلول|مع|من|between|بين|تا|قبل از|between|from|to|ل|-|and|و)"


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
    sources = {
        "marked": rf"(?P<lead>{_BEFORE_CLOCK}) ?{hour}{half}{part}?(?!\w|%| ?(?:{_either('unit')})(?!\w))",
        "parted": rf"{hour}{part}(?!\w)",
        "clocked": r"(?P<h>\d{1,2}):(?P<m>\d\d)(?!\d)",
        "half_past": rf"half (?:past )?(?P<h>\d{{1,2}}|{_either('number')})",
        "length": rf"{number} ?(?P<unit>{_either('unit')})",
        "span": rf"[فب]?(?P<span>{_either('span')})",
        "day": rf"(?P<day>{_either('day_offset')})",
        "weekday": rf"(?:ب|ال|يوم )?(?P<weekday>{_either('weekday')})",
        "date": rf"(?P<d>\d{{1,2}}) (?:من )?(?P<month>{_either('month')})",
        "date_en": rf"(?P<month>{_either('month')}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?",
        "jalali": rf"(?P<d>\d{{1,2}}) (?P<jalali>{_either('jalali_month')})",
        "daypart": rf"(?:ب|في |قبل )?(?P<part>{_either('part')})",
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


def _atoms(text: str) -> list[_Atom]:
    taken: list[_Atom] = []
    for name, pattern in _patterns().items():
        for match in pattern.finditer(text):
            behind = name in {"length", "span"} and not _lies_ahead(text, match)
            if not behind and not _overlaps(match, taken):
                taken += _read(name, match)
    return sorted(taken, key=lambda atom: atom.start)


def _overlaps(match: re.Match[str], taken: Iterable[_Atom]) -> bool:
    return any(atom.start < match.end() and match.start() < atom.end for atom in taken)


def _lies_ahead(text: str, match: re.Match[str]) -> bool:
    before, after = (
        text[max(0, match.start() - 24) : match.start()],
        text[match.end() : match.end() + 12],
    )
    # "فنص ساعة": the preposition is written into the word.
    return text[match.start()] in "فب" or bool(_AHEAD.search(before) or _LATER.search(after))


def _read(name: str, match: re.Match[str]) -> Iterator[_Atom]:
    start, end = match.span()
    if name in {"marked", "parted", "clocked", "half_past"}:
        yield from _read_clock(name, match)
    elif name == "length":
        number, unit = _number(match["n"]), _words("unit")[match["unit"]]
        yield _Atom("length" if unit else "workdays", start, end, number * unit or number)
    elif name == "span":
        yield _Atom("length", start, end, _words("span")[match["span"]])
    elif name == "day":
        yield _Atom("day", start, end, _words("day_offset")[match["day"]])
        if match["day"] in _words("part"):
            yield _Atom("part", start, end, _words("part")[match["day"]])
    elif name == "weekday":
        yield _Atom("weekday", start, end, _words("weekday")[match["weekday"]])
    elif name == "daypart":
        yield _Atom("part", start, end, _words("part")[match["part"]])
    else:
        table = "jalali" if name == "jalali" else "month"
        month = _words("jalali_month" if table == "jalali" else "month")[match[table]]
        yield _Atom(table, start, end, month, int(match["d"]))


def _read_clock(name: str, match: re.Match[str]) -> Iterator[_Atom]:
    groups = match.groupdict()
    hour, minute = _number(groups["h"]), int(groups.get("m") or 0)
    # "half four" is 4:30 in British English, as is "4 ونص" and "۴ و نیم".
    minute = 30 if groups.get("half") or name == "half_past" else minute
    if hour > 24 or minute > 59 or not _is_clock(name, groups):  # noqa: PLR2004 - a clock's own numbers
        return
    yield _Atom("clock", *match.span(), hour, minute)
    if groups.get("part"):
        yield _Atom(
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


def _grouped(atoms: list[_Atom]) -> list[list[_Atom]]:
    groups: list[list[_Atom]] = []
    for atom in atoms:
        if groups and _joins(groups[-1], atom):
            groups[-1].append(atom)
        else:
            groups.append([atom])
    return groups


def _joins(group: list[_Atom], atom: _Atom) -> bool:
    return atom.start - max(a.end for a in group) <= _NEAR and not (
        atom.kind == "length" or any(a.kind == "length" for a in group)
    )


def _says_when(group: list[_Atom]) -> bool:
    # A part of the day alone ("good evening", "ص") says no time.
    return any(atom.kind != "part" for atom in group)


def _time(folded: Folded, group: list[_Atom], local: datetime | None) -> Time:
    start, end = folded.original_span(group[0].start, max(atom.end for atom in group))
    at = _moment({atom.kind: atom for atom in reversed(group)}, local) if local else None
    return Time(start, end, at=at, bounded=True, vague=False)


def _moment(by_kind: dict[str, _Atom], local: datetime) -> datetime | None:
    if "length" in by_kind:
        return local + timedelta(minutes=by_kind["length"].value)
    if "workdays" in by_kind:
        return None
    day = _day(by_kind, local)
    if day is None and by_kind.keys() & {"month", "jalali"}:
        return None
    part = by_kind["part"].value if "part" in by_kind else None
    if "clock" not in by_kind:
        return _end_of(day or local.date(), part or 24, local.tzinfo)
    return _at_clock(by_kind["clock"], day, part, local)


def _day(by_kind: dict[str, _Atom], local: datetime) -> date | None:
    today = local.date()
    if "month" in by_kind:
        return _on_date(by_kind["month"].value, by_kind["month"].minute, today)
    if "jalali" in by_kind:
        return _on_jalali(by_kind["jalali"].value, by_kind["jalali"].minute, today)
    if "day" in by_kind:
        return today + timedelta(by_kind["day"].value)
    if "weekday" in by_kind:
        return today + timedelta((by_kind["weekday"].value - today.weekday()) % 7)
    return None


def _on_date(month: int, day: int, today: date) -> date | None:
    try:
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


def _on_jalali(month: int, day: int, today: date) -> date | None:
    import jdatetime

    year = jdatetime.date.fromgregorian(date=today).year
    try:
        days = [jdatetime.date(year + n, month, day).togregorian() for n in (0, 1)]
    except ValueError:
        return None
    return next((found for found in days if found >= today), None)


def _end_of(day: date, hour: int, tz: tzinfo | None) -> datetime:
    if hour == 24:  # noqa: PLR2004 - midnight at the end of a day
        return datetime.combine(day, time(23, 59), tz)
    return datetime.combine(day, time(hour), tz)


def _at_clock(clock: _Atom, day: date | None, part: int | None, local: datetime) -> datetime:
    hours = _possible_hours(clock.value, part)
    days = [day] if day else [local.date(), local.date() + timedelta(1)]
    moments = [
        datetime.combine(on, time(hour % 24, clock.minute), local.tzinfo)
        for on in days
        for hour in hours
    ]
    return next((moment for moment in moments if moment > local), moments[-1])


def _possible_hours(hour: int, part: int | None) -> list[int]:
    """An hour without a part of the day means the one in which people are awake."""
    if hour > _NOON or hour == 0:
        return [hour]
    if part is not None:
        return [hour % _NOON if part == _NOON and hour != _NOON else hour % _NOON + _NOON]
    return [h for h in (hour, hour + _NOON) if _DAY_STARTS <= h <= _DAY_ENDS] or [hour]
