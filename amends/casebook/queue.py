"""The queue between two rooms: mentions in one state, one transaction each, none blocks the next."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from django.db import InterfaceError, OperationalError
from django.db.models import Q, QuerySet

from amends.casebook.models import Mention


log = structlog.get_logger()
BATCH = 200
AT_ONCE = 40  # of one room, before the next room has its turn
RELATED = ("source", "brand__lead", "analysis", "author__customer")
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=12)


def work_off(
    state: str,
    step: Callable[[Mention], object],
    *,
    now: datetime,
    limit: int = AT_ONCE,
) -> int:
    """Take mentions that wait in a state through a step, oldest first; return how many passed.

    A mention that fails is put off, each time twice as long, so that it holds up nobody. The step
    gets it with its source, brand, analysis and author, as ``still`` lets it be used.
    """
    return sum(_take(mention, step, now) for mention in in_turn(state, now, limit, RELATED))


def in_turn(state: str, now: datetime, limit: int, related: Sequence[str]) -> list[Mention]:
    """Return the mentions a room takes now, oldest first.

    Behind a long queue at one source nobody waits: half of a full round goes to the others.
    """
    rows = waiting(state, now).select_related(*related)
    oldest = list(rows[:limit])
    if len(oldest) < limit:
        return oldest
    elsewhere = list(rows.exclude(source=oldest[0].source_id)[: limit // 2])
    first = {mention.pk for mention in elsewhere}
    return [*elsewhere, *(one for one in oldest if one.pk not in first)][:limit]


def still(mention: Mention, state: str) -> Mention | None:
    """Lock a mention and return it while it waits in a state; None when it has gone on.

    What came with the batch is used as it is, and fetched anew only where it was changed since.
    """
    locked = Mention.objects.select_for_update(of=("self",)).filter(pk=mention.pk)
    now = locked.values_list("state", "edited_at", "author__customer").get()
    if now[0] != state:
        return None
    return mention if now == _as_fetched(mention) else _fetched(mention.pk)


def _as_fetched(mention: Mention) -> tuple[object, ...] | None:
    """Return what a batch knew of a mention; None where its relations did not come with it."""
    if not (Mention.source.is_cached(mention) and Mention.author.is_cached(mention)):
        return None
    customer = mention.author.customer_id if mention.author else None
    return mention.state, mention.edited_at, customer


def _fetched(pk: int) -> Mention:
    return Mention.objects.select_related(*RELATED).get(pk=pk)


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
