"""Numbers, counts and money as the reader writes them; storage keeps ASCII digits."""

from django.utils.translation import get_language


ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
MINOR_DIGITS = {"KWD": 3, "BHD": 3, "OMR": 3, "JOD": 3, "TND": 3, "IQD": 3, "LYD": 3, "IRR": 0}
BIDI_CONTROLS = dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], ""
)


def language() -> str:
    """Return the reader's language: ar, fa or en."""
    code = (get_language() or "en")[:2]
    return code if code in {"ar", "fa"} else "en"


def digits(value: object) -> str:
    """Write the digits of a text as the reader does; everything else stays."""
    tables = {"ar": ARABIC, "fa": PERSIAN}
    return str(value).translate(tables.get(language(), {}))


def number(value: float) -> str:
    """Write a number with the reader's separators and digits, at most one decimal."""
    text = f"{value:,.1f}".removesuffix(".0") if isinstance(value, float) else f"{value:,}"
    if language() != "en":
        text = text.replace(",", "٬").replace(".", "٫")
    return digits(text)


def percent(share: float) -> str:
    """Write a share of 0 to 1 as a percentage."""
    return digits(f"{round(share * 100)}") + ("%" if language() == "en" else "٪")


def dollars(micros: int) -> str:
    """Write an amount given in millionths of a US dollar: cents, and their parts where there are any."""
    text = f"{micros / 1_000_000:,.3f}".removesuffix("0")
    if language() != "en":
        text = text.replace(",", "٬").replace(".", "٫")
    return digits(text)


def money(minor: int, currency: str) -> str:
    """Write an amount given in the currency's smallest unit, with its code."""
    places = MINOR_DIGITS.get(currency, 2)
    text = (
        f"{minor / 10**places:,.{places}f}"
        if minor % 10**places
        else f"{minor // 10**places:,}"
    )
    if language() != "en":
        text = text.replace(",", "٬").replace(".", "٫")
    return f"{digits(text)} {currency}".strip()


def tame(text: str) -> str:
    """Remove the marks that could turn the desk's own line around (bidi controls)."""
    return text.translate(BIDI_CONTROLS)


def initial(words: object) -> str:
    """Return the one letter of an avatar: two would join."""
    return next((c for c in str(words) if c.isalnum()), "·")
