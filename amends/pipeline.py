"""The loop, in order: read this file first.

    listen       the world        → mentions, asked for or told by calls; their files afterwards
    understand   mention          → analysis
    verify       author           → customer, plausible, unknown …
    triage       analysis         → case with one owner and clocks
    respond      case             → reply that went out
    resolve      case             → outcome the customer accepts
    follow_up    resolved         → closed
    diagnose     cases            → causes removed
    coach        replies          → better people

Rooms never call each other: each takes rows in one state and leaves them in the next, so every
step may be repeated and any worker may die at any moment.
"""

from collections.abc import Callable
from datetime import datetime

import structlog

from amends.casebook import clocks
from amends.rooms.coach import service as coach
from amends.rooms.diagnose import service as diagnose
from amends.rooms.follow_up import service as follow_up
from amends.rooms.listen import service as listen
from amends.rooms.resolve import service as resolve
from amends.rooms.respond import deliver
from amends.rooms.respond import service as respond
from amends.rooms.triage import service as triage
from amends.rooms.triage.reaching import service as reaching
from amends.rooms.understand import service as understand
from amends.rooms.verify import service as verify


log = structlog.get_logger()
Step = Callable[[datetime], int]

ROOMS: tuple[tuple[str, Step], ...] = (
    ("listen", listen.run),
    ("calls", listen.take_calls),
    ("files", listen.fetch_files),
    ("understand", understand.run),
    ("verify", verify.run),
    ("triage", triage.run),
    ("respond", respond.run),
    ("deliver", deliver.deliver),
    ("resolve", resolve.run),
    ("follow_up", follow_up.run),
    ("diagnose", diagnose.run),
    ("coach", coach.run),
    ("clocks", clocks.ring),
    ("reaching", reaching.run),
)


def sweep(now: datetime, rooms: tuple[tuple[str, Step], ...] = ROOMS) -> int:
    """Walk once through all rooms; returns how many rows moved. One broken room stops no other."""
    return sum(_walk(name, step, now) for name, step in rooms)


def settle(now: datetime, rooms: tuple[tuple[str, Step], ...] = ROOMS[1:]) -> int:
    """Walk until nothing moves any more, at most a thousand times: for imports and tests."""
    moved = 0
    for _ in range(1000):
        step = sweep(now, rooms)
        moved += step
        if not step:
            break
    return moved


def _walk(name: str, step: Step, now: datetime) -> int:
    try:
        return step(now)
    except Exception:
        log.exception("room_failed", room=name)
        return 0
