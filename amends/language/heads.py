"""Name the questions the reader answers: one head each, in the order of its table."""

from functools import cache
from typing import Final


FLAGS: Final = ("insult_to_person", "threat", "churn", "repeat", "troll", "sarcasm")
TOPICS: Final = (
    "delivery_late", "not_received", "wrong_item", "damaged", "defective", "missing_part",
    "not_as_described", "size_fit", "refund", "return_exchange", "payment", "price_promo",
    "app_site", "account_privacy", "staff_behavior", "no_response", "safety_health",
    "stock_cancel", "warranty_service", "packaging", "question", "praise", "other",
)  # fmt: skip
LANGUAGES: Final = ("ar", "fa", "en", "other")
VARIETIES: Final = (*LANGUAGES, "arabizi", "finglish")
"""What is told apart before the language is named: Arabizi is ar, Finglish is fa."""
LANGUAGE_OF: Final = (0, 1, 2, 3, 0, 1)
DIALECTS: Final = (
    "gulf", "egypt", "levant", "maghreb", "msa",
    "arabizi_gulf", "arabizi_eg", "arabizi_lev", "arabizi_maghreb",
    "formal", "colloquial", "finglish", "us", "uk", "esl",
)  # fmt: skip
DIALECTS_OF: Final = {
    "ar": slice(0, 5),
    "arabizi": slice(5, 9),
    "fa": slice(9, 11),
    "finglish": slice(11, 12),
    "en": slice(12, 15),
}
"""The dialects each variety may have, as places in DIALECTS."""

FEELINGS: Final = ("negative", "positive", "complaint", "abuse", *FLAGS)
"""`side` stands last of all: positive rather than negative, where a text is one of both."""
SEVERITY: Final = ("severity:2", "severity:3", "severity:4", "severity:5")
"""Each says how likely this level or a higher one is."""
ANGER: Final = ("anger:1", "anger:2", "anger:3")
HEADS: Final = (
    *FEELINGS,
    *(f"topic:{topic}" for topic in TOPICS),
    *SEVERITY,
    *ANGER,
    *(f"dialect:{dialect}" for dialect in DIALECTS),
    *(f"lang:{variety}" for variety in VARIETIES),
    "side",
)
READ: Final = tuple(head for head in HEADS if not head.startswith("lang:"))
"""What a text is asked besides its language."""
AT: Final = {head: place for place, head in enumerate(HEADS)}


@cache
def places(prefix: str) -> slice:
    """Return where the heads of one kind stand: topic, severity, anger, dialect or lang."""
    found = [place for head, place in AT.items() if head.startswith(f"{prefix}:")]
    return slice(found[0], found[-1] + 1)
