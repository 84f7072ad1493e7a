"""Hear the sources that are due: the wire first, then one transaction for page and cursor."""

from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import Q

from amends.casebook import spending, vault
from amends.casebook.models import Source
from amends.connectors.protocol import Listener
from amends.connectors.registry import CONNECTORS
from amends.rooms.listen import rules
from amends.rooms.listen.calls import MOST_CALL_BYTES, read_again, take, take_calls
from amends.rooms.listen.forgetting import forget_strangers
from amends.rooms.listen.store import store
from amends.rooms.listen.telling import tell_found
from amends.rooms.listen.watching import Wanted, keep_monitor, remove_monitor, search_words


__all__ = [
    "MOST_CALL_BYTES",
    "Wanted",
    "connect",
    "hear_now",
    "keep_monitor",
    "read_again",
    "remove_monitor",
    "run",
    "search_words",
    "store",
    "take",
    "take_calls",
]

log = structlog.get_logger()
PAGES_A_ROUND = 20


def run(now: datetime) -> int:
    """Hear every source that is due, tell what was found, let go of strangers' words.

    One sick source never delays another. Returns how many rows moved: new mentions above all.
    """
    due = Source.objects.filter(Q(due_at__lte=now) | Q(due_at=None), is_enabled=True)
    heard = sum(_hear_if_mine(source, now) for source in due.select_related("brand"))
    return heard + tell_found(now) + forget_strangers(now)


def connect(source: Source) -> object:
    """Build the connector of a source; raises WrongSettings or VaultLocked."""
    return CONNECTORS[source.kind].build(vault.unseal(source.settings))


def _hear_if_mine(source: Source, now: datetime) -> int:
    # Claimed by compare-and-swap: of two workers one moves the due time, the other finds it moved.
    mine = Source.objects.filter(pk=source.pk, due_at=source.due_at).update(
        due_at=now + rules.breath(source.kind)
    )
    if not mine:
        return 0
    try:
        return hear_now(source, now=now)
    except Exception as error:  # noqa: BLE001 - the loop goes on, a person sees the source's health
        log.warning("source_failed", source=source.pk, kind=source.kind, error=repr(error))
        return 0


def hear_now(source: Source, *, now: datetime) -> int:
    """Hear one source until it has nothing more, at most twenty pages; returns new mentions.

    A failure is written on the source and raised again; pages stored before it stay stored.
    """
    try:
        connector = connect(source)
        if not isinstance(connector, Listener):
            return 0
        new = _hear_pages(source, connector, now)
    except Exception as error:
        _note_failure(source, error, now)
        raise
    Source.objects.filter(pk=source.pk).update(
        asked_at=now, failures=0, error_code="", error_detail="", error_at=None
    )
    return new


def _hear_pages(source: Source, connector: Listener, now: datetime) -> int:
    new = 0
    for _ in range(PAGES_A_ROUND):
        if spending.is_used_up(source, now):
            raise rules.BudgetUsedUp(rules.BudgetUsedUp.__doc__)
        batch = connector.hear(source.cursor)
        new += len(store(source, batch, now=now))
        source.cursor = batch.cursor
        if not batch.more:
            break
    return new


@transaction.atomic
def _note_failure(source: Source, error: Exception, now: datetime) -> None:
    failures = source.failures + 1
    trouble = rules.judge_failure(error, source.kind, failures)
    Source.objects.filter(pk=source.pk).update(
        failures=failures,
        error_code=trouble.code,
        error_detail=str(error)[:2000],
        error_at=now,
        due_at=now + trouble.pause,
    )
    source.failures = failures
