"""Signed slips of paper: the ticket inside a form, and the receipt for what was sent with it."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing

from amends.casebook.models import Mention


RECEIPT_LASTS = timedelta(days=30)
_RECEIPT = "amends.web.receipt"


@dataclass(frozen=True, slots=True)
class Ticket:
    """One handing-out of a form: its own id, and when that was."""

    id: str
    started_at: datetime


def new_ticket(place: str, now: datetime) -> str:
    """Return a ticket for one form (``place``): sent twice, it is still one message."""
    return signing.dumps([secrets.token_urlsafe(12), now.timestamp()], salt=_salt(place))


def read_ticket(slip: str, place: str) -> Ticket | None:
    """Read a ticket; None for one that is forged, broken or of another form."""
    try:
        number, started = signing.loads(slip, salt=_salt(place))
    except signing.BadSignature:
        return None
    return Ticket(number, datetime.fromtimestamp(started, UTC))


def receipt_of(mention: Mention) -> str:
    """Return the unguessable part of the address at which a sender sees what became of it."""
    return signing.dumps(mention.pk, salt=_RECEIPT)


def mention_of(receipt: str) -> int | None:
    """Return the mention a receipt is for; None when it is forged or older than 30 days."""
    try:
        return int(signing.loads(receipt, salt=_RECEIPT, max_age=RECEIPT_LASTS))
    except signing.BadSignature:
        return None


def _salt(place: str) -> str:
    return f"amends.web.form.{place}"
