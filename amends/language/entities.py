"""Find private data by exact rules, in all three digit sets, as code points of the original text."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from amends.language.addresses import find_addresses
from amends.language.disguises import as_shown
from amends.language.normalise import digits_to_ascii
from amends.language.order_numbers import find_accounts, find_orders
from amends.language.phones import is_mobile
from amends.language.private_numbers import find_ibans, find_numbers


class Span(NamedTuple):
    """A piece of private data: its type as LABELS.md names it, and where it stands."""

    kind: str
    start: int
    end: int


_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}\b"
)
_DIGIT = re.compile(r"\d")
_OWN_DIGIT = re.compile(r"[\u0660-\u0669\u06f0-\u06f9]")
_ACCOUNT_CODE = re.compile(r"[A-Za-z]{2}[\-_/]\d{3}|\d{4}-[A-Za-z]")
_CODE = re.compile(r"[A-Z]\d|\d[A-Z]")
_FEW, _SHORTEST_ACCOUNT, _SHORTEST_NUMBER = 3, 6, 7
"""With fewer digits a number is neither dialled nor paid into; an order may be a code."""

# Surest first: what overlaps an earlier find is dropped.
_TRUST = {"email": 0, "iban": 1, "order_no": 5, "address": 8}
_SURE_NUMBER = {"card": 2, "phone": 4, "national_id": 2}
_UNSURE_NUMBER = {"card": 6, "national_id": 6, "phone": 8}
_LONGEST_MOBILE = 11
_NAMED_ACCOUNT, _ACCOUNT_NEARBY = 3, 7


def find_private_data(
    text: str, order_pattern: str | None = None, *, may_dwell: bool = True
) -> tuple[Span, ...]:
    """Return the private data of a text, left to right and without overlaps.

    `order_pattern` is the brand's own regular expression for order numbers (ASCII digits). Check
    digits decide about cards (Luhn), IBANs (mod 97) and ids, so a random number is not one; beside
    the word for it a mistyped one is. Without `may_dwell` no address is looked for.
    """
    if not text:
        return ()
    plain = digits_to_ascii(text) if _OWN_DIGIT.search(text) else text
    found: list[tuple[int, Span]] = []
    if "@" in plain:
        found += ((0, Span("email", *match.span())) for match in _EMAIL.finditer(plain))
    if order_pattern:
        found += (
            (_TRUST["order_no"], Span("order_no", *match.span()))
            for match in _compiled(order_pattern).finditer(plain)
        )
    digits = len(_DIGIT.findall(plain))
    if digits >= _FEW or (digits and _CODE.search(plain)):
        found += _numbers(plain, digits)
    if digits >= _SHORTEST_NUMBER:
        found += _disguised(plain)
    if may_dwell:
        found += ((_TRUST["address"], Span("address", *span)) for span in find_addresses(plain))
    return _without_overlaps(found) if found else ()


def _disguised(plain: str) -> Iterator[tuple[int, Span]]:
    """Yield what its form alone proves behind a disguise: of the rest, counting makes a number."""
    for shown, places in as_shown(plain):
        for trust, (kind, start, end) in _sure_numbers(shown):
            stands = sorted(places[start:end])
            yield trust, Span(kind, stands[0], stands[-1] + 1)


@cache
def _compiled(order_pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{order_pattern})(?!\w)", re.IGNORECASE)


def _numbers(plain: str, digits: int) -> Iterator[tuple[int, Span]]:
    # Most texts with a figure hold a price or an hour: too short for all but a code.
    yield from ((_TRUST["order_no"], Span("order_no", *span)) for span in find_orders(plain))
    if digits >= _SHORTEST_ACCOUNT or _ACCOUNT_CODE.search(plain):
        yield from _accounts(plain)
    if digits < _SHORTEST_ACCOUNT:
        return
    yield from _sure_numbers(plain)


def _sure_numbers(plain: str) -> Iterator[tuple[int, Span]]:
    """Yield what check digits or a plan of numbers decide."""
    yield from ((_TRUST["iban"], Span("iban", *span)) for span in find_ibans(plain))
    for kind, start, end, is_sure in find_numbers(plain):
        trust = (_SURE_NUMBER if is_sure else _UNSURE_NUMBER)[kind]
        yield trust, Span(kind, start, end)


def _accounts(plain: str) -> Iterator[tuple[int, Span]]:
    for start, end, is_named in find_accounts(plain):
        # Who writes a mobile number behind the word means the account that goes by it.
        digits = re.sub(r"\D", "", plain[start:end])
        if len(digits) > _LONGEST_MOBILE or not is_mobile(digits):
            trust = _NAMED_ACCOUNT if is_named else _ACCOUNT_NEARBY
            yield trust, Span("account_no", start, end)


def _without_overlaps(found: Iterable[tuple[int, Span]]) -> tuple[Span, ...]:
    trusted = sorted(found, key=lambda one: (one[0], one[1].start - one[1].end))
    kept: list[Span] = []
    taken = bytearray(max(span.end for _, span in trusted))
    for _, span in trusted:
        if taken.find(1, span.start, span.end) < 0:
            kept.append(span)
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
    return tuple(sorted(kept, key=lambda span: span.start))
