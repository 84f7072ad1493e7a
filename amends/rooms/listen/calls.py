"""Calls of services: checked and written down at once, read afterwards (decision 6)."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q

from amends.casebook import vault
from amends.casebook.models import ServiceCall, ServiceCallState, Source
from amends.casebook.prepared import Prepared, PreparedInsert, Slot
from amends.connectors.protocol import Batch, Call, Challenge, Hook, Refused
from amends.connectors.registry import CONNECTORS
from amends.rooms.listen.flood import Meter
from amends.rooms.listen.outcomes import tell_trouble
from amends.rooms.listen.rules import judge_broken_call
from amends.rooms.listen.store import store


log = structlog.get_logger()
MOST_CALL_BYTES = 4_000_000  # Meta tells of a thousand things at once, in six letters for one
AT_ONCE = 100
KEPT = timedelta(days=30)  # so long the same call again is known, and an unread one can be read
FORGOTTEN_AT_ONCE = 500
TOO_MANY_REQUESTS = Refused(429, "This source calls too often.")
NOT_HERE = Refused(404, "Nobody is called here.")
BROKEN_SETTINGS = Refused(503, "The settings of this source cannot be read.")
LONGEST_HEADER = 2_000
# What proves who called, under whatever name, is not written down: only what says what it is.
_SAID = ("content-type", "event", "topic", "link")

meter = Meter()


def take(token: str, call: Call) -> Challenge | Refused | None:
    """Take a call at the address with this token; None says that it is durably written down.

    The same call again is taken and changes nothing. A source that is switched off is not there.
    """
    found = _called().ask(token=token)
    if not found:
        return NOT_HERE
    source, kind, sealed = found[0]
    if not meter.lets_in(source, len(call.raw), call.at):
        return TOO_MANY_REQUESTS
    try:
        connector = _hook(kind, sealed)
    except Exception as error:  # noqa: BLE001 - the service comes again, a person reads the source's health
        log.warning("called_in_vain", source=source, error=repr(error))
        return BROKEN_SETTINGS
    if connector is None:
        return NOT_HERE
    answer = connector.check(call)
    if isinstance(answer, Refused):
        Source.objects.filter(pk=source).update(refused_calls=F("refused_calls") + 1)
    elif answer is None or answer.is_kept:
        _write_down(source, call)
    return answer


def take_calls(now: datetime) -> int:
    """Read the calls that wait, oldest first; returns how many were read. Old rows are forgotten."""
    rows = ServiceCall.objects.filter(Q(state=ServiceCallState.NEW) | Q(retry_at__lte=now))
    waiting = list(rows.select_related("source__brand").order_by("pk")[:AT_ONCE])
    moved = 0
    for _, calls in groupby(waiting, key=lambda row: row.source_id):
        moved += _read(list(calls), now)
    _forget(now)
    return moved


def read_again(source: Source, *, now: datetime) -> int:
    """Let everything that could not be read, or told of nothing known, be read once more."""
    unread = Q(state=ServiceCallState.BROKEN) | Q(state=ServiceCallState.UNKNOWN)
    return ServiceCall.objects.filter(unread, source=source).update(retry_at=now, attempts=0)


@lru_cache(maxsize=1)
def _called() -> Prepared:
    rows = Source.objects.filter(token=Slot("token"), is_enabled=True)
    return Prepared(rows.values_list("pk", "kind", "settings"))


@lru_cache(maxsize=256)
def _built(kind: str, sealed: str) -> object:
    # By the sealed settings: who changes them gets another connector with the next call.
    return CONNECTORS[kind].build(vault.unseal(sealed))


@lru_cache(maxsize=256)
def _hook(kind: str, sealed: str) -> Hook | None:
    # Asking what a connector can do takes as long as checking a call.
    connector = _built(kind, sealed)
    return connector if isinstance(connector, Hook) else None


def _write_down(source: int, call: Call) -> None:
    _calls().write(
        source_id=source,
        digest=_digest(call),
        method=call.method,
        headers=_what_it_is(call.headers),
        query=_what_it_is(call.query),
        raw=call.raw,
        received_at=call.at,
    )


@lru_cache(maxsize=1)
def _calls() -> PreparedInsert:
    told = ("source_id", "digest", "method", "headers", "query", "raw", "received_at")
    return PreparedInsert(ServiceCall, *told)


def _digest(call: Call) -> str:
    asked = "\0".join(f"{n}={v}" for n, v in sorted(_what_it_is(call.query).items()))
    return hashlib.sha256(f"{call.method}\0{asked}\0".encode() + call.raw).hexdigest()


def _what_it_is(given: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value[:LONGEST_HEADER]
        for name, value in given.items()
        if any(word in name for word in _SAID)
    }


def _read(rows: Sequence[ServiceCall], now: datetime) -> int:
    """Read calls of one source that came one after the other: one page, stored once.

    Where they cannot be stored together each is tried alone, and one that breaks is put off.
    """
    batches, mended = [], []
    for row in rows:
        try:
            batches.append(_receive(row))
            mended.append(row)
        except Exception as error:  # noqa: BLE001 - a parser that breaks stops no other call
            _put_off(row, error, now)
    try:
        _keep(mended, batches, now)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - one call that cannot be stored stops no other
        if len(rows) == 1:
            _put_off(rows[0], error, now)
            return 0
        return sum(_read([row], now) for row in mended)
    return len(mended)


def _receive(row: ServiceCall) -> Batch:
    connector = _built(row.source.kind, row.source.settings)
    call = Call(bytes(row.raw), row.headers, row.received_at, row.query, row.method)
    batch: Batch = connector.receive(call)  # type: ignore[attr-defined]  # only hooks have calls
    return batch


def _keep(rows: Sequence[ServiceCall], batches: Sequence[Batch], now: datetime) -> None:
    if not rows:
        return
    source = rows[0].source
    store(source, _joined(batches), now=now)
    told = [
        any((batch.mentions, batch.edits, batch.deletions, batch.fates)) for batch in batches
    ]
    with transaction.atomic():
        _settle([row.pk for row, tells in zip(rows, told, strict=True) if tells], now)
        unknown = [row.pk for row, tells in zip(rows, told, strict=True) if not tells]
        ServiceCall.objects.filter(pk__in=unknown).update(
            state=ServiceCallState.UNKNOWN, read_at=now, retry_at=None, error=""
        )
        Source.objects.filter(pk=source.pk).update(called_at=rows[-1].received_at)


def _settle(read: Sequence[int], now: datetime) -> None:
    ServiceCall.objects.filter(pk__in=read).update(
        state=ServiceCallState.READ, raw=b"", read_at=now, retry_at=None, error=""
    )


def _joined(batches: Sequence[Batch]) -> Batch:
    return Batch(
        mentions=tuple(one for batch in batches for one in batch.mentions),
        edits=tuple(one for batch in batches for one in batch.edits),
        deletions=tuple(one for batch in batches for one in batch.deletions),
        fates=tuple(one for batch in batches for one in batch.fates),
        secrets={name: value for batch in batches for name, value in batch.secrets.items()},
    )


def _put_off(row: ServiceCall, error: Exception, now: datetime) -> None:
    log.warning("call_broken", call=row.pk, source=row.source_id, error=repr(error))
    pause = judge_broken_call(row.attempts + 1)
    ServiceCall.objects.filter(pk=row.pk).update(
        state=ServiceCallState.BROKEN,
        attempts=row.attempts + 1,
        retry_at=now + pause if pause else None,
        error=str(error)[:500],
    )
    if pause is None:
        tell_trouble(row.source, "broken_call", now.date().isoformat(), now)


def _forget(now: datetime) -> None:
    # Keys grow with the times: no index of times is needed, which each call would have to write.
    read = ServiceCall.objects.exclude(state=ServiceCallState.NEW).order_by("pk")
    oldest = read.values_list("received_at", flat=True).first()
    if oldest is None or oldest >= now - KEPT:
        return
    rows = read.values_list("pk", "received_at")[:FORGOTTEN_AT_ONCE]
    old = [key for key, received_at in rows if received_at < now - KEPT]
    ServiceCall.objects.filter(pk__in=old).delete()
