"""Tell what a long number is: phone, card, IBAN or national id, however it is grouped."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from amends.language import phones
from amends.language.checkdigits import (
    is_card,
    is_iban,
    is_iranian_id,
    is_national_id,
    is_saudi_id,
    looks_like_id,
)


HIDDEN: Final = "\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c\u00ad\ufeff"
"""Invisible marks people paste between digits; they count as a gap, never as a border."""
_GAP: Final = rf"[ \u00a0\-.\u2010-\u2015/()_{HIDDEN}]"
_RUN: Final = re.compile(
    rf"(?<![0-9A-Za-z_@#])(?<!\d[.,/])[+(]{{0,2}}\d(?:{_GAP}{{0,3}}\d)*(?![\w@])"
)
_GROUP: Final = re.compile(r"\d+")
_DATE: Final = re.compile(
    r"(?:1[34]|19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:1[34]|19|20)?\d\d"
)
_PRICE: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")
_LEAST_DIGITS, _MOST_GROUPS = 7, 8
_CARD_CUE: Final = re.compile(
    r"card|kart|visa|mastercard|mada|بطاق|كارت|کارت|فيزا|فیزا|ماستر|مدى|الكرت|كرت",
    re.IGNORECASE,
)
_AMEX: Final = re.compile(r"3[47]\d{13}\Z")
_ID_CUE: Final = re.compile(
    r"national (?:id|code)|\bid\b|identity|emirates id|iqama|هوي|إقام|اقام|القومي|الوطني|السجل المدني|بطاقة الأحوال|بطاقتي|کد ?ملی|کدملی|شماره ملی|ملی|[ck]ode? ?mell?i|mell?i code",
    re.IGNORECASE,
)
_IBAN: Final = re.compile(
    rf"(?<![A-Za-z0-9])[A-Za-z]{{2}}{_GAP}?\d\d(?:{_GAP}?[A-Za-z0-9]){{11,30}}"
)
_LETTER: Final = re.compile(r"[A-Za-z]")
_IBAN_CUE: Final = re.compile(r"iban|آيبان|ايبان|الآيبان|الايبان|شبا", re.IGNORECASE)
_IBAN_LENGTH: Final = {
    "SA": 24, "AE": 23, "IR": 26, "EG": 29, "IQ": 23, "KW": 30, "JO": 30, "QA": 29, "BH": 22,
    "LB": 28, "TN": 24, "MA": 28, "LY": 25, "DZ": 26, "SD": 18, "PS": 29, "TR": 26, "OM": 23,
    "YE": 30, "GB": 22, "DE": 22, "FR": 27, "NL": 18, "ES": 24, "IT": 27, "PK": 24, "MR": 27,
    "IE": 22, "BE": 16, "AT": 20, "CH": 21, "SE": 24, "NO": 15, "DK": 18, "FI": 18, "PT": 25,
    "PL": 28, "GR": 27, "CY": 28, "LU": 20,
}  # fmt: skip

# No letter stands behind the country there: "be 0901 735 68 91 zang" is a phone and a word.
_DIGITS_ALONE: Final = frozenset(
    ("BE", "DE", "ES", "AT", "DK", "FI", "NO", "SE", "PT", "PL", "EG", "IR", "DZ", "TN")
)


class Number(NamedTuple):
    """A number that is something: its type, where it stands, and whether its form alone says so."""

    kind: str
    start: int
    end: int
    is_sure: bool


def find_ibans(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where IBANs stand: by modulo 97, or beside the word where a digit was mistyped."""
    for match in _IBAN.finditer(plain):
        length = _IBAN_LENGTH.get(match[0][:2].upper())
        if length is None:
            continue
        end = _end_of(match[0], length)
        has_letter = _LETTER.search(match[0], 2, end) is not None
        wrong = has_letter and match[0][:2].upper() in _DIGITS_ALONE
        if end and is_iban(match[0][:end]) and not wrong:
            yield match.start(), match.start() + end
        elif _IBAN_CUE.search(plain[max(0, match.start() - 40) : match.start()]):
            yield match.start(), match.start() + (end or len(match[0].rstrip()))


def _end_of(text: str, length: int) -> int:
    # The pattern may run on into the next word: the country says where the number ends.
    taken = 0
    for at, sign in enumerate(text, start=1):
        taken += sign.isascii() and sign.isalnum()
        if taken == length:
            return at
    return 0


def find_numbers(plain: str) -> Iterator[Number]:
    """Yield the phones, cards and national ids of a text with ASCII digits, left to right."""
    for run in _RUN.finditer(plain):
        if run.end() - run.start() >= _LEAST_DIGITS and not _BOOK.search(
            plain, max(0, run.start() - 12), run.start()
        ):
            yield from _in_run(plain, run.start(), run.end())


def _in_run(plain: str, start: int, end: int) -> Iterator[Number]:
    """Try the groups of a run together, longest first: a price may follow a phone number."""
    groups = [match.span() for match in _GROUP.finditer(plain, start, end)]
    at = 0
    while at < len(groups):
        for last in range(min(len(groups), at + _MOST_GROUPS), at, -1):
            begin = _opened(plain, start if at == 0 else groups[at][0], groups[at][0])
            found = _kind(plain, begin, groups[last - 1][1])
            if found:
                yield found
                at = last
                break
        else:
            at += 1


def _opened(plain: str, start: int, first: int) -> int:
    """Return where a number begins, its plus sign or bracket included."""
    if plain[start] == "+":
        return start
    # A bracket is part of (614) 555-0172, not of a number that stands in brackets.
    return start if plain[start] == "(" and ")" in plain[first : first + 4] else first


def _kind(plain: str, start: int, end: int) -> Number | None:
    written = plain[start:end]
    digits = re.sub(r"[^0-9]", "", written)
    if len(digits) < _LEAST_DIGITS or _DATE.fullmatch(written) or _PRICE.fullmatch(written):
        return None
    around = (plain[max(0, start - 40) : start], plain[end : end + 25])
    if written.lstrip("(").startswith("+"):
        sure = phones.is_dialled("+" + digits)
        return Number("phone", start, end, is_sure=True) if sure else None
    for kind, test in _TESTS:
        verdict = test(written, digits, around)
        if verdict is not None:
            return Number(kind, start, end, is_sure=verdict)
    return None


Around = tuple[str, str]


def _is_card(written: str, digits: str, around: Around) -> bool | None:
    """Luhn and the issuer's range; a mistyped one is known by the word and its four fours."""
    fours = [len(group) for group in _GROUP.findall(written)] in ([4, 4, 4, 4], [16])
    is_named = _CARD_CUE.search(around[0]) is not None
    if is_card(digits) and (fours or _AMEX.match(digits)):
        return True
    # Other lengths pass one time in ten by chance, and sixteen digits are read in fours.
    other = is_card(digits) and len(digits) != 16  # noqa: PLR2004 - as above
    return True if is_named and (other or (fours and digits[0] in "3456")) else None


def _is_long_id(written: str, digits: str, around: Around) -> bool | None:
    """An Egyptian or Emirati id may pass for a card too: its date and prefix say more."""
    return _is_id(written, digits, around) if len(digits) > _LONG_ID else None


def _is_phone(written: str, digits: str, around: Around) -> bool | None:
    if _ID_CUE.search(around[0][-_NEAR:]) and looks_like_id(digits):
        return None
    if phones.is_american(written) or phones.is_mobile(digits):
        return True
    if phones.is_lebanese(written) and not _MONEY.match(around[1]):
        return True
    if phones.is_dialled(digits):
        return not is_national_id(digits)
    if not (phones.CUE.search(around[0]) or phones.CUE.search(around[1])):
        return None
    # "Text 2065550143" is no Saudi id, though its last digit is right for one.
    western = "".join(around).isascii() and phones.is_north_american(digits)
    likely = western or (phones.is_likely(digits) and not is_national_id(digits))
    return False if likely else None


def _is_id(written: str, digits: str, around: Around) -> bool | None:
    groups = [len(group) for group in _GROUP.findall(written)]
    if len(groups) > 1 and groups not in _ID_GROUPS:
        return None
    named = _ID_CUE.search(around[0]) is not None
    # One number of eleven passes for an Iranian id: in English it needs the word.
    foreign = (around[0] + around[1]).isascii() and is_iranian_id(digits)
    if is_national_id(digits) and (named or not foreign or is_saudi_id(digits)):
        return named or len(digits) > _LONG_ID
    return False if named and looks_like_id(digits) else None


_NEAR: Final = 18
_MONEY: Final = re.compile(
    r"\s*(?:l\.?l\b|lbp|usd|\$|ليرة|ل\.ل|دولار|تومان|تومن|ریال|ريال|دينار|درهم)", re.IGNORECASE
)
_BOOK: Final = re.compile(r"isbn[\s:\-]{0,3}(?:97[89])?\W?\Z", re.IGNORECASE)
_LONG_ID: Final = 10
_ID_GROUPS: Final = ([3, 6, 1], [3, 4, 7, 1], [1, 4, 5], [7, 7])
_TESTS: Final = (
    ("national_id", _is_long_id),
    ("card", _is_card),
    ("phone", _is_phone),
    ("national_id", _is_id),
)
