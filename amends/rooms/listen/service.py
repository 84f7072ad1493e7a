"""Hear the sources that are due: the wire first, then one transaction for page and cursor."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from amends.casebook import spending
from amends.casebook.models import Source
from amends.connectors.protocol import Batch, Listener
from amends.rooms.listen import rules
from amends.rooms.listen.calls import MOST_CALL_BYTES, read_again, take, take_calls
from amends.rooms.listen.communities import Part, give_delight, take_part
from amends.rooms.listen.fetching import fetch_again, fetch_files
from amends.rooms.listen.forgetting import forget_strangers
from amends.rooms.listen.outcomes import note_failure, note_success
from amends.rooms.listen.rounds import PAGES_A_ROUND, connect, listen
from amends.rooms.listen.silence import heard_lately, look_for_silence
from amends.rooms.listen.store import store
from amends.rooms.listen.tasting import taste
from amends.rooms.listen.telling import tell_found
from amends.rooms.listen.watching import Wanted, keep_monitor, remove_monitor, search_words


__all__ = [
    "MOST_CALL_BYTES",
    "Part",
    "Wanted",
    "code_of",
    "connect",
    "fetch_again",
    "fetch_files",
    "give_delight",
    "hear_now",
    "heard_lately",
    "keep_monitor",
    "read_again",
    "remove_monitor",
    "run",
    "search_words",
    "store",
    "take",
    "take_calls",
    "take_part",
    "taste",
]


def run(now: datetime) -> int:
    """Hear every source that is due, tell what was found, let go of strangers' words.

    One sick source never delays another. Returns how many rows moved: new mentions above all.
    """
    return listen(now) + tell_found(now) + forget_strangers(now) + look_for_silence(now)


def code_of(error: Exception, source: Source) -> str:
    """Return the code under which a trouble is told in people's words."""
    return rules.judge_failure(error, source.kind, 1).code


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
        note_failure(source, error, now)
        raise
    note_success(source, now)
    return new


def _hear_pages(source: Source, connector: Listener, now: datetime) -> int:
    """Store page after page, the next one on its way meanwhile where it may be."""
    new = 0
    with ThreadPoolExecutor(1, "amends-ear") as beside:
        ahead: Future[Batch] | None = None
        for pages_left in reversed(range(PAGES_A_ROUND)):
            if spending.is_used_up(source, now):
                raise rules.BudgetUsedUp(rules.BudgetUsedUp.__doc__)
            batch = ahead.result() if ahead else connector.hear(source.cursor)
            goes_on = batch.more and pages_left > 0
            may_ask = goes_on and rules.may_ask_ahead(batch, source.budget_micros)
            ahead = beside.submit(connector.hear, batch.cursor) if may_ask else None
            new += len(store(source, batch, now=now))
            source.cursor = batch.cursor
            if not goes_on:
                break
    return new
