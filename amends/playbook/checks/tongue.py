"""The language and the script of the customer (LABELS.md wrong_language; S2-10)."""

import re
from collections.abc import Iterator
from typing import Final

from amends.playbook.contract import Found
from amends.playbook.draft import Draft
from amends.playbook.sentences import arabic_or_persian


# Addresses, handles and links are nobody's language.
_NEUTRAL: Final = re.compile(r"\S*(?:@|://|www\.)\S*|#\w+")
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
_SURE: Final = 3


def check(draft: Draft) -> Iterator[Found]:
    """Find a reply in another language or script than the customer writes."""
    written, wanted = tongue(draft.text), draft.context.lang
    if written is None or written == wanted or wanted not in {"ar", "fa", "en"}:
        return
    if _customer_writes(written, draft):
        return
    if written == "en" and _writes_latin(draft) and not _is_english(draft.text):
        return
    yield Found("wrong_language", 0, len(draft.text), ("S2-10",))


def tongue(text: str) -> str | None:
    """Name the language of a text by script and small words; None where it is too short or mixed."""
    bare = _NEUTRAL.sub(" ", text)
    latin, arabic = len(_LATIN.findall(bare)), len(_ARABIC.findall(bare))
    if max(latin, arabic) < _ENOUGH or min(latin, arabic) * 2 > max(latin, arabic):
        return None
    if latin > arabic:
        return "en"
    persian, arabian = len(_ONLY_PERSIAN.findall(bare)), len(_ONLY_ARABIC.findall(bare))
    if max(persian, arabian) < _SURE or min(persian, arabian) * 2 > max(persian, arabian):
        return None
    return arabic_or_persian(bare)


def _customer_writes(written: str, draft: Draft) -> bool:
    """Tell whether the last message is in the draft's language; Latin letters alone are not English."""
    last = draft.customer_texts[-1] if draft.customer_texts else ""
    return tongue(last) == written and (written != "en" or _is_english(last))


def _writes_latin(draft: Draft) -> bool:
    """Arabizi and Finglish: the customer himself writes in Latin letters."""
    return (draft.context.dialect or "").startswith(("arabizi", "finglish"))


def _is_english(text: str) -> bool:
    return len(_ENGLISH.findall(text)) >= _SURE
