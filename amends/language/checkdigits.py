"""Decide by its check digits whether a number is a card, an IBAN or a national id."""

import re
from datetime import date


def passes_luhn(digits: str) -> bool:
    """Say whether the last digit is the Luhn check digit of the rest (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - the digits of a two-digit product
    return total % 10 == 0


def is_card(digits: str) -> bool:
    """Say whether 13 to 19 digits are a payment card: issuer range and Luhn."""
    return re.fullmatch(r"[2-6]\d{12,18}", digits) is not None and passes_luhn(digits)


def is_iban(text: str) -> bool:
    """Say whether a text without its blanks is an IBAN by ISO 13616: remainder 1 modulo 97."""
    plain = re.sub(r"[^A-Za-z0-9]", "", text).upper()
    turned = plain[4:] + plain[:4]
    return bool(plain) and int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def is_saudi_id(digits: str) -> bool:
    """Ten digits, 1 for a citizen or 2 for a resident, Luhn."""
    return re.fullmatch(r"[12]\d{9}", digits) is not None and passes_luhn(digits)


def is_iranian_id(digits: str) -> bool:
    """Ten digits; the last is the weighted sum of the others modulo 11."""
    if not re.fullmatch(r"\d{10}", digits) or len(set(digits)) == 1:
        return False
    rest = (
        sum(
            int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
        )
        % 11
    )
    return int(digits[9]) == (rest if rest < 2 else 11 - rest)  # noqa: PLR2004 - remainders 0 and 1 stand as they are


def is_emirati_id(digits: str) -> bool:
    """Fifteen digits: 784, the year of birth, seven digits and the Luhn check digit."""
    return re.fullmatch(r"784(?:19|20)\d{10}", digits) is not None and passes_luhn(digits)


def is_egyptian_id(digits: str) -> bool:
    """Fourteen digits: century, date of birth, governorate, serial number, check digit."""
    if not re.fullmatch(r"[23]\d{13}", digits) or not _is_date(digits):
        return False
    weights = (2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11
    return int(digits[13]) == (11 - rest) % 10


def _is_date(digits: str) -> bool:
    century = 1900 if digits[0] == "2" else 2000
    try:
        date(century + int(digits[1:3]), int(digits[3:5]), int(digits[5:7]))
    except ValueError:
        return False
    return True


def is_national_id(digits: str) -> bool:
    """Say whether the digits are a Saudi, Iranian, Emirati or Egyptian id."""
    return (
        is_saudi_id(digits)
        or is_iranian_id(digits)
        or is_emirati_id(digits)
        or is_egyptian_id(digits)
    )


def looks_like_id(digits: str) -> bool:
    """Say whether the digits have the shape of a national id, whatever the check digit says."""
    return bool(
        re.fullmatch(r"[489]\d{8}|\d{10}|784(?:19|20)\d{10}", digits)
        or (re.fullmatch(r"[23]\d{13}", digits) and _is_date(digits))
    )
