"""Who wakes the rooms: one loop that sweeps. The row is the truth, so nothing is lost if it stops."""

import os
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
from django.db import close_old_connections

from amends import pipeline
from amends.casebook.models import Source
from amends.rooms.listen import service as listen
from amends.rooms.triage.reaching.carrying import carry


log = structlog.get_logger()
PAUSE_S = 0.5
IDLE_S = 25 * 60


def clock() -> datetime:
    """Return the time at which a sweep looks; the only place where the loop reads it."""
    return datetime.now(UTC)


def work(stop: threading.Event, *, now: Callable[[], datetime] = clock) -> None:
    """Sweep until told to stop; rests half a second when nothing moved."""
    watched: dict[int, threading.Thread] = {}
    threading.Thread(
        target=_carry, args=(stop, now), name="amends-carrier", daemon=True
    ).start()
    while not stop.is_set():
        close_old_connections()
        moved = pipeline.sweep(now())
        _watch_mailboxes(watched, stop)
        if not moved:
            stop.wait(PAUSE_S)


def work_until_signal(starter: int = 0) -> None:
    """Sweep in this process until it is asked to end, or until the process that started it is gone."""
    stop = threading.Event()
    if starter:
        threading.Thread(target=end_with, args=(starter, stop), daemon=True).start()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    work(stop)


def end_with(starter: int, stop: threading.Event) -> None:
    """Set the event when a process is no longer the parent of this one: killed, it could not ask."""
    while os.getppid() == starter and not stop.wait(PAUSE_S):
        pass
    stop.set()


def start_in_thread() -> threading.Event:
    """Sweep in a thread of the web process, where the settings ask for it; set the event to stop."""
    stop = threading.Event()
    threading.Thread(target=work, args=(stop,), name="amends-worker", daemon=True).start()
    return stop


def _carry(stop: threading.Event, now: Callable[[], datetime]) -> None:
    """Bring notices to people apart from the sweep: a mail server that hangs delays nothing else."""
    while not stop.is_set():
        close_old_connections()
        if not _carry_once(now()):
            stop.wait(PAUSE_S)


def _carry_once(now: datetime) -> int:
    try:
        return carry(now)
    except Exception:
        log.exception("carrier_failed")
        return 0


def _watch_mailboxes(watched: dict[int, threading.Thread], stop: threading.Event) -> None:
    """Keep one idle connection per mailbox, so that a mail is heard when it arrives."""
    for source in Source.objects.filter(kind="email", is_enabled=True, failures=0):
        thread = watched.get(source.pk)
        if thread is None or not thread.is_alive():
            watched[source.pk] = threading.Thread(
                target=_wait_at,
                args=(source, stop),
                name=f"amends-idle-{source.pk}",
                daemon=True,
            )
            watched[source.pk].start()


def _wait_at(source: Source, stop: threading.Event) -> None:
    try:
        mailbox = listen.connect(source)
        while not stop.is_set() and mailbox.wait(IDLE_S):  # type: ignore[attr-defined]  # mailboxes can
            Source.objects.filter(pk=source.pk, is_enabled=True).update(due_at=None)
    except Exception as error:  # noqa: BLE001 - the poll goes on without the idle connection
        log.info("idle_ended", source=source.pk, error=repr(error))
        stop.wait(60)
    finally:
        close_old_connections()
