"""Find private data by exact rules, in all three digit sets, as code points of the original text."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from amends.language.checkdigits import is_card, is_iban, is_national_id
from amends.language.normalise import digits_to_ascii


class Span(NamedTuple):
    """A piece of private data: its type as LABELS.md names it, and where it stands."""

    kind: str
    start: int
    end: int


# Invisible marks people paste between digits; they count as a gap, never as a border.
_HIDDEN = "\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c\u00ad\ufeff"
_GAP = rf"[ \u00a0\-.\u2010-\u2015/()_{_HIDDEN}]"
_NOT_BEFORE = r"(?<![\w@#])"
_NOT_AFTER = r"(?![\w@])"
_NUMBER = rf"(?:\d{_GAP}{{0,3}})"
_DIGITS_ONLY = re.compile(r"[^0-9]+")

_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}\b"
)
_IBAN = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z]{{2}}{_GAP}?\d\d(?:{_GAP}?[A-Za-z0-9]){{11,30}}")
_IBAN_LENGTH = {
    "SA": 24, "AE": 23, "IR": 26, "EG": 29, "IQ": 23, "KW": 30, "JO": 30, "QA": 29, "BH": 22,
    "LB": 28, "TN": 24, "MA": 28, "LY": 25, "DZ": 26, "SD": 18, "PS": 29, "TR": 26, "OM": 23,
    "YE": 30, "GB": 22, "DE": 22, "FR": 27, "NL": 18, "ES": 24, "IT": 27, "PK": 24, "MR": 27,
}  # fmt: skip
_LONG_NUMBER = re.compile(rf"{_NOT_BEFORE}\+?{_NUMBER}{{6,24}}\d{_NOT_AFTER}")

# Mobile and land lines by country, without the trunk 0 (ITU national numbering plans).
_NATIONAL = {
    "966": r"(?:5\d{8}|1[1-7]\d{7}|9200\d{5}|800\d{7})",
    "98": r"(?:9\d{9}|[1-8]\d{9})",
    "971": r"(?:5[024568]\d{7}|[234679]\d{7}|800\d{4,7})",
    "20": r"(?:1[0125]\d{8}|2\d{8}|3\d{7}|[4-9]\d{7,8})",
    "964": r"(?:7[3-9]\d{8}|1\d{7}|[2-6]\d{7,8})",
    "965": r"(?:[569]\d{7}|2\d{7}|41\d{6})",
    "962": r"(?:7[789]\d{7}|[2356]\d{7})",
}
_INTERNATIONAL = re.compile(
    r"(?:\+|00)?(?:" + "|".join(f"{code}0?{plan}" for code, plan in _NATIONAL.items()) + ")"
)
_FOREIGN = re.compile(r"\+[1-9]\d{7,14}|00[1-9]\d{9,13}")
# What people type at home: with the trunk 0, and the bare mobile of each country.
_AT_HOME = re.compile(
    r"05\d{8}|5[0345689]\d{7}|01[1-7]\d{7}|9200\d{5}|800\d{7}"
    r"|09\d{9}|9[0-39]\d{8}|0[1-8]\d{9}|0[2-9]\d{7}"
    r"|01[0125]\d{8}|1[0125]\d{8}|02\d{8}"
    r"|07[3-9]\d{8}|07[789]\d{7}|[569]\d{7}|0[2356]\d{7}"
)
_UNSURE_DIGITS = 8
_PHONE_CUE = re.compile(
    r"(?:phone|mobile|whats ?app|call|tel|cell|number is|my number|reach me"
    r"|جوال|هاتف|موبايل|واتس|اتصل|كلمون|رقمي|تلفون|تليفون|نقال|الجوال"
    r"|موبایل|تلفن|تماس|شماره‌? ?ام|شماره من|همراه|گوشیم|زنگ|واتساپ|تماس بگیر"
    r"|jawal|mobail|raqami|shomare)",
    re.IGNORECASE,
)

_ORDER_WORD = (
    r"(?:order|orders|ord|tracking|shipment|invoice|booking|reservation|ticket|waybill|awb"
    r"|(?:ال)?طلب(?:ي|ية|يه|يتي|نا)?|(?:ال)?اوردر|(?:ال)?أوردر|(?:ال)?شحنة|(?:ال)?شحنه|شحنتي|(?:ال)?بوليصة|(?:ال)?فاتورة|(?:ال)?حجز|(?:ال)?تتبع|(?:ال)?كوموند"
    r"|سفارش(?:م|ات|ی)?|مرسوله|فاکتور|رهگیری|پیگیری|رزرو|بارنامه"
    r"|talab|talabi|talabiya|commande|sefaresh|sefareshe)"
)
_NUMBER_WORD = (
    r"(?:number|num|no\.?|nr\.?|nº|code|id|ref(?:erence)?|is|was|raqam|rakam|shomare|numero"
    r"|رقم(?:ه|ها)?|الرقم|رقمو|نمرة|نمره|كود|شماره(?:‌?ی)?|کد|شناسه|به|با|هو|هي)"
)
_ORDER = re.compile(
    rf"(?<!\w)(?:{_ORDER_WORD}|(?:رقم|raqam|shomare(?:ye)?|شماره(?:‌?ی)?|کد|كود)\s+{_ORDER_WORD})"
    rf"(?:\s*[:#=\-،]?\s*(?:{_NUMBER_WORD})){{0,3}}\s*[:#=\-]?\s*"
    r"(?P<no>#?(?=(?:[A-Za-z\-_]{0,6}\d){3})(?:[A-Za-z]{1,5}[\-_]?)?\d{1,14}(?:[\-_]\d{1,10}){0,3}[A-Za-z]{0,2})(?![\w@.])"
    r"(?!\s*(?:ريال|درهم|دينار|جنيه|ليرة|دولار|تومان|تومن|هزار|میلیون|ألف|الف|قطع|حبة|عدد|تا\b|روز|يوم|"
    r"sar|aed|usd|egp|kwd|qar|toman|pieces?|items?|days?|hours?|[$€£%]))",
    re.IGNORECASE,
)
_HASH_ORDER = re.compile(r"(?<![\w&/])#(?P<no>(?:[A-Za-z]{1,4}[\-_]?)?\d{3,14})(?!\w)")

_ACCOUNT = re.compile(
    r"(?<!\w)(?:account|acct|a/c|iban|policy|membership|customer|حساب(?:ي|م|ك|كم|نا)?|الحساب|آيبان|ايبان|"
    r"شماره حساب|شبا|عضويتي|العضوية|اشتراك(?:م|ي)?|hesab|hisab)"
    rf"(?:\s*[:#=\-]?\s*(?:{_NUMBER_WORD}|البنكي|بانکی|بنكي|bank|من|رقم))"
    rf"{{0,3}}\s*[:#=\-]?\s*(?P<no>(?:\d{_GAP}?){{5,19}}\d){_NOT_AFTER}",
    re.IGNORECASE,
)

_PLACE_AFTER = r"[^\n.!?؟،,؛;:()]{2,40}"
_ADDRESS = re.compile(
    # English: a number and a street, or a flat, building or P.O. box with its number.
    r"(?<!\w)\d{1,5}[A-Za-z]?,?\s+(?:[A-Z][\w'.-]*\s+){1,4}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|blvd|boulevard|close|court|way|terrace|crescent|square)\b\.?"
    r"(?:,?\s+(?:apt|flat|unit|suite)\.?\s*#?\d+\w?)?"
    r"|(?<!\w)(?:apt|apartment|flat|unit|suite|villa|p\.?o\.? box)\.?\s*(?:no\.?\s*)?#?\d+\w?(?:,\s*[A-Z][\w' -]{2,30})?"
    # Arabic: a quarter, street, building or flat, named or numbered.
    r"|(?<!\w)(?:ب|في |و)?(?:حي|شارع|عمارة|عماره|شقة|شقه|فيلا|بناية|بنايه|زنقة|زنقه)\s+(?!ال(?:ي|لي|لى|ذي|تي)(?!\w))(?:رقم\s+)?(?:\d+|ال\w{2,}|\w{3,}\s+(?:بن|ابن|عبد|ال)\w*|\w+\s*،?\s*(?:عمارة|عماره|شقة|شقه|فيلا|مبنى)\s*\d+)"
    r"(?:\s*[،,\-]?\s*(?:(?:و|ب)?(?:حي|شارع|عمارة|عماره|شقة|شقه|فيلا|بناية|مبنى|دور|الدور|رقم|جنب|خلف|مقابل)\s+\w+|\d{1,5}))*"
    # Persian: street, alley, plate, unit, boulevard.
    r"|(?<!\w)(?:خیابان|خيابان|خ\.|کوچه|كوچه|بلوار|میدان|ميدان|شهرک|شهرك|پلاک|پلاك|بن‌بست)\s+[\w‌]{1,20}(?:\s+[\w‌]{1,20}){0,2}?"
    r"(?:\s*[،,\-]\s*(?:خیابان|خيابان|کوچه|كوچه|بلوار|پلاک|پلاك|واحد|طبقه|ساختمان|مجتمع)\s+[\w‌]{1,20}(?:\s+[\w‌]{1,20})?|\s+(?:پلاک|پلاك|واحد|طبقه|کوچه|كوچه)\s+[\w‌]{1,12})*",
    re.IGNORECASE,
)
# A street alone may be the shop's or a landmark: it needs a number or a word of dwelling nearby.
_ADDRESS_CUE = re.compile(
    r"\d|عنوان|ساكن|أسكن|اسكن|بيتي|منزلي|البيت|العنوان|توصيل|آدرس|ادرس|منزل|خونه|خانه|ساکن|address|live|my house|home|deliver",
    re.IGNORECASE,
)

# Surest first: what overlaps an earlier find is dropped.
_ORDER_OF_TRUST = (
    "email",
    "iban",
    "order_no",
    "card",
    "national_id",
    "account_no",
    "phone",
    "address",
)


def find_private_data(text: str, order_pattern: str | None = None) -> tuple[Span, ...]:
    """Return the private data of a text, left to right and without overlaps.

    `order_pattern` is the brand's own regular expression for order numbers (ASCII digits). Check
    digits decide about cards (Luhn), IBANs (mod 97) and ids, so a random number is not one.
    """
    if not text:
        return ()
    plain = digits_to_ascii(text)
    found: list[Span] = []
    if "@" in plain:
        found += (Span("email", *match.span()) for match in _EMAIL.finditer(plain))
    if re.search(r"\d", plain):
        found += _numbers(plain, order_pattern)
    found += _addresses(plain)
    return _without_overlaps(found)


def redact(text: str, spans: Iterable[Span]) -> str:
    """Replace each span by its type in brackets, so that a text may leave the house."""
    for span in sorted(spans, key=lambda span: span.start, reverse=True):
        text = f"{text[: span.start]}[{span.kind}]{text[span.end :]}"
    return text


@cache
def _compiled(order_pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{order_pattern})(?!\w)", re.IGNORECASE)


def _numbers(plain: str, order_pattern: str | None) -> Iterator[Span]:
    for match in _IBAN.finditer(plain):
        yield from _iban(match)
    if order_pattern:
        yield from (
            Span("order_no", *m.span()) for m in _compiled(order_pattern).finditer(plain)
        )
    for pattern in (_ORDER, _HASH_ORDER):
        yield from (Span("order_no", *m.span("no")) for m in pattern.finditer(plain))
    yield from (Span("account_no", *match.span("no")) for match in _ACCOUNT.finditer(plain))
    for match in _LONG_NUMBER.finditer(plain):
        yield from _long_number(plain, match)


def _iban(match: re.Match[str]) -> Iterator[Span]:
    length = _IBAN_LENGTH.get(match[0][:2].upper())
    if length is None:
        return
    # The pattern may run on into the next word: the country says where the number ends.
    taken = 0
    for at, sign in enumerate(match[0], start=1):
        taken += sign.isascii() and sign.isalnum()
        if taken == length:
            if is_iban(match[0][:at]):
                yield Span("iban", match.start(), match.start() + at)
            return


def _long_number(plain: str, match: re.Match[str]) -> Iterator[Span]:
    digits = _DIGITS_ONLY.sub("", match[0])
    kind = _kind_of_number(
        digits,
        plus=match[0].startswith("+"),
        before=plain[max(0, match.start() - 30) : match.start()],
    )
    if kind:
        yield Span(kind, *match.span())


def _kind_of_number(digits: str, *, plus: bool, before: str) -> str | None:
    if plus:
        return "phone" if _is_abroad("+" + digits) else None
    if is_card(digits):
        return "card"
    mobile = digits.startswith(("05", "09", "07", "01")) and _AT_HOME.fullmatch(digits)
    if not mobile and is_national_id(digits):
        return "national_id"
    return "phone" if mobile or _is_phone(digits, before) else None


def _is_abroad(digits: str) -> bool:
    return bool(_INTERNATIONAL.fullmatch(digits) or _FOREIGN.fullmatch(digits))


def _is_phone(digits: str, before: str) -> bool:
    if _is_abroad(digits):
        return True
    # Eight digits alone may be anything: a word about phones has to stand before them.
    surely = len(digits) > _UNSURE_DIGITS or _PHONE_CUE.search(before)
    return bool(surely and _AT_HOME.fullmatch(digits))


def _addresses(plain: str) -> Iterator[Span]:
    for match in _ADDRESS.finditer(plain):
        near = plain[max(0, match.start() - 40) : match.end() + 10]
        if _ADDRESS_CUE.search(near):
            yield Span("address", match.start(), match.start() + len(match[0].rstrip()))


def _without_overlaps(found: Iterable[Span]) -> tuple[Span, ...]:
    trusted = sorted(
        found, key=lambda span: (_ORDER_OF_TRUST.index(span.kind), span.start - span.end)
    )
    kept: list[Span] = []
    taken = bytearray(max((span.end for span in trusted), default=0))
    for span in trusted:
        if taken.find(1, span.start, span.end) < 0:
            kept.append(span)
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
    return tuple(sorted(kept, key=lambda span: span.start))
