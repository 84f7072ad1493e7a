"""Let those who wait longer move up: the share of age in the priority, step by step (S1-17)."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case as Choice
from django.db.models import F, FloatField, QuerySet, Value, When

from amends.casebook import ledger
from amends.casebook.models import Brand, Case, CaseState
from amends.casebook.policies import policy_of
from amends.playbook.policy import Policy
from amends.rooms.triage import rules
from amends.rooms.triage.placing import waiting_since
from amends.rooms.triage.thresholds import THRESHOLDS


AT_ONCE = 500
ROUNDING = 0.0001
SINCE = Choice(When(first_reply_at=None, then=F("opened_at")), default=F("last_heard_at"))


def refresh_ages(now: datetime) -> int:
    """Set the priority of waiting cases that passed a step of age; return how many did.

    Reads first and writes only what moved, so that an idle desk never takes the write lock.
    """
    waiting = Case.objects.filter(waits_for_us=True).exclude(state=CaseState.CLOSED)
    return sum(
        _refresh_brand(brand, waiting.filter(brand=brand), now) for brand in Brand.objects.all()
    )


def _refresh_brand(brand: Brand, waiting: QuerySet[Case], now: datetime) -> int:
    if not waiting.exists():
        return 0
    policy = policy_of(brand)
    behind = (
        waiting.annotate(since=SINCE)
        .annotate(expected=_expected(policy, now))
        .filter(priority__lt=F("expected") - ROUNDING)
    )
    moved = sum(_raise(case, policy, now) for case in behind[:AT_ONCE])
    if moved:
        ledger.touch(brand.pk)
    return moved


def _expected(policy: Policy, now: datetime) -> Any:
    """Say ``rules.priority_of`` in the database's words: it finds the rows, the rule decides."""
    shares = [
        When(since__lte=now - timedelta(hours=hours), then=Value(share))
        for hours, share in reversed(THRESHOLDS.age_bands)
    ]
    first = Choice(
        When(severity__gte=rules.SAFETY, then=Value(rules.SAFETY_FIRST)), default=0.0
    )
    return (
        first
        + F("severity") * policy.limits.severity_weight
        + F("value") * policy.triage_value_weight
        + Choice(*shares, default=0.0, output_field=FloatField()) * policy.limits.age_weight
    )


def _raise(case: Case, policy: Policy, now: datetime) -> int:
    waited = now - waiting_since(case)
    priority = rules.priority_of(case.severity, waited, case.value, policy)
    if priority <= case.priority:
        return 0
    return Case.objects.filter(pk=case.pk, priority=case.priority).update(priority=priority)
