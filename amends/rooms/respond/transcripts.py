"""Mail a chat to the visitor who asks for it: once, and only what a person has answered.

Without that a stranger could have our mailbox carry his words to anybody.
"""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from amends.casebook import doors, ledger, links, vault
from amends.casebook.models import (
    Case,
    Delivery,
    DeliveryState,
    Message,
    Source,
    Visibility,
)
from amends.messages import render
from amends.rooms.respond.limits import LIMITS


def mailbox_for(case: Case, chat: Source, thread: str) -> Source | None:
    """Return the mailbox that may still send a conversation; None without one, or an answer."""
    sent = Delivery.objects.filter(case=case, source=chat, thread=thread, reply__isnull=False)
    if not sent.filter(state=DeliveryState.SENT).exists():
        return None
    enabled = Source.objects.filter(brand=case.brand_id, kind=doors.EMAIL, is_enabled=True)
    mailbox = enabled.order_by("pk").first()
    had = Delivery.objects.filter(case=case, key__startswith=f"<{_mark(thread, chat)}@")
    return None if had.exists() else mailbox


@transaction.atomic
def mail_transcript(
    case: Case, chat: Source, thread: str, *, to: str, said: str, now: datetime
) -> bool:
    """Put a conversation into the outbox; False when it went already or too many went there today."""
    ledger.lock(case)
    mailbox = mailbox_for(case, chat, thread)
    if mailbox is None or _went_to(mailbox, to, now) >= LIMITS.per_author_and_day:
        return False
    domain = str(vault.unseal(mailbox.settings)["address"]).rpartition("@")[2]
    language = doors.language_of(case)
    ready = render(
        "transcript",
        language,
        brand=case.brand.name_in(language),
        reference=str(case),
        status_link=links.status_link(case),
    )
    doors.put(
        case,
        doors.Address(mailbox, case.author, Visibility.PRIVATE, to=to, subject=ready.subject),
        f"{ready.text}\n\n{said}",
        now=now,
        message=Message.NOTICE,
        key=f"<{_mark(thread, chat)}@{domain}>",
        language=language,
        counts=False,
    )
    return True


def _went_to(mailbox: Source, to: str, now: datetime) -> int:
    lately = Delivery.objects.filter(source=mailbox, to__iexact=to, message=Message.NOTICE)
    return lately.filter(not_before__gt=now - timedelta(days=1)).count()


def _mark(thread: str, chat: Source) -> str:
    """Return what names the one mail of a conversation: a second would be the same row."""
    return "chat." + hashlib.sha256(f"{chat.token} {thread}".encode()).hexdigest()[:40]
