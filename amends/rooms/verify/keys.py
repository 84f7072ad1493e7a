"""Keys by which a customer is recognised, in the one form in which they are compared.

Each function returns an empty string for what is no key: an empty key matches nobody.
"""

import re

import phonenumbers

from amends.language.normalise import digits_to_ascii, fold, strip_bidi


_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_NOT_ALNUM = re.compile(r"[\W_]+")
_LONGEST = 254


def fold_email(value: str) -> str:
    """Return an address in lower case."""
    bare = strip_bidi(value).strip().lower().removeprefix("mailto:")
    return bare if _EMAIL.fullmatch(bare) and len(bare) <= _LONGEST else ""


def fold_phone(value: str, country: str) -> str:
    """Return a number in E.164; one without a country code is dialled from ``country`` (ISO 3166)."""
    plain = digits_to_ascii(strip_bidi(value)).strip()
    if plain.startswith("00"):
        plain = f"+{plain[2:]}"
    try:
        number = phonenumbers.parse(plain, country.upper() or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def fold_handle(value: str) -> str:
    """Return a handle in lower case without its @; ``platform:handle`` names the platform too."""
    platform, colon, handle = strip_bidi(value).strip().lower().rpartition(":")
    bare = handle.strip().removeprefix("@")
    return f"{platform}{colon}{bare}"[:_LONGEST] if bare else ""


def fold_order(value: str) -> str:
    """Return an order number without marks and case: ``#RB-1042`` and ``rb ۱۰۴۲`` are one."""
    return _NOT_ALNUM.sub("", digits_to_ascii(value)).upper()[:80]


def fold_name(value: str) -> str:
    """Return a name of two words or more, folded; one word names too many people."""
    words = fold(value).split()
    return " ".join(words) if len(words) > 1 else ""


def searchable(name: str) -> str:
    """Return a name as it is looked for: folded, whatever its number of words."""
    return fold(name)[:200]
