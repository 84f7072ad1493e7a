"""Search among everything said, as an agent does: the page of results, ours beside the peer's.

Each word is asked in a spelling customers did not use: ya and kaf of the other keyboard, hamza,
teh marbuta, capitals. Asked of our search itself, and as the complete page over HTTP; the peer
answers by its list of rows with a search string.

    search_words.py [COUNT ...]     100 000 without
"""

import base64
import json
import sys
from statistics import median
from typing import Any
from urllib.parse import quote

import stock
from desks import Browser, free_port, our_environment, our_web, peer_web, told
from results import keep


COMMON = {"ar": "الغلايه", "fa": "كتري", "en": "KETTLE"}
RARE = {"ar": "أسبوعين RB-100300", "fa": "هفته RB-100304", "en": "weeks RB-100302"}
ROUNDS, ENOUGH_MS = 9, 30_000
ASK = """
import json, sys, time
from amends.cli import desk
desk.start()
from amends.casebook import search
from amends.casebook.models import Brand
brands = list(Brand.objects.values_list("pk", flat=True))
words, rounds = json.loads(sys.argv[1]), int(sys.argv[2])
def ms(word):
    start = time.perf_counter()
    found = search.find(word, brands)
    return 1000 * (time.perf_counter() - start), len(found)
[ms(word) for word in words]
print(json.dumps({word: [ms(word) for _ in range(rounds)] for word in words}))
"""


def main() -> None:
    counts = [int(count) for count in sys.argv[1:]] or [100_000]
    found = {count: _measure(count) for count in counts}
    for count, row in found.items():
        worst, page = max(row["index_ms"].values()), max(row["page_ms"].values())
        print(
            f"{count:>9,} cases: slowest word ours {worst:.1f} ms in the index, {page:.1f} ms the page; "
            f"django-helpdesk {min(row['peer_ms'].values()):.0f}-{max(row['peer_ms'].values()):.0f} ms"
        )
    keep("search", found)


def _measure(count: int) -> dict[str, Any]:
    our_home, our_session = stock.ours(count)
    peer_home, peer_session = stock.theirs(count)
    words = [*COMMON.values(), *RARE.values()]
    command = [sys.executable, "-c", ASK, json.dumps(words), str(ROUNDS)]
    index = told(command, our_environment(our_home))
    our_port, peer_port = free_port(), free_port()
    with our_web(our_home, our_port), peer_web(peer_home, peer_port):
        us, them = Browser(our_port, our_session), Browser(peer_port, peer_session)
        us.ms("/"), them.ms("/tickets/")
        pages = {w: median(us.ms(f"/?q={quote(w)}") for _ in range(ROUNDS)) for w in words}
        theirs = {w: _patiently(them, w) for w in COMMON.values()}
    return {
        "index_ms": {w: median(ms for ms, _ in asked) for w, asked in index.items()},
        "found": {w: asked[0][1] for w, asked in index.items()},
        "page_ms": pages, "peer_ms": theirs,
    }  # fmt: skip


def _patiently(them: Browser, word: str) -> float:
    """Ask the peer's rows for a word, less often the longer it takes."""
    query = {"filtering": {}, "filtering_null": {}, "sorting": "created", "sortreverse": False,
             "search_string": word}  # fmt: skip
    coded = base64.b64encode(json.dumps(query).encode()).decode()
    took: list[float] = []
    while not took or (len(took) < ROUNDS and sum(took) < ENOUGH_MS / 10):
        took.append(them.ms(f"/datatables_ticket_list/{coded}?draw=1&start=0&length=25"))
    return median(took)


if __name__ == "__main__":
    main()
