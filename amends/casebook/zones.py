"""In which time zone a customer lives, as far as his number tells; else the brand's."""

from typing import Final
from zoneinfo import ZoneInfo

from amends.casebook.models import Case, IdentityKind


# Countries with one zone, by dialling code: what a promise to a customer there means.
ZONES: Final = {
    "966": "Asia/Riyadh", "971": "Asia/Dubai", "965": "Asia/Kuwait", "973": "Asia/Bahrain",
    "974": "Asia/Qatar", "968": "Asia/Muscat", "967": "Asia/Aden", "964": "Asia/Baghdad",
    "962": "Asia/Amman", "961": "Asia/Beirut", "963": "Asia/Damascus", "970": "Asia/Hebron",
    "98": "Asia/Tehran", "93": "Asia/Kabul", "992": "Asia/Dushanbe", "20": "Africa/Cairo",
    "249": "Africa/Khartoum", "218": "Africa/Tripoli", "216": "Africa/Tunis",
    "213": "Africa/Algiers", "212": "Africa/Casablanca", "90": "Europe/Istanbul",
    "44": "Europe/London", "353": "Europe/Dublin", "49": "Europe/Berlin", "33": "Europe/Paris",
}  # fmt: skip


def zone_of(case: Case) -> ZoneInfo:
    """Return the zone a time in a reply to this case is read in: the customer's own (C-05)."""
    known = zone_of_number(_number(case))
    return ZoneInfo(known or case.brand.timezone)


def zone_of_number(number: str) -> str:
    """Return the zone of a number in international form; empty where it does not tell."""
    digits = number.removeprefix("+").removeprefix("00") if number[:1] in "+0" else ""
    codes = (digits[:length] for length in (3, 2))
    return next((ZONES[code] for code in codes if code in ZONES), "")


def _number(case: Case) -> str:
    if case.author and case.author.phone:
        return case.author.phone
    if case.customer is None:
        return ""
    phones = case.customer.identities.filter(kind=IdentityKind.PHONE)
    return phones.values_list("value", flat=True).first() or ""
