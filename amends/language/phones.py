"""Tell phone numbers of the region by the numbering plans of its countries."""

import re


# Country code -> what follows it, without the trunk 0 (ITU national numbering plans).
_PLANS = {
    "966": r"5\d{8}|1[1-7]\d{7}|9200\d{5}|800\d{7}",
    "971": r"5[024568]\d{7}|[234679]\d{7}|800\d{4,7}",
    "965": r"[4569]\d{7}|2[2-5]\d{6}|1[89]\d{5}",
    "974": r"[3567]\d{7}|44\d{6}",
    "973": r"3[2-9]\d{6}|66\d{6}|1[37]\d{6}",
    "968": r"[79]\d{7}|2[2-6]\d{6}",
    "967": r"7[01378]\d{7}|[1-7]\d{6}",
    "20": r"1[0125]\d{8}|2\d{8}|3\d{7}|[4-9]\d{7,8}",
    "962": r"7[789]\d{7}|[2356]\d{7}",
    "961": r"3\d{6}|7[01689]\d{6}|81\d{6}|[14-9]\d{6}",
    "963": r"9\d{8}|[1-5]\d{7,8}",
    "970": r"5[69]\d{7}|[2489]\d{7}",
    "964": r"7[3-9]\d{8}|1\d{7}|[2-6]\d{7,8}",
    "212": r"[5-8]\d{8}",
    "213": r"[5-7]\d{8}|[2-4]\d{7}",
    "216": r"[2-57-9]\d{7}",
    "218": r"9[1-6]\d{7}",
    "249": r"[19]\d{8}",
    "98": r"9\d{9}|[1-8]\d{9}",
    "90": r"5\d{9}|[2348]\d{9}",
    "44": r"7\d{9}|[1238]\d{8,9}",
    "1": r"[2-9]\d{2}[2-9]\d{6}",
}
_INTERNATIONAL = re.compile(
    r"(?:\+|00)?(?:" + "|".join(f"{code}0?(?:{plan})" for code, plan in _PLANS.items()) + ")"
)
_ANYWHERE = re.compile(r"\+[1-9]\d{7,14}|00[1-9]\d{9,13}")
# With the trunk 0 a number is surely dialled: mobiles first, then land lines.
_DIALLED = re.compile(
    r"05\d{8}|01[1-7]\d{7}|0[234679]\d{7}"  # Saudi Arabia, Emirates, Jordan
    r"|01[0125]\d{8}|02\d{8}|0[3-9]\d{8}"  # Egypt, Maghreb
    r"|07[3-9]\d{8}|07\d{9}|0[12]\d{9}|03\d{9}|08\d{9}"  # Iraq, United Kingdom
    r"|09\d{8,9}|0[1-8]\d{9}"  # Iran, Syria, Turkey
)
# Without it only a word about phones tells it from any other number.
_BARE = re.compile(
    r"5\d{8}|9200\d{5}|800\d{4,7}|9\d{9}|1[0125]\d{8}|7\d{8,9}|[2-9]\d{2}[2-9]\d{6}|[1-9]\d{6,8}|0\d{7,8}"
)
_TEN = re.compile(r"[2-9]\d{2}[2-9]\d{6}")
_MOBILE = re.compile(r"(?:05|07|09)\d{8}|(?:01[0125]|07|09)\d{8,9}")
_AMERICAN = re.compile(
    r"(?:1[ .\-]{1,2})?(?:\([2-9]\d\d\)[ .\-]{0,2}|[2-9]\d\d([ .\-]))[2-9]\d\d(?(1)\1|[ .\-])\d{4}"
)
# Lebanon writes its mobiles in pairs and threes: 70/640693, 76 554 634.
_LEBANESE = re.compile(r"(?:03|7[01689]|81)(?:[/\-]\d{3}[ \-]?\d{3}| \d{3} ?\d{3})")
_TOLL_FREE = re.compile(r"(?:9200|800|600)\d{5,7}|1[89]00\d{6}")
CUE = re.compile(
    r"phone|mobile|whats ?app|\bcall|\btel\b|\bcell|(?:my|the) number|reach (?:me|us)|\btext\b|\bsms\b|ring me|contact"
    r"|جوال|هاتف|موبايل|واتس|وتس|تصل|كلمون|كلمني|رقمي|رقمو|تلفون|تليفون|نقال|موبيل|النمرة|نمرتي|تواصل|رقم للتواصل|رنوا"
    r"|موبایل|تلفن|تماس|شماره‌? ?ام|شماره من|شمارم|همراه|گوشیم|گوشی من|زنگ|واتساپ|واتس‌اپ"
    r"|jawal|mobail|raqami|raqme|el ra[q2]am\b|ra2m|num(?:ero|ra)|shomare|tamas|zang",
    re.IGNORECASE,
)


def is_dialled(digits: str) -> bool:
    """Say whether a number with a country code or a trunk 0 follows a plan of the region."""
    return bool(_INTERNATIONAL.fullmatch(digits) and len(digits) > _LONGEST_BARE) or bool(
        _DIALLED.fullmatch(digits) or _ANYWHERE.fullmatch(digits)
    )


_LONGEST_BARE = 10
"""With so few digits and no sign of a country a number may be anything."""


def is_mobile(digits: str) -> bool:
    """Say whether a number is dialled as a mobile of the region, with its trunk 0."""
    return _MOBILE.fullmatch(digits) is not None


def is_american(written: str) -> bool:
    """Say whether a number is grouped as in North America: (614) 555-0172."""
    return _AMERICAN.fullmatch(written) is not None


def is_lebanese(written: str) -> bool:
    """Say whether a number is grouped as the mobiles of Lebanon."""
    return _LEBANESE.fullmatch(written) is not None


def is_north_american(digits: str) -> bool:
    """Say whether ten digits follow the plan of North America."""
    return _TEN.fullmatch(digits) is not None


def is_likely(digits: str) -> bool:
    """Say whether a number beside a word about phones is one."""
    return bool(
        _BARE.fullmatch(digits)
        or _TOLL_FREE.fullmatch(digits)
        or _INTERNATIONAL.fullmatch(digits)
    )
