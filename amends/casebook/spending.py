"""What sources cost this month, against what a person allows."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.db import transaction
from django.db.models import F

from amends.casebook.models import Source, Spending


def month_of(now: datetime) -> date:
    """Return the first day of a month as services bill it."""
    return now.astimezone(UTC).date().replace(day=1)


@transaction.atomic
def spend(
    source: Source, micros: int, *, now: datetime, reads: int = 0, answers: int = 0
) -> None:
    """Add what was paid for to this month; call it where what was paid for is stored."""
    if not micros:
        return
    row, _ = Spending.objects.get_or_create(source=source, month=month_of(now))
    Spending.objects.filter(pk=row.pk).update(
        micros=F("micros") + micros, reads=F("reads") + reads, answers=F("answers") + answers
    )


def spent(sources: Iterable[int], now: datetime) -> dict[int, int]:
    """Return what sources cost this month, those that cost something."""
    rows = Spending.objects.filter(source__in=list(sources), month=month_of(now))
    return dict(rows.values_list("source", "micros"))


def is_used_up(source: Source, now: datetime) -> bool:
    """Tell whether a source has cost what it may cost this month; without a budget it never has."""
    if source.budget_micros is None:
        return False
    return spent([source.pk], now).get(source.pk, 0) >= source.budget_micros
