"""Search among everything said, as an agent does: the page of results, ours beside the peer's.

Each word is asked in a spelling customers did not use: ya and kaf of the other keyboard, hamza,
teh marbuta, capitals. Asked of our search itself, and as the complete page over HTTP; the peer
answers by its list of rows with a search string.

    search_words.py [COUNT ...]     100 000 without
"""

import base64
import json
import sys
from collections.abc import Mapping
from statistics import median
from typing import Any
from urllib.parse import quote

from both import asked, bench, both
from desks import our_environment, told


COMMON = {"ar": "الغلايه", "fa": "كتري", "en": "KETTLE"}
RARE = {"ar": "أسبوعين RB-100300", "fa": "هفته RB-100304", "en": "weeks RB-100302"}
ROUNDS = 9
ASK = """
import json, sys, time
from amends.cli import desk
desk.start()
from amends.casebook import search
from amends.casebook.models import Brand
brands = list(Brand.objects.values_list("pk", flat=True))
words, rounds = json.loads(sys.argv[1]), int(sys.argv[2])
def ms(word):
    start, cpu = time.perf_counter(), time.process_time()
    found = search.find(word, brands)
    return 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - cpu), len(found)
[ms(word) for word in words]
print(json.dumps({word: [ms(word) for _ in range(rounds)] for word in words}))
"""


def main() -> None:
    bench("search", _measure, _tell, (100_000,))


def _measure(count: int) -> dict[str, Any]:
    words = [*COMMON.values(), *RARE.values()]
    with both(count) as (us, them):
        command = [sys.executable, "-c", ASK, json.dumps(words), str(ROUNDS)]
        index = told(command, our_environment(us.home))
        pages = {word: asked(us, f"/?q={quote(word)}", rounds=ROUNDS) for word in words}
        theirs = (
            {word: asked(them, _rows(word), rounds=ROUNDS) for word in COMMON.values()}
            if them
            else {}
        )
    return {
        "index_ms": {w: median(ms for ms, _, _ in asks) for w, asks in index.items()},
        "index_cpu_ms": {w: median(cpu for _, cpu, _ in asks) for w, asks in index.items()},
        "found": {w: asks[0][2] for w, asks in index.items()},
        "page_ms": {w: page.ms for w, page in pages.items()},
        "page_cpu_ms": {w: page.cpu_ms for w, page in pages.items()},
        "peer_ms": {w: page.ms for w, page in theirs.items()},
    }


def _rows(word: str) -> str:
    """Return the address of the peer's rows for a word."""
    query = {"filtering": {}, "filtering_null": {}, "sorting": "created", "sortreverse": False,
             "search_string": word}  # fmt: skip
    coded = base64.b64encode(json.dumps(query).encode()).decode()
    return f"/datatables_ticket_list/{coded}?draw=1&start=0&length=25"


def _tell(row: Mapping[str, Any]) -> str:
    peer = row["peer_ms"].values()
    said = (
        f"django-helpdesk {min(peer):.0f}-{max(peer):.0f} ms"
        if peer
        else "the peer is not asked"
    )
    return (
        f"slowest word ours {max(row['index_ms'].values()):.1f} ms in the index "
        f"({max(row['index_cpu_ms'].values()):.1f} of the processor), "
        f"{max(row['page_ms'].values()):.1f} ms the page "
        f"({max(row['page_cpu_ms'].values()):.1f}); {said}"
    )


if __name__ == "__main__":
    main()
