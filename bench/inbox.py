"""The inbox complete, as a signed-in agent waits for it, beside the peer's ticket list.

Ours is one page with every row in it. Theirs is the page and the rows it then asks for. All cases
are open, in three languages; both desks answer in turn over a kept connection, pages warm.

    inbox.py [COUNT ...]     10 000 and 100 000 without
"""

import re
import sys
from collections.abc import Mapping
from typing import Any

from both import Desk, asked, bench, both
from desks import our_environment, run


OURS_A_ROUND, TURNS = 15, 3
QUERIES = """
from amends.cli import desk
desk.start()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from amends.casebook.models import User
client = Client(headers={"host": "localhost"})
client.force_login(User.objects.get(email="owner@localhost"))
with CaptureQueriesContext(connection) as asked:
    client.get("/")
print(len(asked))
"""


def main() -> None:
    bench("inbox", _measure, _tell, (10_000, 100_000))


def _measure(count: int) -> dict[str, Any]:
    with both(count) as (us, them):
        rows = _rows_address(them) if them else ""
        turns = [
            (
                asked(us, "/", rounds=OURS_A_ROUND),
                asked(them, "/tickets/", rows) if them else None,
            )
            for _ in range(TURNS)
        ]
        poll = asked(us, "/live/?v=0", rounds=10 * OURS_A_ROUND)
    ours = sorted((own.ms, own.cpu_ms) for own, _ in turns)[TURNS // 2]
    found = {"ours_ms": ours[0], "ours_cpu_ms": ours[1], "queries": _queries(us),
             "poll_ms": poll.ms, "poll_cpu_ms": poll.cpu_ms}  # fmt: skip
    theirs = sorted((peer.ms, peer.cpu_ms) for _, peer in turns if peer)
    if theirs:
        peer_ms, peer_cpu_ms = theirs[TURNS // 2]
        found |= {"peer_ms": peer_ms, "peer_cpu_ms": peer_cpu_ms,
                  "ratio": peer_ms / ours[0], "cpu_ratio": peer_cpu_ms / ours[1]}  # fmt: skip
    return found


def _queries(us: Desk) -> int:
    """Count what the first look asks: nothing is remembered yet."""
    return int(run([sys.executable, "-c", QUERIES], our_environment(us.home)).split()[-1])


def _rows_address(them: Desk) -> str:
    """Return what the peer's page asks for next: the rows of its default list."""
    page = them.browser.get("/tickets/")[1].decode()
    found = re.search(r"/datatables_ticket_list/[A-Za-z0-9+/=]+", page)
    if not found:
        sys.exit("the peer's page names no list of rows")
    return found[0] + "?draw=1&start=0&length=25"


def _tell(row: Mapping[str, Any]) -> str:
    ours = (
        f"ours {row['ours_ms']:.1f} ms, {row['ours_cpu_ms']:.1f} of the processor "
        f"({row['queries']} queries; poll {row['poll_cpu_ms']:.1f})"
    )
    if "peer_ms" not in row:
        return f"{ours}; the peer is not asked"
    return (
        f"{ours}, django-helpdesk {row['peer_ms']:.0f} ms, {row['peer_cpu_ms']:.0f} of the "
        f"processor: {row['ratio']:.0f} and {row['cpu_ratio']:.0f} times"
    )


if __name__ == "__main__":
    main()
