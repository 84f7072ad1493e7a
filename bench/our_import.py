"""What mail_import.py asks of our desk, in a process of its own; prints one line of JSON.

    our_import.py FOLDER      take the mails of a folder in, as ``amends import`` does

``heard``: fetched, parsed, stored once, threaded by what it answers, durable. ``triaged``: read,
its author looked up, in a case with its owner and its clock as well.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from amends.cli import desk


def main() -> None:
    desk.start()
    desk.migrate()
    print(json.dumps(take_in(Path(sys.argv[1]))))


def take_in(folder: Path) -> dict[str, Any]:
    from datetime import UTC, datetime

    from amends import pipeline
    from amends.casebook.models import Brand, Case, Mention, Source
    from amends.connectors.registry import CONNECTORS
    from amends.management import first_start
    from amends.rooms.listen.store import store

    first_start.open_brand(email="owner@localhost", name="Shop")
    settings = {"path": str(folder), "visibility": "private"}
    source, _ = Source.objects.get_or_create(
        brand=Brand.objects.get(), kind="file", name="mails", defaults={"is_enabled": False}
    )
    now, count, before = datetime.now(UTC), len(list(folder.iterdir())), Mention.objects.count()
    listener = CONNECTORS["file"].build(settings)

    def hear() -> None:
        cursor, more = "", True
        while more:
            batch = listener.hear(cursor)
            store(source, batch, now=now)
            cursor, more = batch.cursor, batch.more

    rooms = tuple(
        room for room in pipeline.ROOMS if room[0] in {"understand", "verify", "triage"}
    )
    heard = timed(hear)
    triaged = timed(lambda: pipeline.settle(now, rooms))
    return {
        "mails": count, "heard": heard, "triaged": triaged,
        "new": Mention.objects.count() - before, "cases": Case.objects.count(),
    }  # fmt: skip


def timed(work: Callable[[], object]) -> dict[str, float]:
    """Return how long something took on the wall and on the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return {"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - cpu}


if __name__ == "__main__":
    main()
