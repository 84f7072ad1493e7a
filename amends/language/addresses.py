"""Find postal addresses: streets, buildings and flats named one after another, with a number."""

import re
from collections.abc import Iterator
from typing import Final

from amends.language.normalise import fold


_WORDS: Final = """
street st road rd avenue ave lane ln drive dr blvd boulevard close court ct way terrace crescent
square apt apartment flat unit suite villa box building bldg block house district zone plot room gardens rise run bend bank parade hill park grove place mews row walk trail
circle loop estate hwy bolvar zang yard residency heights compound tower towers cottage chapel wing appt appartement porter porch bell
khiaban khiyaban kh kuche kooche pelak vahed shari3 share3 3emara 3imara 3omara rue hay
immeuble imm etage residence melk
حي شارع ش عمارة شقة فيلا بناية زنقة مبنى برج إقامة حارة نهج دور طابق قطعة منطقة بلوك
خیابان کوچه بلوار میدان شهرک پلاک بن‌بست خ آدرس نشانی واحد طبقه فاز بلوک
"""
ADDRESS_WORDS: Final = frozenset(map(fold, _WORDS.split()))
"""Folded words one of which stands in every address that is found."""

_NAME: Final = r"[\w\u200c'’.\-]{1,20}"
_NUMBER: Final = r"#?\d{1,5}[A-Za-z]?"
_SMALL: Final = r"(?:\d{1,5}[A-Za-z]?|(?:the )?(?:first|second|third|ground)|الأول|الاول|الثاني|الثالث|الرابع|الخامس|همکف|اول|دوم|سوم|چهارم|پنجم|دوازده|ده|یک|دو|سه|چهار|پنج)"
_STREETS: Final = (
    "street|st|road|rd|avenue|ave|lane|ln|drive|dr|blvd|boulevard|bolvar|close|court|ct|way|terrace|crescent|square"
    "|gardens|rise|run|bend|bank|parade|hill|park|grove|place|pl|mews|row|walk|trail|circle|loop|estate|pike|highway|hwy|yard"
)
_ENGLISH: Final = re.compile(
    rf"(?<!\w)(?:"
    rf"\d{{1,5}}[A-Za-z]?,?\s+(?:[NSEW]\.?\s+)?(?:(?-i:[A-Z])[\w'’.-]*\s+){{1,4}}(?:{_STREETS})\b\.?"
    rf"|(?:(?-i:[A-Z])[\w'-]+\s+){{1,3}}(?:street|st|road|rd|avenue|ave|boulevard|blvd)\b\.?(?=,|\s\d)(?:\s\d{{1,5}})?"
    rf"|(?:street|road|apt|apartment|flat|unit|suite|villa|building|bldg|block|house|room|zone|plot|camp|p\.?o\.? box)\.?\s*(?:no\.?\s*)?{_NUMBER}"
    rf"|(?:(?-i:[A-Z])[\w'-]+\s+){{1,3}}district"
    rf"|(?:(?-i:[A-Z])-?\d{{1,4}},\s+)?(?:(?-i:[A-Z])[\w'-]+\s+){{1,3}}(?-i:Residency|Heights|Towers|Compound|Court|Cottage|Chapel)(?=,)"
    rf"|(?:tower|building|block|wing)\s+(?-i:[A-Z])(?=,)"
    rf"|no\.?\s*\d{{1,5}}(?=,)|\d(?:st|nd|rd|th) floor"
    rf"|(?-i:[A-Z]{{1,2}}\d{{1,2}}[A-Z]?\s\d[A-Z]{{2}}|[A-Z]{{2}}\s\d{{5}})(?!\w)"
    rf"|(?:kh\.?|khiaban|khiyaban|kuche|kooche|bolvar|pelak|vahed|tabaghe|zang|shari3|share3|3emara|3imara|3omara|sha2a|sha22a|7ay|rue|hay|imm(?:euble)?|appt|appartement|[ée]tage|r[ée]sidence)\.?\s+(?:[ae]l[ -])?{_NAME}(?:\s+(?:shomali|jonubi|sharghi|gharbi))?"
    rf")(?!\w)",
    re.IGNORECASE,
)
_HERE: Final = re.compile(
    r"(?:نشانی|آدرس|ادرس|العنوان|عنواني|address)[^.!?؟\n]{0,25}\Z", re.IGNORECASE
)
_HOME: Final = re.compile(r"(?:و|ب|في )?(?:ال)?(?:منزل|بيت)")
_DOOR: Final = re.compile(
    rf"p\.?\s?o\.? box\s+\d{{2,6}}|P\.?\s?O\.? Box\s+\d{{2,6}}|\d{{1,5}}[A-Za-z]?,?\s+(?:[NSEW]\.?\s+)?(?:[A-Z][\w'’.-]*\s+){{1,4}}(?:{'|'.join(f'[{name[0]}{name[0].upper()}]{name[1:]}' for name in _STREETS.split('|'))})\b\.?"
)
"""A number before a street's name is somebody's door, without any further word."""
_ARABIC: Final = re.compile(
    rf"(?<!\w)(?:{_NUMBER}\s+)?(?:و|ب|في )?(?:ال)?(?:حي|شارع|ش|عمارة|عماره|شقة|شقه|فيلا|بناية|بنايه|زنقة|زنقه|مبنى|برج|حارة|نهج|دور|طابق|مجمع|قطعة|منزل|بيت|منطقة|إقامة|اقامة|باب|جبل|بلوك|ط)"
    rf"(?!\w)\s+(?:رقم\s+)?(?!(?:ال(?:لي|لى|ذي|تي)|رقم|من|في|على|ما|لا|و)(?!\w))"
    rf"(?:{_SMALL}|{_NAME}(?:\s+(?:بن|ابن|ابو|أبو|عبد)\s+{_NAME}|\s+ال\w{{2,}})?)"
    rf"(?:\s+(?:رقم\s+)?{_NUMBER}(?!\w))?"
    rf"|(?<!\w)ط\d{{1,2}}(?!\w)|(?<!\w)رقم\s+\d{{1,4}}(?=\s*[،,])",
)
_PERSIAN: Final = re.compile(
    rf"(?<!\w)(?:خیابان|خيابان|خ|کوچه|كوچه|بلوار|میدان|ميدان|شهرک|شهرك|پلاک|پلاك|بن‌بست|واحد|طبقه|ساختمان|مجتمع|زنگ|قطعه|بلوک|ورودی|فاز)(?!\w)\.?\s+"
    rf"(?!(?:ما|من|را|رو|که|و|دو بار|سه بار)(?!\w))(?:{_SMALL}(?!\w)|[\w\u200c]{{1,20}}(?:\s+(?:شمالی|جنوبی|شرقی|غربی|نیرو|شهید\s+\w+|\d{{1,3}}|نظامی|مدنی|هوایی)){{0,2}})"
)
# One alone may be the shop's or a landmark: somebody has to live there or want it brought.
_CUE: Final = re.compile(
    r"عنوان|ساكن|أسكن|اسكن|بيتي|منزلي|للبيت|توصيل|مرسول|موقعي|آدرس|ادرس|نشانی|منزل|خونه|خانه|ساکن|address|adres|\bdoor\b|neighbo|\blive|my house|home|deliver|shipping|ship to|find it|enwan|3enwan|\bporch\b|\bporter\b|the bell\b|post ?code|قاعد في|بسكن",
    re.IGNORECASE,
)
# "Back Lane, Malham BD23 4DA": a full postcode behind a town needs no further word.
_POSTCODE: Final = re.compile(
    r",\s+(?:[A-Z][\w'-]+\s+){1,2}[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\Z"
)
_BETWEEN_AT_MOST: Final = 30
_DIGIT: Final = re.compile(r"\d")
_LATIN: Final = re.compile(r"[A-Za-z]{2}")
_STOP: Final = re.compile(r"[!?؟\n;؛]|\.(?!\d)\s|[.](?=$)")
_TOWN: Final = r"(?:[A-Z][\w'-]+|[^\W\d_a-zA-Z]+)"
_TAIL: Final = re.compile(
    rf"\s*[,،]\s*{_TOWN}(?:[ \u200c]+{_TOWN}){{0,2}}(?=\s*(?:[.,،\n!?؟]|$))"
)
_ZIP: Final = re.compile(
    r"\s*,\s*[A-Z]{2}(?:\s\d{5})?(?!\w)|\s*,?\s*\d{5}(?!\d)|\s#\d{1,4}[A-Z]?(?!\w)"
)
_HEAD: Final = re.compile(rf"(?<![\w\u200c])(?:{_TOWN}[ \u200c])?{_TOWN}\s*[,،]\s*$")
_COLON: Final = re.compile(rf"[:：]\s*(?:{_TOWN}[ \u200c]*){{1,3}}[,،]?\s*$")


def find_addresses(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where addresses stand in a text with ASCII digits."""
    if not _DIGIT.search(plain) and not _CUE.search(plain):
        return
    parts = sorted(
        match.span() for pattern in _patterns(plain) for match in pattern.finditer(plain)
    )
    for chain in _chains(plain, parts):
        start, end = chain[0][0], chain[-1][1]
        if _is_somebodys(plain, start, end, len(chain)):
            yield _whole(plain, start, end)


def _patterns(plain: str) -> Iterator[re.Pattern[str]]:
    if not plain.isascii():
        yield _ARABIC
        yield _PERSIAN
    if plain.isascii() or _LATIN.search(plain):
        yield _ENGLISH


def _chains(plain: str, parts: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Put parts together that stand close to one another in one sentence."""
    chain: list[tuple[int, int]] = []
    for start, end in parts:
        if chain and start < chain[-1][1]:
            chain[-1] = (chain[-1][0], max(end, chain[-1][1]))
            continue
        if chain and (
            start - chain[-1][1] > _BETWEEN_AT_MOST or _STOP.search(plain, chain[-1][1], start)
        ):
            yield chain
            chain = []
        chain.append((start, end))
    if chain:
        yield chain


def _is_somebodys(plain: str, start: int, end: int, parts: int) -> bool:
    """An address has a number; a single part also a word of dwelling near it."""
    has_number = any(sign.isdigit() for sign in plain[start:end])
    near = _CUE.search(plain[max(0, start - 70) : end + 25]) is not None
    if parts == 1:
        door = _DOOR.match(plain, start, end) or _POSTCODE.search(plain, 0, end)
        here = _HERE.search(plain, max(0, start - 40), start)
        named = here is not None and _HOME.match(plain, start) is None
        return named or (has_number and (near or door is not None))
    return has_number or near


def _whole(plain: str, start: int, end: int) -> tuple[int, int]:
    """Take in the town before and behind, where commas tell that it belongs to the address."""
    before = plain[max(0, start - 40) : start]
    head = _COLON.search(before) or (
        _HEAD.search(before) if _CUE.search(plain[:start]) else None
    )
    if head:
        said = re.split(r"[:：]\s*", head[0])[-1]
        # "deliver to Riyadh, ...": the word of dwelling is not the town.
        first, _, rest = said.partition(" ")
        start -= len(rest if rest.strip() and _CUE.search(first) else said)
    for pattern in (_ZIP, _TAIL, _ZIP):
        tail = pattern.match(plain, end)
        end = tail.end() if tail else end
    return start, end
