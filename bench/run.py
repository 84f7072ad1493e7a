"""Run every bench, one after another, and print the lines of the README's table: ``make bench``.

run.py              small sizes, a few minutes
run.py --full       the published sizes: 100 000 and 1 000 000 cases, a minute at fifty a second
run.py NAME ...     only these
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from results import PLACE
from table import lines


HERE = Path(__file__).parent
# A bench, its arguments for a short run, and for the published figures.
BENCHES = (
    ("mail_import", ("200",), ("1000",)),
    ("inbox", ("10000",), ("10000", "100000", "1000000")),
    ("search_words", ("10000",), ("100000", "1000000")),
    ("heard_to_screen", ("20",), ("60",)),
    ("memory", (), ()),
    ("first_page", (), ()),
)
OTHERS = ("reading_speed.py", "language*.py", "analyse*.py")  # of the reader; one size each


def main() -> None:
    asked = {name for name in sys.argv[1:] if not name.startswith("-")}
    readers = (path.stem for pattern in OTHERS for path in sorted(HERE.glob(pattern)))
    for name, short, full in (*BENCHES, *((name, (), ()) for name in readers)):
        if asked and name not in asked:
            continue
        print(f"\n{name}", flush=True)
        start = time.monotonic()
        chosen = full if "--full" in sys.argv else short
        done = subprocess.run([sys.executable, str(HERE / f"{name}.py"), *chosen], check=False)
        print(
            f"({time.monotonic() - start:.0f} s{', FAILED' if done.returncode else ''})",
            flush=True,
        )
    if PLACE.exists():
        print("\n" + "\n".join(lines(json.loads(PLACE.read_text()))))


if __name__ == "__main__":
    main()
