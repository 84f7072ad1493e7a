"""The queue between two rooms: mentions in one state, a batch a transaction, none blocks the next."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

import structlog
from django.db import InterfaceError, OperationalError, connection
from django.db.models import Q, QuerySet

from amends.casebook.models import Author, Customer, Mention, Source


log = structlog.get_logger()
BATCH = 200
AT_ONCE = 40  # of one room, before the next room has its turn
LONG = ("full_text", "html", "raw")  # what only the room that reads them fetches
TABLE = Mention._meta.db_table
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=12)


def work_off(
    state: str,
    step: Callable[[list[Mention]], object],
    *,
    now: datetime,
    limit: int = AT_ONCE,
) -> int:
    """Take mentions that wait in a state through a step together; return how many passed.

    A batch that breaks is taken one by one, and a mention that fails alone is put off, each time
    twice as long, so that it holds up nobody. The step gets what ``hold`` takes.
    """
    mentions = in_turn(state, now, limit)
    if not mentions:
        return 0
    try:
        step(mentions)
    except (OperationalError, InterfaceError):
        # The database is away or busy: that says nothing about these mentions.
        raise
    except Exception:
        log.exception("batch_broken", first=mentions[0].pk, step=step.__module__)
        return sum(_take(mention, step, now) for mention in mentions)
    return len(mentions)


def in_turn(state: str, now: datetime, limit: int) -> list[Mention]:
    """Return the mentions a room takes now, oldest first, with no more than their places.

    Behind a long queue at one source nobody waits: half of a full round goes to the others.
    """
    rows = waiting(state, now).only("source", "author")
    oldest = list(rows[:limit])
    if len(oldest) < limit:
        return oldest
    elsewhere = list(rows.exclude(source=oldest[0].source_id)[: limit // 2])
    first = {mention.pk for mention in elsewhere}
    return [*elsewhere, *(one for one in oldest if one.pk not in first)][:limit]


def hold(mentions: Iterable[Mention], state: str, *without: str) -> list[Mention]:
    """Lock those that still wait in a state and return them as they stand, oldest first.

    Authors are locked first, then customers, then mentions, always in this order. Each mention
    comes with its analysis, its hit, its place and its person; mentions of one author share one.
    """
    given = list(mentions)
    authors = _hold_authors({m.author_id for m in given if m.author_id is not None})
    rows = Mention.objects.select_for_update(of=("self",)).select_related("analysis", "hit")
    held = rows.filter(pk__in=[m.pk for m in given], state=state).defer(*without).order_by("pk")
    found = list(held)
    sources = Source.objects.select_related("brand__lead")
    places = sources.in_bulk({mention.source_id for mention in found})
    for mention in found:
        mention.source = places[mention.source_id]
        mention.brand = mention.source.brand
        if mention.author_id in authors:
            mention.author = authors[mention.author_id]
    return found


def _hold_authors(ids: set[int]) -> dict[int, Author]:
    if not ids:
        return {}
    rows = Author.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    authors = {author.pk: author for author in rows}
    known = {a.customer_id for a in authors.values() if a.customer_id is not None}
    if known:
        customers = Customer.objects.select_for_update().filter(pk__in=known).order_by("pk")
        by_id = {customer.pk: customer for customer in customers}
        for author in authors.values():
            if author.customer_id is not None:
                author.customer = by_id[author.customer_id]
    return authors


def go_on(mentions: Sequence[Mention], state: str, *fields: str) -> None:
    """Let mentions leave for a state, each with what a room wrote into these columns of its row."""
    given = ", ".join(f"{name} = %s" for name in ("state", *fields))
    statement = f"UPDATE {TABLE} SET failures = 0, retry_at = NULL, {given} WHERE id = %s"  # noqa: S608 - our own names
    rows = [(state, *(getattr(m, name) for name in fields), m.pk) for m in mentions]
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def waiting(state: str, now: datetime) -> QuerySet[Mention]:
    """Return the mentions a room has to take now, oldest first."""
    is_due = Q(retry_at__isnull=True) | Q(retry_at__lte=now)
    return Mention.objects.filter(is_due, state=state).order_by("pk")


def _take(mention: Mention, step: Callable[[list[Mention]], object], now: datetime) -> int:
    try:
        step([mention])
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        log.exception("mention_put_off", mention=mention.pk, step=step.__module__)
        _put_off(mention, now)
        return 0
    return 1


def _put_off(mention: Mention, now: datetime) -> None:
    row = Mention.objects.filter(pk=mention.pk)
    failures = row.values_list("failures", flat=True).get()
    pause = min(FIRST_PAUSE * 2 ** min(failures, 12), LONGEST_PAUSE)
    row.update(failures=min(failures + 1, 1000), retry_at=now + pause)
