"""Notices: ready-made texts to customers, reviewed once more; and what our own people should know."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from amends import messages
from amends.casebook import doors
from amends.casebook.errors import Refused
from amends.casebook.models import Brand, Case, Delivery, Membership, Notice, User
from amends.casebook.policies import policy_of
from amends.casebook.roles import DECIDERS
from amends.playbook.contract import ReviewContext


# What a person's own queue shows anyway: told outside the desk only.
IN_THE_QUEUE = ("case", "nears")
# What the inbox counts elsewhere: notes and promises that call somebody have a view of their own.
CALLS = ("called", "promise")


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


def tell(  # noqa: PLR0913 - who is told, and what a row of it holds
    brand: Brand,
    users: Iterable[int],
    kind: str,
    *,
    key: str,
    facts: Mapping[str, Any],
    now: datetime,
    case: Case | None = None,
    burns: bool = False,
) -> int:
    """Put a notice before people of a brand, each once a key; returns before how many.

    ``facts`` holds ids, codes and numbers: each reads it in his own language. Whoever is not at the
    desk is reached by ``rooms/triage/reaching``; what ``burns`` and nobody has seen by the time an
    answer in public is due goes to the next in the shift (S4a-11).
    """
    wait = policy_of(brand).sla_public_first_reply_target_min if burns else None
    passes_at = None if wait is None else now + timedelta(minutes=wait)
    fields = {"kind": kind, "key": key, "facts": dict(facts), "told_at": now, "due_at": now}
    rows = [
        Notice(brand_id=brand.pk, user_id=user, case=case, passes_at=passes_at, **fields)
        for user in sorted(set(users))
    ]
    return len(Notice.objects.bulk_create(rows, ignore_conflicts=True))


def tell_owners(
    cases: Iterable[tuple[Case, Mapping[str, Any]]], kind: str, *, now: datetime
) -> None:
    """Put a notice of each case before its owner, once a case; with what it holds of facts."""
    Notice.objects.bulk_create(
        (
            Notice(
                brand_id=case.brand_id,
                user_id=case.owner_id,
                case=case,
                kind=kind,
                key=f"{kind}:{case.pk}",
                facts=dict(facts),
                told_at=now,
                due_at=now,
            )
            for case, facts in cases
        ),
        ignore_conflicts=True,
    )


def tell_deciders(
    brand: Brand,
    kind: str,
    *,
    key: str,
    facts: Mapping[str, Any],
    now: datetime,
    burns: bool = False,
) -> int:
    """Put a notice before owner and managers of a brand, each once a key; returns to how many."""
    people = deciders_of(brand.pk)
    return tell(brand, people, kind, key=key, facts=facts, now=now, burns=burns)


def deciders_of(brand: int) -> list[int]:
    """Return the ids of the owner and the managers of a brand."""
    people = Membership.objects.filter(brand=brand, role__in=DECIDERS, user__is_active=True)
    return list(people.order_by("user").values_list("user", flat=True))


def see(case: Case, user: User, *, now: datetime) -> int:
    """Mark as seen what a person was told of a case; returns how many notices that were."""
    return Notice.objects.filter(case=case, user=user, seen_at=None).update(seen_at=now)
