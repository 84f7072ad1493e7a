"""Automatic receipts in private: they say that they are automatic and when a person answers (C-07)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef

from amends.casebook import doors, ledger, links
from amends.casebook.models import (
    Brand,
    Case,
    CaseState,
    ClockKind,
    ClockState,
    Delivery,
    Entry,
    Mention,
    Message,
    Visibility,
)
from amends.casebook.notices import put_notice
from amends.casebook.policies import policy_of
from amends.connectors.protocol import Door
from amends.messages.when import say_when
from amends.playbook import hours
from amends.playbook.policy import Policy
from amends.rooms.respond.limits import LIMITS
from amends.rooms.respond.route import Route, key_of, route
from amends.rooms.respond.rules import ReceiptFacts, receipt_wanted


log = structlog.get_logger()
LOOKED_AT = ("receipt_put", "receipt_declined")


def run(now: datetime) -> int:
    """Put one receipt on its way for each new private case of a person; returns how many."""
    sent = 0
    for case in _new_cases(now):
        try:
            sent += receipt(case, now=now)
        except Exception:
            log.exception("receipt_failed", case=case.pk)
    return sent


@transaction.atomic
def receipt(case: Case, *, now: datetime) -> bool:
    """Put the receipt of one case into the outbox, or write down why not; never a second."""
    ledger.lock(case)
    policy = policy_of(case.brand)
    way = route(case, Visibility.PRIVATE, policy)
    verdict = receipt_wanted(_facts(case, way, policy, now), LIMITS.per_author_and_day)
    if not verdict.value or way is None:
        ledger.append(case, "receipt_declined", now=now, because=verdict.because)
        return False
    zone = ZoneInfo(case.brand.timezone)
    at = answer_time(case, policy, now)
    # A chat is read in a small window: one paragraph and one link.
    kind, more = ("chat_receipt", {}) if way.capability.is_chat else ("receipt", _house(case))
    made = put_notice(
        case,
        way.where,
        kind,
        message=Message.RECEIPT,
        now=now,
        key=key_of(way.where.source),
        answer_time=say_when(at, now, doors.language_of(case), zone),
        status_link=links.status_link(case),
        **more,
    )
    facts = {"delivery": made.pk, "answer_at": at.isoformat()}
    ledger.append(case, "receipt_put", now=now, facts=facts, because=verdict.because)
    return True


def answer_time(case: Case, policy: Policy, now: datetime) -> datetime:
    """Return by when a person answers: the clock's target, its limit, or the next open hour."""
    running = case.clocks.filter(kind=ClockKind.FIRST_REPLY, state=ClockState.RUNNING)
    clock = running.first()
    times = (clock.target_at, clock.limit_at) if clock else ()
    zone = ZoneInfo(case.brand.timezone)
    later = hours.next_open(now, policy.coverage_calendar, case.source.kind, zone)
    return next((at for at in times if at > now), later)


def _house(case: Case) -> dict[str, str]:
    return {"how_link": links.how_link(case.brand)}


def _new_cases(now: datetime) -> Iterator[Case]:
    """Yield new private cases that were not looked at yet, oldest first."""
    # Named brands make the index by brand and state usable.
    brands = list(Brand.objects.values_list("pk", flat=True))
    new = Case.objects.filter(brand__in=brands, state=CaseState.NEW)
    new = new.filter(visibility=Visibility.PRIVATE)
    # The sweep comes twice a second: what it missed for a whole day no receipt helps.
    new = new.filter(opened_at__gt=now - timedelta(days=1), first_reply_at__isnull=True)
    seen = Entry.objects.filter(case=OuterRef("pk"), kind__in=LOOKED_AT)
    fresh = new.filter(~Exists(seen)).select_related("brand", "author", "customer", "source")
    yield from fresh.order_by("pk")[: LIMITS.batch]


def _facts(case: Case, way: Route | None, policy: Policy, now: datetime) -> ReceiptFacts:
    first = Mention.objects.filter(case=case, is_ours=False).order_by("said_at", "pk").first()
    had = Delivery.objects.filter(message=Message.RECEIPT)
    lately = had.filter(author=case.author, not_before__gt=now - timedelta(days=1))
    backlog = timedelta(days=policy.limits.import_backlog_days)
    return ReceiptFacts(
        is_live=case.brand.live_at is not None,
        is_on=policy.coverage_auto_receipt.private,
        is_new=case.state == CaseState.NEW,
        is_automatic=bool(first and first.automatic),
        is_backlog=first is None or first.said_at <= now - backlog,
        has_door=way is not None and way.capability.private is Door.API,
        had_one=had.filter(case=case).exists(),
        to_author_today=lately.count() if case.author else 0,
    )
