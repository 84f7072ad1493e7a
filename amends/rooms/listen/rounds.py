"""One turn of listening: who is due is asked, what has come is stored, nobody waits for the slow.

So searches are repeated by themselves (S4d-08) and our own accounts are watched (S4d-05).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from amends.casebook import links, spending, vault
from amends.casebook.models import Source
from amends.connectors.protocol import Batch, Listener
from amends.connectors.registry import CONNECTORS
from amends.rooms.listen import rules
from amends.rooms.listen.ears import Asked, Ears, ears, patience_until
from amends.rooms.listen.outcomes import note_failure, note_success
from amends.rooms.listen.store import store


log = structlog.get_logger()
PAGES_A_ROUND = 20
LEASE = timedelta(minutes=1)  # a page takes half of it at most; so long nobody else asks


@dataclass(slots=True)
class Round:
    """One source under way: as it stood when it was claimed, until when, and its pages so far."""

    source: Source
    leased_until: datetime
    began_at: datetime
    pages: int = 0
    is_over: bool = (
        False  # a page was not stored, so what was asked for behind it is not either
    )


def connect(source: Source) -> object:
    """Build the connector of a source; raises SettingsError or VaultLocked."""
    kind = CONNECTORS[source.kind]
    told = {"call_address": links.call_link(source)} if kind.subscribes else {}
    return kind.build(vault.unseal(source.settings), **told)


def listen(now: datetime, hearing: Ears[Batch] = ears) -> int:
    """Ask every source that is due and store what has come; returns how many mentions are new.

    A page that takes long is stored by a later turn: one sick source never delays another.
    """
    is_due = Q(due_at__lte=now) | Q(due_at=None)
    due = Source.objects.filter(is_due, is_enabled=True, kind__in=rules.listeners())
    rows = due.select_related("brand").order_by("due_at", "pk")
    free = [source for source in rows if hearing.are_free_for(source.pk)]
    for source in _claimed(free[: hearing.room()], now):
        under_way = Round(source, now + LEASE, now)
        patience = patience_until(source.failures)
        hearing.ask(Asked(source.pk, under_way, patience), _page_of(source, now))
    return sum(_take(answer, now, hearing) for answer in hearing.answers())


def _claimed(sources: Sequence[Source], now: datetime) -> list[Source]:
    """Return those that are ours to ask, leased in one commit."""
    if not sources:
        return []
    with transaction.atomic():
        return [source for source in sources if _is_mine(source, now)]


def _is_mine(source: Source, now: datetime) -> bool:
    # Claimed by compare-and-swap: of two workers one moves the due time, the other finds it moved.
    claimed = Source.objects.filter(pk=source.pk, due_at=source.due_at)
    return bool(claimed.update(due_at=now + LEASE))


def _page_of(source: Source, now: datetime) -> Callable[[], Batch]:
    """Return what asks for the next page; what needs the database is asked before."""
    is_used_up = spending.is_used_up(source, now)

    def hear() -> Batch:
        if is_used_up:
            raise rules.BudgetUsedUp(rules.BudgetUsedUp.__doc__)
        connector = connect(source)
        assert isinstance(connector, Listener)
        return connector.hear(source.cursor)

    return hear


def _take(answer: Asked[Batch], now: datetime, hearing: Ears[Batch]) -> int:
    """Store a page that came while the next one is on its way, or write down why none came."""
    under_way: Round = answer.what
    source = Source.objects.select_related("brand").get(pk=answer.key)
    is_another_place = source.settings != under_way.source.settings or not source.is_enabled
    if under_way.is_over or is_another_place:
        return 0  # what came belongs to another place, or behind a page that is missing
    if answer.came is None:
        return _fail(source, answer.error or RuntimeError("no page"), now)
    try:
        return _store(source, answer, answer.came, now, hearing)
    except Exception as error:  # noqa: BLE001 - the loop goes on, a person sees the source's health
        under_way.is_over = True
        return _fail(source, error, now)


def _store(
    source: Source, answer: Asked[Batch], page: Batch, now: datetime, hearing: Ears[Batch]
) -> int:
    under_way: Round = answer.what
    under_way.pages += 1
    goes_on = page.more and under_way.pages < PAGES_A_ROUND
    is_asked = goes_on and rules.may_ask_ahead(page, source.budget_micros)
    if is_asked:
        source.cursor = page.cursor
        _ask_on(source, answer, now, hearing)
    new = len(store(source, page, now=now))
    if goes_on and not is_asked:
        _ask_on(Source.objects.select_related("brand").get(pk=source.pk), answer, now, hearing)
    if not goes_on:
        # Where a mailbox said meanwhile that something came, its time stands.
        is_leased = When(due_at=under_way.leased_until, then=Value(_next(under_way)))
        note_success(source, now, due_at=Case(is_leased, default=F("due_at")))
    return new


def _fail(source: Source, error: Exception, now: datetime) -> int:
    log.warning("source_failed", source=source.pk, kind=source.kind, error=repr(error))
    note_failure(source, error, now)
    return 0


def _ask_on(source: Source, answer: Asked[Batch], now: datetime, hearing: Ears[Batch]) -> None:
    """Ask a source for the page after its cursor, in the same round."""
    under_way: Round = answer.what
    leased = Source.objects.filter(pk=source.pk, due_at=under_way.leased_until)
    under_way.source, under_way.leased_until = source, now + LEASE
    leased.update(due_at=now + LEASE)
    hearing.ask(Asked(source.pk, under_way, answer.patience_until), _page_of(source, now))


def _next(under_way: Round) -> datetime:
    source, began_at = under_way.source, under_way.began_at
    return began_at + rules.breath_between(source.kind, source.called_at, began_at)
