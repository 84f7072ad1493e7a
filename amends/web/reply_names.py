"""What is named beside a reply: its parts, what the customer told, what a human would pick up."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy


Names = Mapping[str, Any]

DETAILS: Names = {
    "occasion": pgettext_lazy("detail in his words", "An occasion"),
    "person": pgettext_lazy("detail in his words", "Somebody close to him"),
    "gift": pgettext_lazy("detail in his words", "A gift"),
    "loyalty": pgettext_lazy("detail in his words", "He has long been with us"),
}
TOLD: Names = {
    "order_no": pgettext_lazy("what he told", "Order number"),
    "phone": pgettext_lazy("what he told", "Phone"),
    "email": pgettext_lazy("what he told", "E-mail"),
    "address": pgettext_lazy("what he told", "Address"),
    "iban": pgettext_lazy("what he told", "Bank account"),
    "account_no": pgettext_lazy("what he told", "Account number"),
    "card": pgettext_lazy("what he told", "Card"),
    "national_id": pgettext_lazy("what he told", "Identity number"),
}
PARTS: Names = {
    "thanks": pgettext_lazy("part of a reply", "Thanks"),
    "empathy": pgettext_lazy("part of a reply", "Empathy"),
    "personal": pgettext_lazy("part of a reply", "In your own words"),
    "apology": pgettext_lazy("part of a reply", "Apology that fits"),
    "next_step": pgettext_lazy("part of a reply", "Next step"),
    "time": pgettext_lazy("part of a reply", "Exact time"),
    "private_door": pgettext_lazy("part of a reply", "Private door"),
    "done": pgettext_lazy("part of a reply", "What was done"),
    "cause": pgettext_lazy("part of a reply", "Why it happened"),
    "change": pgettext_lazy("part of a reply", "What changes"),
    "open_door": pgettext_lazy("part of a reply", "Is it really solved"),
    "public_note": pgettext_lazy("part of a reply", "Short closing note"),
}
PART_STANDINGS: Names = {
    "there": pgettext_lazy("part of a reply", "is there"),
    "wrong": pgettext_lazy("part of a reply", "needs another look"),
    "open": pgettext_lazy("part of a reply", "is still open"),
}
