"""Let a mention join a case and weigh the case anew: the rows and the lines of the ledger."""

from datetime import datetime

from django.db.models import QuerySet

from amends.casebook import clocks, doors, ledger, next_reply, outbox
from amends.casebook.models import (
    Case,
    CaseState,
    Clock,
    ClockKind,
    ClockState,
    Customer,
    Mention,
    Visibility,
)
from amends.playbook.policy import Policy
from amends.rooms.triage import facts, rules, windows
from amends.rooms.triage.reaching.opened import tell_grave
from amends.rooms.triage.rules import Reading, Return
from amends.rooms.triage.tidy.snoozing import wake_up


def join(
    case: Case,
    mention: Mention,
    reading: Reading,
    because: tuple[str, ...],
    *,
    policy: Policy,
    now: datetime,
) -> Case:
    """Let a later word of the customer join his case, and set going what it sets going (S2-14)."""
    case = ledger.lock(case)
    if case.merged_into is not None:
        case = ledger.lock(case.merged_into)
    is_private = mention.visibility == Visibility.PRIVATE
    effect = rules.judge_return(case.state, reading, is_private=is_private)
    Mention.objects.filter(pk=mention.pk).update(case=case)
    line = ledger.Line("joined", {"mention": mention.pk, "effect": effect.value}, because)
    ledger.append_many(case, [line], now=now)
    wake_up(case, now=now, because=("customer_wrote",))
    if effect in rules.SETS_GOING:
        _set_going(case, effect, mention, now)
    _refresh_facts(case, mention, now)
    refresh(case, policy=policy, now=now)
    _wait_for_us(case, mention, effect, policy=policy, now=now)
    return case


def _set_going(case: Case, effect: Return, mention: Mention, now: datetime) -> None:
    if case.state in rules.OVER:
        line = ledger.Line("reopened", {"mention": mention.pk}, ("S3-39", effect.value))
        ledger.append_many(case, [line], now=now)
    ledger.move(case, CaseState.INVESTIGATING, now=now, because=["S3-39", effect.value])


def _refresh_facts(case: Case, mention: Mention, now: datetime) -> None:
    """Take over what was learnt since: when he last spoke, who he turned out to be."""
    case.last_heard_at = max(case.last_heard_at, min(mention.said_at, now))
    if case.customer_id is None and mention.author:
        case.customer = mention.author.customer
    case.save(update_fields=["last_heard_at", "customer"])


def refresh(case: Case, *, policy: Policy, now: datetime) -> None:
    """Weigh a case anew over all its mentions; one that turned out grave gets the safety limit."""
    before = case.severity
    for name, value in facts.gravest(case).items():
        setattr(case, name, value)
    kept = [name for name in case.segments if name != "angry"]
    angry = rules.segments_of(rules.Person(is_vip=_is_vip(case.customer)), case.anger)
    case.segments = list(dict.fromkeys((*angry, *kept)))
    case.priority = rules.priority_of(
        case.severity, now - waiting_since(case), case.value, policy
    )
    case.save(update_fields=["severity", "anger", "topics", "topic", "segments", "priority"])
    if case.severity != before:
        line = ledger.Line(
            "severity_changed", {"from": before, "to": case.severity}, ("S1-17",)
        )
        ledger.append_many(case, [line], now=now)
    if case.severity >= rules.SAFETY > before:
        clocks.tighten(case, now=now, limit_min=policy.limits.safety_first_reply_max_min)
        if case.is_open and not rules.is_backlog(now - case.last_heard_at, policy):
            tell_grave(case, now)


def waiting_since(case: Case) -> datetime:
    """Return since when a customer waits for us: from the opening, or from his last word."""
    if case.first_reply_at is None:
        return case.opened_at
    return case.last_heard_at


def _is_vip(customer: Customer | None) -> bool:
    return customer is not None and customer.is_vip


def _wait_for_us(
    case: Case, mention: Mention, effect: Return, *, policy: Policy, now: datetime
) -> None:
    """Start the clock of the next answer, unless nothing is asked or the public has had its two."""
    if mention.visibility == Visibility.PUBLIC:
        case.is_public_exhausted = is_exhausted(case, mention, policy)
    owes = _reply_clocks(case).exists()
    answers = effect not in {Return.THANKS, Return.QUIET}
    if answers and not (mention.visibility == Visibility.PUBLIC and case.is_public_exhausted):
        if not owes and not rules.is_backlog(now - mention.said_at, policy):
            next_reply.owe(case, now=facts.heard_since(mention, now))
        windows.keep_open(case, mention, now)
        case.waits_for_us = True
    elif case.is_public_exhausted:
        # S4c-04: he may go on; after two answers nobody reacts, and it is not unanswered.
        case.waits_for_us = owes
    case.save(update_fields=["waits_for_us", "is_public_exhausted"])


def _reply_clocks(case: Case) -> QuerySet[Clock]:
    kinds = [ClockKind.FIRST_REPLY, ClockKind.NEXT_REPLY]
    return Clock.objects.filter(case=case, state=ClockState.RUNNING, kind__in=kinds)


def is_exhausted(case: Case, mention: Mention, policy: Policy) -> bool:
    """Tell whether this person had all our public answers in this thread; never in a safety case."""
    if mention.author is None or case.is_safety:
        return False
    said = outbox.public_replies(mention.author, doors.thread_of(mention))
    return said >= policy.public_max_replies_per_person_thread
