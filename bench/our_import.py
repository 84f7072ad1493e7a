"""What mail_import.py asks of our desk, in a process of its own; prints one line of JSON.

    our_import.py PLACE [WARM]    take the mails of a place in, as ``amends import`` or a mailbox do

A place is a folder, or ``imap://user:password@host:port``. What WARM holds comes first and is not
counted, so that no start-up is. ``heard``: fetched, parsed, stored once, threaded by what it
answers, durable. ``triaged``: read, its author looked up, in a case with its owner and its clock.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from amends.cli import desk


def main() -> None:
    desk.start()
    desk.migrate()
    place, *warm = sys.argv[1:]
    for one in warm:
        take_in(one)
    print(json.dumps(take_in(place)))


def take_in(place: str) -> dict[str, Any]:
    from amends import pipeline
    from amends.casebook import vault
    from amends.casebook.models import Brand, Case, Mention, Source
    from amends.management import first_start
    from amends.rooms.listen import service as listen

    first_start.open_brand(email="owner@localhost", name="Shop")
    kind, settings = settings_of(place)
    source, _ = Source.objects.get_or_create(
        brand=Brand.objects.get(), kind=kind, name=place[:120],
        defaults={"is_enabled": False, "settings": vault.seal(settings)},
    )  # fmt: skip
    if kind == "file":
        source.cursor = ""  # a folder is read from the beginning each time
    now, before = datetime.now(UTC), Mention.objects.count()
    rooms = tuple(
        room for room in pipeline.ROOMS if room[0] in {"understand", "verify", "triage"}
    )
    heard = timed(lambda: listen.hear_now(source, now=now))
    triaged = timed(lambda: pipeline.settle(now, rooms))
    return {
        "heard": heard, "triaged": triaged,
        "new": Mention.objects.count() - before, "cases": Case.objects.count(),
    }  # fmt: skip


def settings_of(place: str) -> tuple[str, dict[str, Any]]:
    """Return the kind of source that hears a place, and its settings."""
    at = urlsplit(place)
    if at.scheme != "imap":
        return "file", {"path": place, "visibility": "private"}
    host = {"imap_host": at.hostname, "imap_port": at.port, "imap_security": "none"}
    who = {
        "address": unquote(at.username or ""),
        "password": at.password,
        "smtp_host": at.hostname,
    }
    return "email", host | who | {"first_days": 0}


def timed(work: Callable[[], object]) -> dict[str, float]:
    """Return how long something took on the wall and on the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return {"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - cpu}


if __name__ == "__main__":
    main()
