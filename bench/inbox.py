"""The inbox complete, as a signed-in agent waits for it, beside the peer's ticket list.

Ours is one page with every row in it. Theirs is the page and the rows it then asks for. All cases
are open, in three languages; both desks answer in turn over a kept connection, pages warm.

    inbox.py [COUNT ...]     10 000 and 100 000 without
"""

import re
import sys
from statistics import median
from typing import Any

import stock
from desks import Browser, free_port, our_environment, our_web, peer_web, run
from results import keep


ROUNDS, PEER_MS = 15, 60_000
QUERIES = """
from amends.cli import desk
desk.start()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from amends.casebook.models import User
client = Client(headers={"host": "localhost"})
client.force_login(User.objects.get(email="owner@localhost"))
client.get("/")
with CaptureQueriesContext(connection) as asked:
    client.get("/")
print(len(asked))
"""


def main() -> None:
    counts = [int(count) for count in sys.argv[1:]] or [10_000, 100_000]
    found = {count: _measure(count) for count in counts}
    for count, row in found.items():
        print(
            f"{count:>9,} cases: ours {row['ours_ms']:.1f} ms ({row['queries']} queries), "
            f"django-helpdesk {row['peer_ms']:.0f} ms, {row['ratio']:.0f} times"
        )
    keep("inbox", found)


def _measure(count: int) -> dict[str, Any]:
    our_home, our_session = stock.ours(count)
    peer_home, peer_session = stock.theirs(count)
    our_port, peer_port = free_port(), free_port()
    with our_web(our_home, our_port), peer_web(peer_home, peer_port):
        us, them = Browser(our_port, our_session), Browser(peer_port, peer_session)
        rows = _rows_address(them)
        us.ms("/"), them.ms(rows)
        ours, theirs, spent = [], [], 0.0
        for _ in range(ROUNDS):
            ours += [us.ms("/") for _ in range(3)]
            if (
                spent < PEER_MS
            ):  # enough rounds to know; a list that takes seconds is asked less
                theirs.append(them.ms("/tickets/") + them.ms(rows))
                spent += 4 * theirs[-1]
    queries = int(run([sys.executable, "-c", QUERIES], our_environment(our_home)).split()[-1])
    return {
        "ours_ms": median(ours), "ours_best_ms": min(ours), "peer_ms": median(theirs),
        "peer_best_ms": min(theirs), "rounds": len(theirs), "queries": queries,
        "ratio": median(theirs) / median(ours),
    }  # fmt: skip


def _rows_address(them: Browser) -> str:
    """Return what the peer's page asks for next: the rows of its default list."""
    page = them.get("/tickets/")[1].decode()
    found = re.search(r"/datatables_ticket_list/[A-Za-z0-9+/=]+", page)
    if not found:
        sys.exit("the peer's page names no list of rows")
    return found[0] + "?draw=1&start=0&length=25"


if __name__ == "__main__":
    main()
