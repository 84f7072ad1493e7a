"""The two kind asks: where they go, what they say, whether one was answered."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings

from amends.casebook import doors, ledger, links, vault
from amends.casebook.models import Case, Confirmation, Message, Source, Visibility
from amends.casebook.notices import put_notice
from amends.connectors.outgoing import EMAIL, new_key, private_platforms
from amends.messages.when import say_when
from amends.playbook.policy import Policy
from amends.rooms.follow_up import rules


def asked(case: Case, policy: Policy) -> rules.Asked:
    """Return what was asked about the present solution of a case."""
    since = case.resolved_at or case.state_since
    made = Confirmation.objects.filter(case=case, asked_at__gte=since).order_by("asked_at")
    times = list(made.values_list("asked_at", flat=True))
    return rules.Asked(
        resolved_at=since,
        asks=len(times),
        last_asked_at=times[-1] if times else None,
        can_ask=private_door(case, policy) is not None,
    )


def is_answered(case: Case, ask: Confirmation) -> bool:
    """Tell whether the solution this ask is about was answered already, by whichever ask."""
    if case.resolved_at is None or ask.asked_at < case.resolved_at:
        return False
    same = Confirmation.objects.filter(case=case, asked_at__gte=case.resolved_at)
    return same.filter(answered_at__isnull=False).exists()


def ask(
    case: Case, facts: rules.Asked, policy: Policy, *, now: datetime, because: tuple[str, ...]
) -> Confirmation:
    """Put one ask into the outbox; the second says when silence closes the case."""
    days = timedelta(days=rules.TABLE.confirmation_days)
    made = Confirmation.objects.create(
        case=case, ask=facts.asks + 1, asked_at=now, expires_at=now + days
    )
    slots = {"answer_link": links.confirmation_link(made)}
    kind = "solved_first_ask" if made.ask == 1 else "solved_second_ask"
    if made.ask > 1:
        closes_at = now + timedelta(hours=policy.limits.confirmation_ask_gap_hours)
        zone = ZoneInfo(case.brand.timezone)
        slots["closes_at"] = say_when(closes_at, now, doors.language_of(case), zone)
    put(case, kind, Message.CONFIRMATION, policy, now=now, **slots)
    entry = {"confirmation": made.pk, "ask": made.ask}
    ledger.append(case, "confirmation_asked", now=now, facts=entry, because=because)
    return made


def private_door(case: Case, policy: Policy) -> Source | None:
    """Return the source by which this customer can be asked in private, if any."""
    is_any = case.visibility == Visibility.PRIVATE or policy.channel_private_target == "any"
    return doors.private_source(case, private_platforms(), any_door=is_any)


def put(
    case: Case, kind: str, message: str, policy: Policy, *, now: datetime, **slots: str
) -> None:
    """Put a ready-made text into the outbox by the customer's private door."""
    source = private_door(case, policy)
    if source is None:
        return
    where = doors.address(case, source, Visibility.PRIVATE)
    key = new_key(source.kind, _domain(source))
    put_notice(case, where, kind, message=message, now=now, key=key, **slots)


def _domain(source: Source) -> str:
    """Return the domain our mails are named by: the mailbox's own, else the desk's."""
    address = (
        str(vault.unseal(source.settings).get("address", "")) if source.kind == EMAIL else ""
    )
    return address.rpartition("@")[2] or urlsplit(settings.BASE_URL).hostname or "localhost"
