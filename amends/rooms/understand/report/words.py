"""The words of the page in three languages, and numbers as each writes them."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


FOLDER = Path(__file__).parent
_DIGITS = {
    "ar": str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫"),
    "fa": str.maketrans("0123456789,.", "۰۱۲۳۴۵۶۷۸۹٬٫"),
    "en": {},
}


class Words:
    """What the page says in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.is_rtl = lang != "en"
        self._table: dict[str, Any] = tomllib.loads(
            (FOLDER / f"{lang}.toml").read_text(encoding="utf-8")
        )

    def __getitem__(self, name: str) -> str:
        return str(self._table["page"][name])

    def of(self, kind: str, code: object) -> str:
        """Return what a code is called: kind is topics, severities, flags, langs or whys."""
        return str(self._table[kind].get(str(code), str(code)))

    def number(self, value: float) -> str:
        """Write a number with the digits of the language, at most one decimal."""
        text = f"{value:,.1f}".removesuffix(".0") if isinstance(value, float) else f"{value:,}"
        return text.translate(_DIGITS[self.lang])

    def figure(self, count: int) -> str:
        """Write a count that stands alone and large, where a zero in Arabic script reads as a dot."""
        return self.number(count) if count else self["none"]

    def percent(self, share: float) -> str:
        """Write a share as a percentage."""
        sign = "%" if self.lang == "en" else "٪"
        return self.number(round(100 * share)) + sign

    def date(self, day: str) -> str:
        """Write an ISO date or the beginning of one with the digits of the language."""
        return day.translate(_DIGITS[self.lang]) if day[:1].isdigit() else day


@cache
def words(lang: str) -> Words:
    """Return the words of a language, read once."""
    return Words(lang)
