"""The two desks filled alike and asked in turn: what the benches of pages share.

Time on the clock is what a person waits; processor time of the server says the same on a busy
machine. Beyond a hundred thousand the peer is not asked: it takes seconds a page there already.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import stock
from desks import Browser, cpu_s, family, free_port, our_web, peer_web
from results import keep


PEER_MOST = 100_000
ROUNDS, ENOUGH_MS = 15, 20_000  # a page that takes seconds is asked less often


@dataclass
class Desk:
    """One desk being asked: its browser, its home, the process that serves."""

    browser: Browser
    home: Path
    server: int

    def cpu_ms(self) -> float:
        """Return the processor time of its processes so far."""
        return 1000 * sum(cpu_s(process) for process in family(self.server))


@dataclass
class Asked:
    """How long answers took, and what they cost the server."""

    took_ms: list[float] = field(default_factory=list)
    cpu_ms: float = 0.0

    @property
    def ms(self) -> float:
        """Return the median."""
        return median(self.took_ms)


@contextmanager
def both(count: int) -> Iterator[tuple[Desk, Desk | None]]:
    """Serve our desk and the peer's with so many cases; the peer is None where it is not asked."""
    home, session = stock.ours(count)
    theirs = stock.theirs(count) if count <= PEER_MOST else None
    port, peer_port = free_port(), free_port()
    peer = peer_web(theirs[0], peer_port) if theirs else nullcontext(0)
    with our_web(home, port) as server, peer as peer_server:
        us = Desk(Browser(port, session), home, server)
        them = Desk(Browser(peer_port, theirs[1]), theirs[0], peer_server) if theirs else None
        yield us, them


def asked(desk: Desk, *paths: str, rounds: int = ROUNDS) -> Asked:
    """Ask for what makes a page complete, again and again, the first time uncounted."""
    [desk.browser.ms(path) for path in paths]
    found, before = Asked(), desk.cpu_ms()
    while len(found.took_ms) < rounds and sum(found.took_ms) < ENOUGH_MS:
        found.took_ms.append(sum(desk.browser.ms(path) for path in paths))
    found.cpu_ms = (desk.cpu_ms() - before) / len(found.took_ms)
    return found


def bench(
    name: str,
    measure: Callable[[int], dict[str, Any]],
    tell: Callable[[Mapping[str, Any]], str],
    counts: tuple[int, ...],
) -> None:
    """Measure a page at each size asked for, say what was found and keep it."""
    sizes = [int(count) for count in sys.argv[1:]] or counts
    found = {count: measure(count) for count in sizes}
    for count, row in found.items():
        print(f"{count:>9,} cases: {tell(row)}")
    keep(name, found)
