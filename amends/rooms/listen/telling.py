"""Tell owner and managers what the monitors found: at once, each hour or each morning (S4a-08)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Count, Q

from amends.casebook import ledger, notices
from amends.casebook.models import Hit, HitState, Monitor
from amends.rooms.listen import rules


SAID_TO_US = (HitState.US, HitState.YES)


def tell_found(now: datetime) -> int:
    """Put a notice for each monitor whose time has come and that found anything; returns how many."""
    rows = Monitor.objects.filter(is_enabled=True).select_related("brand")
    return sum(_tell(monitor, now) for monitor in rows if _is_due(monitor, now))


def _is_due(monitor: Monitor, now: datetime) -> bool:
    zone = ZoneInfo(monitor.brand.timezone)
    return rules.is_telling_due(monitor.tells, monitor.told_at, now.astimezone(zone))


@transaction.atomic
def _tell(monitor: Monitor, now: datetime) -> int:
    # Claimed by compare-and-swap: of two workers one moves the time, the other finds it moved.
    row = Monitor.objects.filter(pk=monitor.pk, told_at=monitor.told_at)
    if not row.update(told_at=now):
        return 0
    found = Hit.objects.filter(monitor=monitor, noted_at__gt=monitor.told_at or now)
    count = found.aggregate(
        us=Count("pk", filter=Q(state__in=SAID_TO_US)),
        maybe=Count("pk", filter=Q(state=HitState.MAYBE)),
    )
    if not any(count.values()):
        return 0
    facts = {"monitor": monitor.pk, **count}
    key = f"found:{monitor.pk}:{now.isoformat()}"
    notices.tell_deciders(monitor.brand, "found", key=key, facts=facts, now=now)
    ledger.touch(monitor.brand_id)
    return 1
