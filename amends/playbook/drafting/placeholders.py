"""Private data out of a text before it leaves the house, and back into what comes home.

A placeholder looks like ``[[PHONE_1]]``. Only those that were handed out for this one question
are filled in again; what looks like one in a customer's own words is taken apart first.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from amends.language.entities import find_private_data
from amends.language.normalise import digits_to_ascii


OPEN, SHUT = "[[", "]]"
OTHER: Final = (
    "OTHER"  # somebody else's: named so that the model may not mix it up, never filled in
)
_TOKEN: Final = re.compile(r"\[\[\s*([A-Za-z_]+_\d+)\s*\]\]")
_LINK: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_HANDLE: Final = re.compile(r"(?<![\w@])@[\w.]{2,64}")
# What no rule named: five digits in a row are never needed to write an answer.
_DIGITS: Final = re.compile(r"\d(?:[ \-.,/٬٫]?\d){4,}")
_SHORTEST: Final = 2


class Secret(NamedTuple):
    """One thing known to be private: its kind (NAME, PHONE, …) and how it is written."""

    kind: str
    text: str


class Placeholders:
    """Those of one question; the same thing gets the same placeholder wherever it stands."""

    def __init__(self, known: Iterable[Secret] = (), order_pattern: str | None = None) -> None:
        self._known = sorted(
            (one for one in known if len(one.text.strip()) >= _SHORTEST),
            key=lambda one: len(one.text),
            reverse=True,
        )
        self._order_pattern = order_pattern
        self._texts: dict[str, str] = {}
        self._tokens: dict[tuple[str, str], str] = {}

    def hide(self, text: str) -> str:
        """Return a text that may leave the house."""
        text = text.replace(OPEN, "[ [").replace(SHUT, "] ]")
        pieces = [(text, False)]
        for secret in self._known:
            pieces = _split(pieces, _written(secret.text), secret.kind, self._token)
        pieces = _split(pieces, _LINK, "LINK", self._token)
        pieces = [part for piece in pieces for part in self._find(*piece)]
        pieces = _split(pieces, _HANDLE, "HANDLE", self._token)
        pieces = _split(pieces, _DIGITS, "NUMBER", self._token)
        return "".join(piece for piece, _is_token in pieces)

    def show(self, text: str) -> tuple[str, tuple[str, ...]]:
        """Return a text with its placeholders filled in, and those that may not be."""
        strange: list[str] = []

        def fill(match: re.Match[str]) -> str:
            name = match[1].upper()
            if name in self._texts and not name.startswith(OTHER):
                return self._texts[name]
            strange.append(name)
            return match[0]

        return _TOKEN.sub(fill, text), tuple(strange)

    def _find(self, piece: str, is_token: bool) -> Iterable[tuple[str, bool]]:  # noqa: FBT001 - a pair taken apart
        if is_token:
            return [(piece, True)]
        found, at = [], 0
        for span in find_private_data(piece, self._order_pattern):
            found.append((piece[at : span.start], False))
            token = self._token(span.kind.upper(), piece[span.start : span.end])
            found.append((token, True))
            at = span.end
        return [*found, (piece[at:], False)]

    def _token(self, kind: str, text: str) -> str:
        key = (kind, digits_to_ascii(text).casefold())
        if key not in self._tokens:
            count = sum(1 for known, _text in self._tokens if known == kind)
            name = f"{kind}_{count + 1}"
            self._tokens[key] = f"{OPEN}{name}{SHUT}"
            self._texts[name] = text
        return self._tokens[key]


def _written(text: str) -> re.Pattern[str]:
    """Match a known text as a word of its own, in any digits, behind an Arabic particle too."""
    words = r"\s+".join(map(_any_digits, text.split()))
    return re.compile(
        rf"(?<![\w@.])(?P<lead>[وفبلك]?)(?P<secret>{words})(?![\w@])", re.IGNORECASE
    )


def _any_digits(word: str) -> str:
    sets = zip("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", strict=True)
    by_digit = {one: "[" + "".join(digits) + "]" for digits in sets for one in digits}
    return "".join(by_digit.get(sign, re.escape(sign)) for sign in word)


def _split(
    pieces: Iterable[tuple[str, bool]],
    pattern: re.Pattern[str],
    kind: str,
    token: Callable[[str, str], str],
) -> list[tuple[str, bool]]:
    made: list[tuple[str, bool]] = []
    for piece, is_token in pieces:
        at = 0
        for match in () if is_token else pattern.finditer(piece):
            group = "secret" if "secret" in pattern.groupindex else 0
            made.append((piece[at : match.start(group)], False))
            made.append((token(kind, match[group]), True))
            at = match.end(group)
        made.append((piece[at:], is_token))
    return made
