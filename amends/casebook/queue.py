"""The queue between two rooms: mentions in one state, one transaction each, none blocks the next."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db import InterfaceError, OperationalError
from django.db.models import Q, QuerySet

from amends.casebook.models import Mention


log = structlog.get_logger()
BATCH = 200
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=12)


def work_off(
    state: str,
    step: Callable[[Mention], object],
    *,
    now: datetime,
    limit: int = BATCH,
) -> int:
    """Take mentions that wait in a state through a step, oldest first; return how many passed.

    A mention that fails is put off, each time twice as long, so that it holds up nobody.
    """
    return sum(_take(mention, step, now) for mention in waiting(state, now)[:limit])


def waiting(state: str, now: datetime) -> QuerySet[Mention]:
    """Return the mentions a room has to take now, oldest first."""
    is_due = Q(retry_at__isnull=True) | Q(retry_at__lte=now)
    return Mention.objects.filter(is_due, state=state).order_by("pk")


def _take(mention: Mention, step: Callable[[Mention], object], now: datetime) -> int:
    try:
        step(mention)
    except (OperationalError, InterfaceError):
        # The database is away or busy: that says nothing about this mention.
        raise
    except Exception:
        log.exception("mention_put_off", mention=mention.pk, step=step.__module__)
        _put_off(mention, now)
        return 0
    return 1


def _put_off(mention: Mention, now: datetime) -> None:
    pause = min(FIRST_PAUSE * 2 ** min(mention.failures, 12), LONGEST_PAUSE)
    Mention.objects.filter(pk=mention.pk).update(
        failures=min(mention.failures + 1, 1000), retry_at=now + pause
    )
