"""The language and the script of the customer (LABELS.md wrong_language; S2-10)."""

import re
from collections.abc import Iterator
from typing import Final

from amends.language.identify import identify
from amends.playbook.contract import Found
from amends.playbook.draft import Draft
from amends.playbook.other_tongues import is_in_other_script, speaks_another
from amends.playbook.sentences import arabic_or_persian


# Addresses, handles and links are nobody's language.
_NEUTRAL: Final = re.compile(r"(?<!\S)\S{0,99}?(?:@|://|www\.)\S*|#\w+")
_LATIN: Final = re.compile(r"[A-Za-z]")
_ARABIC: Final = re.compile(r"[\u0620-\u06ff]")
_ENGLISH: Final = re.compile(
    r"\b(?:the|you|your|we|and|is|are|to|for|have|will|our|it|of|this|please)\b", re.IGNORECASE
)
_ENOUGH: Final = 8
_ONLY_PERSIAN: Final = re.compile(
    r"[پچژگ]|(?<!\w)(?:است|را|می|شما|برای|که|این|شد|کنید|رو)(?!\w)"
)
_ONLY_ARABIC: Final = re.compile(
    r"ة|(?<!\w)(?:ال\w{3,}|في|على|إلى|هذا|لك|التي|الذي|عن|لكم|اللي)(?!\w)"
)
# Small words that no neighbour shares, and the letters of Urdu, Pashto, Kurdish and Uyghur; those that
# the Maghreb writes beside the Arabic ones are Arabic.
_PLAIN: Final = {
    "ar": re.compile(
        r"(?<!\w)(?:ال\w{3,}|وال\w{3,}|بال\w{3,}|في|على|إلى|هذا|لك|التي|الذي|عن|لكم|اللي)(?!\w)"
    ),
    "fa": re.compile(
        r"(?<!\w)(?:است|را|می|شما|برای|که|این|شد|شده|کنید|رو|از|با|تا|های|دیگه|ما|هم|به)(?!\w)"
    ),
}
_OF_A_NEIGHBOUR: Final = re.compile(
    r"[\u0679-\u067d\u067f-\u0685\u0687-\u0697\u0699-\u06a3\u06a5-\u06a7\u06ab\u06ac\u06ae\u06b0-\u06bf\u06c1-\u06cb\u06cd-\u06d3\u06d5]"
)
_SURE: Final = 3
_SURE_ENOUGH: Final = 0.9


def check(draft: Draft) -> Iterator[Found]:
    """Find a reply in another language or script than the customer writes."""
    wanted = draft.context.lang
    if wanted not in {"ar", "fa", "en"} or _customer_writes(draft):
        return
    if _is_foreign(draft, wanted):
        yield Found("wrong_language", 0, len(draft.text), ("S2-10",), is_exact=True)


def _is_foreign(draft: Draft, wanted: str) -> bool:
    bare = _NEUTRAL.sub(" ", draft.text)
    script = script_of(draft.text)
    if script is None:
        return is_in_other_script(bare) or _is_half_foreign(bare, wanted)
    if script == "latin" and _is_english(draft.text):
        return wanted != "en"
    if script == "latin" and (wanted == "en" or _writes_latin(draft)):
        return speaks_another(bare) or identify(draft.text).lang != wanted
    if script == "latin" or wanted == "en":
        return True
    return _is_not_in(wanted, draft.text)


def _is_not_in(wanted: str, text: str) -> bool:
    """Tell Arabic, Persian and their neighbours in the same script apart."""
    neighbours = len(_OF_A_NEIGHBOUR.findall(text))
    if neighbours >= _ENOUGH:
        return True
    if not neighbours and len(_PLAIN[wanted].findall(text)) >= _SURE:
        return False  # the reader, who takes half as long as all the rest, would say so too
    guess = identify(text)
    return guess.lang != wanted and guess.probability > _SURE_ENOUGH


def _is_half_foreign(bare: str, wanted: str) -> bool:
    """Tell a text of two scripts from one that names things: "Settings > Printers"."""
    if min(_letters(bare)) < _ENOUGH:
        return False
    return wanted == "en" or len(_ENGLISH.findall(bare)) > 1 or speaks_another(bare)


def _letters(bare: str) -> tuple[int, int]:
    return len(_LATIN.findall(bare)), len(_ARABIC.findall(bare))


def script_of(text: str) -> str | None:
    """Name the script of a text, latin or arabic; None where it is too short or mixed."""
    latin, arabic = _letters(_NEUTRAL.sub(" ", text))
    if max(latin, arabic) < _ENOUGH or min(latin, arabic) * 2 > max(latin, arabic):
        return None
    return "latin" if latin > arabic else "arabic"


def tongue(text: str) -> str | None:
    """Name the language of a text by script and small words; None where it is too short or mixed."""
    script = script_of(text)
    if script != "arabic":
        return script and "en"
    bare = _NEUTRAL.sub(" ", text)
    persian, arabian = len(_ONLY_PERSIAN.findall(bare)), len(_ONLY_ARABIC.findall(bare))
    if max(persian, arabian) < _SURE or min(persian, arabian) * 2 > max(persian, arabian):
        return None
    return arabic_or_persian(bare)


def _customer_writes(draft: Draft) -> bool:
    """Tell whether the last message is in the draft's language; Latin letters alone are not English."""
    written, last = tongue(draft.text), draft.customer_texts[-1] if draft.customer_texts else ""
    if written is None or tongue(last) != written:
        return False
    return written != "en" or (_is_english(last) and _is_english(draft.text))


def _writes_latin(draft: Draft) -> bool:
    """Arabizi and Finglish: the customer himself writes in Latin letters."""
    return (draft.context.dialect or "").startswith(("arabizi", "finglish"))


def _is_english(text: str) -> bool:
    return len(_ENGLISH.findall(text)) >= _SURE
