"""Find numbers of orders, parcels, tickets and accounts by the words that stand before them."""

import re
from collections.abc import Iterator
from typing import Final


_END: Final = r"(?![\w@]|[.,]\d)"
_ORDER_WORD: Final = (
    r"(?:order|orders|ord|tracking|shipment|parcel|package|consignment|invoice|booking|reservation|ticket|case|complaint|claim"
    r"|reference|ref|return|rma|po|p\.o\.|waybill|awb|receipt|contract|subscription|pnr|policy"
    r"|(?:و|ب|ل|ف)?(?:ال)?(?:طلب(?:ي|ية|يه|يتي|يتنا|نا|كم|ك)?|طلبيات|اوردر(?:ي)?|أوردر(?:ي)?|شحنة|شحنه|شحنتي|بوليصة|بوليصه|فاتورة|فاتوره|فاتورتي|حجز(?:ي)?"
    r"|تتبع|كوموند|كوماند|كومند|بلاغ(?:ي)?|شكوى|شكوتي|تذكرة|تذكره|مرجع|وصل|إيصال|ايصال|طرد|معاملة|اشتراك|عقد|كوليس|كولي)"
    r"|أمر (?:ال)?شراء|سند (?:ال)?شراء"
    r"|سفارش(?:م|ات|ی|مون|تون)?|مرسوله|فاکتور|رهگیری|پیگیری|رزرو|بارنامه|تیکت|قبض|حواله|قرارداد|شکایت|مرجوعی|بلیت|بلیط"
    r"|talab|talabi|talabiya|talabiyya|talabeya|commande|komand|comande|colis|sefaresh(?:e|am)?|peygiri|rahgiri|fatora|order\w{0,3})"
)
_NUMBER_WORD: Final = (
    r"(?:number|num|no\.?|nr\.?|nº|n°|code|id|ids|reference|ref|is|was|raqam|ra2m|man|ma|rakam|raqm|shomare|shomareye|numero|numéro"
    r"|رقم(?:ه|ها|ي)?|ورقمه|ورقمها|الرقم|رقمو|نمرة|نمره|نمرتو|كود|الكود|شماره(?:‌?[یاش]{1,3})?|کد|کدش|شناسه|به|با|هو|هي|صاحب|مال)"
)
_CODE: Final = r"(?:[A-Za-z]{1,5}[\-_/]?)?\d{1,14}(?:[\-_/]\d{1,12}){0,3}[A-Za-z]{0,3}"
_MIXED: Final = r"(?=[A-Z0-9]{0,5}\d)(?=[A-Z0-9]{0,5}[A-Z])[A-Z0-9]{5,14}"
_UNIT: Final = (
    r"(?!\s*(?:ريال|درهم|دينار|جنيه|ليرة|دولار|يورو|دج|dh\b|تومان|تومن|هزار|میلیون|میلیارد|مليون|ألف|الف|آلاف|الاف|قطع|حبة|حبه|عدد|تا\b|تایی|نفر|"
    r"روز|يوم|أيام|ايام|ساعة|ساعه|ساعت|دقيقة|دقیقه|مرة|مره|بار\b|درصد|شهر|سنة|كيلو|کیلو|کاش|كاش|sar\b|aed\b|usd\b|egp\b|kwd\b|qar\b|toman|tomen|"
    r"pieces?\b|items?\b|pcs\b|days?\b|hours?\b|weeks?\b|months?\b|times\b|people\b|units?\b|kg\b|[$€£%﷼×]))"
)
_ORDER: Final = re.compile(
    rf"(?<!\w)(?:(?:{_NUMBER_WORD})\s+)?(?P<word>{_ORDER_WORD})(?!\w)"
    rf"(?P<said>(?:\s*[:#=\-،(]?\s*(?:{_NUMBER_WORD})(?!\w)){{0,3}})\s*(?P<mark>[:#=\-(]?)\s*#?"
    rf"(?P<no>(?=(?:[A-Za-z\-_/]{{0,6}}\d){{3}}){_CODE}|(?-i:{_MIXED})){_END}{_UNIT}",
    re.IGNORECASE,
)
_ANY: Final = re.compile(r"\d[A-Za-z\-_/]{0,6}\d[A-Za-z\-_/]{0,6}\d|[A-Z]\d|\d[A-Z]")
"""What the shortest number of an order holds: most texts with a price or an hour hold none."""
_HASH: Final = re.compile(r"(?<![\w&/])#(?P<no>(?:[A-Za-z]{1,4}[\-_]?)?\d{3,14})(?!\w)")
# A code that nothing else looks like: capitals, a dash and many digits, or a parcel's long one.
_CODED: Final = re.compile(
    r"(?<![\w\-/@#.])(?:[A-Z]{1,5}[\-/]\d{4,12}(?:[\-/]\d{1,8})?|[A-Z]{2,4}\d{8,14}[A-Z]{0,2})(?![\w@])"
)
_MODEL: Final = re.compile(r"[A-Z]{1,5}-\d{4}$")
_SHORT: Final = 4
# "طلب 350" may be "he asked for 350": alone it names an order only before a long number.
_VERBS: Final = frozenset(
    {"طلب", "talab", "case", "claim", "return", "package", "policy", "po", "ord", "سفارش"}
)

_ACCOUNT: Final = re.compile(
    r"(?<!\w)(?:account|acct|a/c|ccp|rib|membership|member|customer id|loyalty|(?:ال)?حساب(?:ي|م|ك|كم|نا|ه)?|حسابو|"
    r"شماره حساب|سپرده|عضويت(?:ي|ی)|العضوية|عضويتي|عضویت(?:م)?|اشتراك(?:م|ي)?|اشتراک(?:م)?|شماره مشتری|رقم العميل|رقم المشترك|hesab(?:am|e)?|hisab|7i?sab|compte)(?!\w)"
    rf"(?:\s*[:#=\-(]?\s*(?:{_NUMBER_WORD}|البنكي|بانکی|بنكي|bank|من|ديالي|ديالى|card|ccp|rib|ي|for|la|3la)(?!\w)){{0,3}}\s*[:#=\-(]{{0,2}}\s*"
    r"(?P<no>(?:\d[ \u00a0\-.\u200b-\u200f\u202a-\u202e\u2066-\u2069/]{0,2}){5,23}\d)(?![\w@])",
    re.IGNORECASE,
)


def find_orders(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where order numbers stand in a text with ASCII digits."""
    if not _ANY.search(plain):
        return
    for match in _ORDER.finditer(plain):
        if _is_named(match):
            yield match.span("no")
    if "#" in plain:
        yield from (match.span("no") for match in _HASH.finditer(plain))
    for match in _CODED.finditer(plain):
        if not _MODEL.match(match[0]):
            yield match.span()


def _is_named(match: re.Match[str]) -> bool:
    if match["said"].strip() or match["mark"]:
        return True
    # "Your order 700 W" is a mixer's strength: without the word number it has to be longer.
    least = _SHORT + (match["word"].lower() in _VERBS)
    return len(match["no"]) >= least


def find_accounts(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where account and membership numbers stand in a text with ASCII digits."""
    yield from (match.span("no") for match in _ACCOUNT.finditer(plain))
