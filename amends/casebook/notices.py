"""Notices: ready-made texts to customers, reviewed once more; and what our own people should know."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from amends import messages
from amends.casebook import doors
from amends.casebook.errors import Refused
from amends.casebook.models import Brand, Case, Delivery, Notice, User
from amends.casebook.roles import DECIDERS
from amends.playbook.contract import ReviewContext


def put_notice(
    case: Case,
    where: doors.Address,
    kind: str,
    *,
    message: str,
    now: datetime,
    key: str,
    **slots: str,
) -> Delivery:
    """Put a ready-made text into the outbox; ``kind`` and ``slots`` are those of ``messages``.

    Brand and reference are filled in here where the text names them. It answers in the thread
    under the thread's own subject. Raises Refused when a value cannot leave (invariant 5).
    """
    language = doors.language_of(case)
    known = {"brand": case.brand.name_in(language), "reference": str(case)}
    wanted = messages.SLOTS[kind]
    slots |= {name: value for name, value in known.items() if name in wanted}
    context = ReviewContext(lang=language, public=False, fault="none", stage="closing")
    if messages.check_values(slots, context).verdict == "block":
        raise Refused("notice_blocked", kind)
    ready = messages.render(kind, language, **slots)
    return doors.put(
        case,
        where,
        ready.text,
        now=now,
        message=message,
        key=key,
        language=language,
        counts=False,
        subject=where.subject if where.parent else ready.subject,
    )


def tell_deciders(
    brand: Brand, kind: str, *, key: str, facts: Mapping[str, Any], now: datetime
) -> int:
    """Put a notice before owner and managers of a brand, each once a key; returns to how many.

    ``facts`` holds ids, codes and numbers: each reads it in his own language.
    """
    people = User.objects.filter(
        memberships__brand=brand, memberships__role__in=DECIDERS, is_active=True
    )
    rows = [
        Notice(brand=brand, user=user, kind=kind, key=key, facts=dict(facts), told_at=now)
        for user in people.order_by("pk")
    ]
    return len(Notice.objects.bulk_create(rows, ignore_conflicts=True))
