"""From ``git clone`` to the first page: one command on a machine with git, make and Python.

What pip has in its cache is used, as on any machine that installed something before.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from pathlib import Path

from desks import ROOT
from results import keep


PATIENCE_S = 300


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        start = time.monotonic()
        here = Path(folder) / "amends"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(here)], check=True)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("AMENDS_", "DJANGO_"))}
        with (Path(folder) / "log").open("w") as log:
            desk = subprocess.Popen(
                ["make", "run"],
                cwd=here,
                env=kept,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                took = _first_answer(start, desk)
            finally:
                os.killpg(desk.pid, signal.SIGTERM)
                desk.wait(60)
    print(f"clone -> first page {took:.0f} s")
    keep("first_page", {"seconds": took})


def _first_answer(start: float, desk: subprocess.Popen[bytes]) -> float:
    while time.monotonic() - start < PATIENCE_S and desk.poll() is None:
        try:
            with urllib.request.urlopen("http://127.0.0.1:8000/", timeout=5) as page:
                if page.status == HTTPStatus.OK:
                    return time.monotonic() - start
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return sys.exit("no page came")


if __name__ == "__main__":
    main()
