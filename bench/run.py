"""Run every bench, one after another, and print the lines of the README's table: ``make bench``.

run.py              small sizes, a few minutes
run.py --full       the published sizes: 100 000 and 1 000 000 cases, a minute at fifty a second
run.py NAME ...     only these

With AMENDS_BENCH_POSTGRES set, what can be measured on PostgreSQL is, as well. A bench that takes
over an hour is ended; what one of them breaks stops no other.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from databases import SERVER
from results import PLACE
from table import lines


HERE = Path(__file__).parent
# A bench, its arguments for a short run, and for the published figures.
BENCHES = (
    ("mail_import", ("200",), ("3000",)),
    ("inbox", ("10000",), ("10000", "100000", "1000000")),
    ("search_words", ("10000",), ("100000", "1000000")),
    ("listen", ("1000",), ("5000",)),
    ("listen_terms", (), ()),
    ("heard_to_screen", ("20",), ("60",)),
    ("memory", (), ()),
    ("first_page", (), ()),
)
ON_POSTGRES = ("mail_import", "heard_to_screen")
LONGEST_S = 3600
OTHERS = ("reading_speed.py", "language*.py", "analyse*.py")  # of the reader; one size each


def main() -> None:
    asked = {name for name in sys.argv[1:] if not name.startswith("-")}
    failed = [name for name, *arguments in _wanted(asked) if not _run(name, arguments)]
    if PLACE.exists():
        print("\n" + "\n".join(lines(json.loads(PLACE.read_text()))))
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def _wanted(asked: set[str]) -> Iterator[tuple[str, ...]]:
    """Yield each bench with its arguments."""
    readers = (path.stem for pattern in OTHERS for path in sorted(HERE.glob(pattern)))
    for name, short, full in (*BENCHES, *((name, (), ()) for name in readers)):
        if not asked or name in asked:
            chosen = full if "--full" in sys.argv else short
            yield (name, *chosen)
            if SERVER in os.environ and name in ON_POSTGRES:
                yield (name, *chosen, "--postgres")


def _run(name: str, arguments: list[str]) -> bool:
    print(f"\n{name} {' '.join(arguments)}", flush=True)
    start = time.monotonic()
    command = [sys.executable, str(HERE / f"{name}.py"), *arguments]
    with subprocess.Popen(command) as bench:
        try:
            is_done = bench.wait(LONGEST_S) == 0
        except subprocess.TimeoutExpired:
            # Interrupted, not killed: it ends the servers that it started.
            bench.send_signal(signal.SIGINT)
            is_done = False
    took = time.monotonic() - start
    print(f"({took:.0f} s{'' if is_done else ', FAILED'})", flush=True)
    return is_done


if __name__ == "__main__":
    main()
