"""Sums of money as tables write them, in the currency's smallest unit."""

import re
from decimal import Decimal

from amends.language.normalise import digits_to_ascii


# ISO 4217 where it differs from two; nobody reckons in parts of a rial.
MINOR_DIGITS = {
    "BHD": 3, "IQD": 3, "IRR": 0, "JOD": 3, "JPY": 0, "KRW": 0, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}  # fmt: skip
TOMAN_IN_RIALS = 10

_SUM = re.compile(r"-?\d[\d.,٬٫'\u00a0\u202f ]*")
_CURRENCY_BY_WORD = {
    "ریال سعودی": "SAR", "ريال سعودي": "SAR", "ر.س": "SAR", "﷼": "IRR", "ریال": "IRR", "تومان": "IRT",
    "درهم": "AED", "د.إ": "AED", "د.ك": "KWD", "$": "USD", "€": "EUR", "£": "GBP",
}  # fmt: skip


def read_currency(text: str) -> str:
    """Return the three letters of a currency written as a code, a sign or a word; else empty."""
    code = text.strip().upper()
    if re.fullmatch("[A-Z]{3}", code):
        return code
    if found := re.search(r"\b[A-Z]{3}\b", code):
        return found[0]
    return next((code for word, code in _CURRENCY_BY_WORD.items() if word in text), "")


def read_sum(text: str, currency: str) -> tuple[int, str]:
    """Return the sum in the smallest unit and its currency; tomans become rials.

    Reads both ``1,234.50`` and ``1.234,50``: the last mark is the decimal one unless three
    digits follow it and the currency has no thousandth. Raises ValueError without a number.
    """
    found = _SUM.search(digits_to_ascii(text))
    if not found:
        raise ValueError(text)
    code = read_currency(currency) or read_currency(text)
    amount = Decimal(_plain(found[0], MINOR_DIGITS.get(code, 2)))
    if code == "IRT":
        return int(amount * TOMAN_IN_RIALS), "IRR"
    return int((amount * 10 ** MINOR_DIGITS.get(code, 2)).to_integral_value()), code


def _plain(written: str, minor_digits: int) -> str:
    """Return the number with a point as its only mark."""
    marked = re.sub(r"[٬'\s\u00a0\u202f]", "", written).replace("٫", ".").rstrip(".,")
    whole, mark, rest = _split_at_last_mark(marked)
    is_thousands = len(rest) == 3 and minor_digits != 3  # noqa: PLR2004 - digits of a group
    if mark and (is_thousands or mark in whole):
        whole, rest = whole + rest, ""
    return f"{re.sub('[.,]', '', whole)}.{rest or 0}"


def _split_at_last_mark(marked: str) -> tuple[str, str, str]:
    mark = max(".,", key=marked.rfind)
    return marked.rpartition(mark) if mark in marked else (marked, "", "")
