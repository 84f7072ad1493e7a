"""Find numbers of orders, parcels, tickets and accounts by the words that stand before them."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Final


_ENGLISH: Final = """
order orders ord inv bill label confirmation tracking shipment parcel package consignment invoice booking reservation ticket
case complaint claim reference ref return rma po waybill awb receipt pnr
talab talabi talabiya talabiyya talabeya commande komand comande colis sefaresh sefareshe sefaresham
peygiri rahgiri fatora orderam orderi
"""
_ARABIC: Final = """
طلب طلبي طلبية طلبيه طلبيتي طلبتي طلبيتنا طلبنا طلبكم طلبك طلبيات اوردر اوردري أوردر أوردري شحنة شحنه شحنتي
بوليصة بوليصه فاتورة فاتوره فاتورتي حجز حجزي تتبع كوموند كوماند كومند بلاغ بلاغي شكوى شكوتي تذكرة تذكره
مرجع وصل إيصال ايصال طرد معاملة عقد كوليس كولي شراء
"""
_PERSIAN: Final = """
سفارش سفارشم سفارشات سفارشی سفارشمون سفارشتون مرسوله فاکتور رهگیری پیگیری رزرو بارنامه تیکت قبض حواله
قرارداد شکایت مرجوعی بلیت بلیط بسته پرونده پذیرش
"""
_ACCOUNT: Final = """
account acct ccp lcompte rib membership member loyalty hesab hesabam hesabe hisab 7isab 7sab compte
contract policy subscription customer file loan chart patient meter
سپرده عضویت عضویتم اشتراک اشتراکم حسابش حسابمو حسابشون
"""
_ARABIC_ACCOUNT: Final = (
    "حساب حسابي حسابم حسابك حسابكم حسابنا حسابه حسابو عداد لاكونط عضويتي عضويتی عضوية العضوية "
    "اشتراك اشتراكي زبون عميل سجل ضريبي"
)
_ARTICLES: Final = tuple(map("".join, product(("", "و", "ب", "ل", "ف"), ("", "ال"))))


def _with_articles(words: str) -> list[str]:
    return [article + word for word in words.split() for article in _ARTICLES]


_ORDER_WORDS: Final = frozenset(
    [*_ENGLISH.split(), *_PERSIAN.split(), *_with_articles(_ARABIC)]
)
_ACCOUNT_WORDS: Final = frozenset([*_ACCOUNT.split(), *_with_articles(_ARABIC_ACCOUNT)])
# "طلب 350" may be "he asked for 350": alone it names an order only before a long number.
_VERBS: Final = frozenset(
    [
        "طلب",
        "talab",
        "case",
        "claim",
        "return",
        "package",
        "po",
        "ord",
        "سفارش",
        "وصل",
        "شراء",
        "bill",
        "بسته",
    ]
)
# "The bill is 300": what only is or was names no number.
_COPULAS: Final = re.compile(r"(?:\s|is|was|هو|هي)*")
_SHORT: Final = 4

_WORD: Final = re.compile(r"[^\W\d_](?:[^\W_]|\u200c)+|7i?sab")
_NUMBER_WORD: Final = (
    r"(?:number|num|no\.?|nr\.?|nº|n°|code|id|ids|reference|ref|is|was|raqam|ra2m|man|ma|rakam|raqm|shomare|shomareye|numero|numéro"
    r"|رقم(?:ه|ها|ي)?|ورقمه|ورقمها|الرقم|رقمو|نمرة|نمره|نمرتو|كود|الكود|شماره(?:‌?[یاش]{1,3})?|کد|کدش|شناسه|به|با|هو|هي|صاحب|ذو|ذي|مال)"
)
_NAMED: Final = re.compile(rf"(?<!\w){_NUMBER_WORD}\s*\Z")
_CODE: Final = r"(?:\d{3,4}(?: \d{3,4}){2,3}(?!\d)|(?:[a-z]{1,5}[\-_/]?)?\d{1,14}(?:[\-_/]\d{1,12}){0,3}(?:-?[a-z]{1,3})?)"
_MIXED: Final = r"(?=[a-z0-9]{0,5}\d)(?=[a-z0-9]{0,5}[a-z])[a-z0-9]{5,14}"
_UNIT: Final = (
    r"(?!\s*(?:ريال|درهم|دينار|جنيه|ليرة|دولار|يورو|دج|dh\b|تومان|تومن|هزار|میلیون|میلیارد|مليون|ألف|الف|آلاف|الاف|قطع|حبة|حبه|عدد|تا\b|تایی|نفر|"
    r"روز|يوم|أيام|ايام|ساعة|ساعه|ساعت|دقيقة|دقیقه|مرة|مره|بار\b|درصد|شهر|سنة|كيلو|کیلو|کاش|كاش|غرام|جرام|گرم|riy?als?\b|dirhams?\b|dinars?\b|pounds?\b|dollars?\b|grams?\b|sar\b|aed\b|usd\b|egp\b|kwd\b|qar\b|toman|tomen|"
    r"pieces?\b|items?\b|pcs\b|days?\b|hours?\b|weeks?\b|months?\b|times\b|people\b|units?\b|kg\b|[$€£%﷼×]))"
)
_ORDER_BEHIND: Final = re.compile(
    rf"(?:(?:\s+[^\W\d_]{{1,12}}){{0,2}}\s+(?=ورقم(?:ه|ها|و)(?!\w)))?(?P<said>(?:\s*[:#=\-،(]?\s*{_NUMBER_WORD}(?!\w)){{0,3}})\s*(?P<mark>[:#=\-(]?)\s*#?"
    rf"(?P<no>(?=(?:[a-z\-_/]{{0,6}}\d){{3}}){_CODE}|{_MIXED})(?![\w@]|[.,]\d){_UNIT}"
)
_BETWEEN: Final = r"[ \u00a0\-.\u200b-\u200f\u202a-\u202e\u2066-\u2069/]"
_ACCOUNT_CODE: Final = r"(?:[a-z]{1,5}[\-_/]){1,2}\d{3,10}(?:[\-_/ ]\d{1,6})?|\d{4,8}-[a-z]"
_ACCOUNT_BEHIND: Final = re.compile(
    rf"(?:['’]s)?(?:\s*[:#=\-(]?\s*(?:{_NUMBER_WORD}|البنكي|بانکی|بنكي|bank|من|ديالي|ديالى|card|ccp|rib|ي|for|la|3la)(?!\w)){{0,3}}\s*[:#=\-(]{{0,2}}\s*"
    rf"(?P<no>(?:\d{_BETWEEN}{{0,2}}){{5,23}}\d|{_ACCOUNT_CODE})(?![\w@])"
)
# "the account that was to pay, 3115...": some words stand between, and only a long number counts.
_ACCOUNT_NEAR: Final = re.compile(
    rf"[^\d.!?؟\n]{{1,30}}?(?P<no>(?:\d{_BETWEEN}{{0,2}}){{8,23}}\d)(?![\w@]){_UNIT}"
)
_ANY: Final = re.compile(r"\d[A-Za-z\-_/]{0,6}\d[A-Za-z\-_/]{0,6}\d|[A-Z]\d|\d[A-Z]")
"""What the shortest number of an order holds: most texts with a price or an hour hold none."""
_HASH: Final = re.compile(r"(?<![\w&/])#(?P<no>(?:[A-Za-z]{1,4}[\-_]?)?\d{3,14})(?!\w)")
# A code that nothing else looks like: capitals and four digits or more, or a carrier's long label.
_CODED: Final = re.compile(
    r"(?<![\w\-/@#.])(?!(?:CR|LR|SR)\d{2,4}(?!\w))(?:(?:[A-Z]{1,4}-?\d{4,8}|[A-Z]{1,4}\d?-\d{4,8}|[A-Z]{2,5}(?:/\d{2,6}){1,2}|[A-Z]{2,4}-\d{2}-\d{3,6})(?:-[A-Z0-9]{1,5})?"
    r"|[A-Z]{2,4}-[A-Z]{2,4}-\d{3,6}|\d{3,5}-[A-Z]{1,3}-\d{2,5}|\d{3}-\d{7}-\d{4,7}"
    r"|[A-Z]{2,4}\d{7,14}[A-Z]{0,2}|1Z[0-9A-Z]{7,16}|9[2-5]\d{18,20})(?![\w@])"
)
_MODEL: Final = re.compile(
    r"(?:(?:model|type|series|batch|lot|serial|مدل|موديل|طراز|سری|تشغيلة|تشغيلتها|دفعة)(?: (?:no\.?|number))?\W{0,3}"
    r"|(?:العنوان الوطني|(?:short|national) address)\W{0,3}|model \S{1,14} or )\Z",
    re.IGNORECASE,
)
# A bare number that opens a message is what the customer has before him: his order.
_OPENING: Final = re.compile(
    rf"\s*(?P<no>\d{{6,9}}|\d{{2,4}}-\d{{4,7}})(?![\w@%.,:/\-]|\s*\d){_UNIT}"
)
_CUSTOMER: Final = re.compile(
    r"(?<!\w)a/c(?!\w)|(?<!\w)ش\.\s?ح(?!\w)|(?:customer|member|client|loyalty)\s+(?:id|number|no\.?)|(?:شماره|رقم) (?:مشتری|العميل|المشترك|العضوية)"
)


def find_orders(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where order numbers stand in a text with ASCII digits."""
    if not _ANY.search(plain):
        return
    lower = _lowered(plain)
    for word in _words_of(lower, _ORDER_WORDS):
        match = _ORDER_BEHIND.match(lower, word.end())
        if match and _is_named(plain, word, match):
            yield match.span("no")
    if "#" in plain:
        yield from (match.span("no") for match in _HASH.finditer(plain))
    for match in _CODED.finditer(plain):
        if not _is_model(plain, match):
            yield match.span()
    opening = _OPENING.match(plain)
    if opening and not opening["no"].startswith(("05", "09", "07", "01")):
        yield opening.span("no")


def _is_model(plain: str, match: re.Match[str]) -> bool:
    before, behind = plain[max(0, match.start() - 26) : match.start()], plain[match.end() :][:8]
    return bool(_MODEL.search(before) or behind.lower().startswith(" model"))


def find_accounts(plain: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where account and membership numbers stand in a text with ASCII digits.

    Beside each stands whether the word for it is right before it, not only near.
    """
    lower = _lowered(plain)
    found: dict[tuple[int, int], bool] = {}
    for word in (*_words_of(lower, _ACCOUNT_WORDS), *_CUSTOMER.finditer(lower)):
        behind = _ACCOUNT_BEHIND.match(lower, word.end())
        near = behind or _ACCOUNT_NEAR.match(lower, word.end())
        if near:
            span = near.span("no")
            found[span] = found.get(span, False) or behind is not None
    yield from ((*span, found[span]) for span in sorted(found))


def _words_of(lower: str, words: frozenset[str]) -> Iterator[re.Match[str]]:
    # Most texts hold none: that is told much faster than where they stand.
    if not words.isdisjoint(_WORD.findall(lower)):
        yield from (word for word in _WORD.finditer(lower) if word[0] in words)


def _lowered(plain: str) -> str:
    lower = plain.lower()
    # A few letters become two: then places would no longer agree.
    return lower if len(lower) == len(plain) else plain


def _is_named(plain: str, word: re.Match[str], match: re.Match[str]) -> bool:
    number = plain[slice(*match.span("no"))]
    if re.fullmatch(r"\d+x\d+", number):
        return False
    if any(sign.islower() for sign in number):
        return sum(map(str.isdigit, number)) >= _SHORT
    named = match["mark"] or not _COPULAS.fullmatch(match["said"])
    if named or _NAMED.search(plain, max(0, word.start() - 12), word.start()):
        return True
    # "Your order 700 W" is a mixer's strength: without the word number it has to be longer.
    return len(number) >= _SHORT + (word[0] in _VERBS)
