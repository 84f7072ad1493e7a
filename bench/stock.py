"""Desks filled with so many cases, ours and the peer's; kept in var/bench until something changes."""

import hashlib
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desks import (
    HERE,
    PEER_PYTHON,
    ROOT,
    VAR,
    install_peer,
    our_environment,
    peer_environment,
    told,
)


OURS = ("amends/casebook/migrations/0001_squashed_0022.py", "bench/sayings.py")
THEIRS = ("bench/peer/desk.py", "bench/sayings.py", "bench/requirements-peer.txt")
FIRST = 1000


def ours(count: int) -> tuple[Path, str]:
    """Return the home of our desk with so many open cases, and the session of its owner."""

    def fill(home: Path) -> Any:
        if count > FIRST and not (home / "amends.sqlite3").exists():
            shutil.copy(ours(FIRST)[0] / "amends.sqlite3", home)
        command = [sys.executable, str(HERE / "filling.py"), str(count)]
        return told(command, our_environment(home))

    home, _ = _kept(VAR / f"ours-{count}", OURS, fill)
    # A desk that was kept is brought up to the schema of today, and its owner signs in anew.
    return home, str(fill(home)["session"])


def theirs(count: int) -> tuple[Path, str]:
    """Return the home of the peer with so many open tickets, and the session of its agent."""
    install_peer()

    def fill(home: Path) -> Any:
        command = [str(PEER_PYTHON), str(HERE / "peer" / "desk.py"), "fill", str(count)]
        return told(command, peer_environment(home))

    return _kept(VAR / f"peer-{count}", THEIRS, fill)


def _kept(
    home: Path, sources: tuple[str, ...], fill: Callable[[Path], Any]
) -> tuple[Path, str]:
    """Return what a folder holds, filled anew when one of the files that made it has changed."""
    made_of = hashlib.sha256(
        b"".join((ROOT / name).read_bytes() for name in sources)
    ).hexdigest()
    note = home / "filled.json"
    known = json.loads(note.read_text()) if note.exists() else {}
    if known.get("made_of") != made_of:
        print(f"filling {home.name} ...", flush=True)
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        known = fill(home) | {"made_of": made_of}
        note.write_text(json.dumps(known))
    return home, str(known["session"])


if __name__ == "__main__":
    for asked in sys.argv[1:]:
        ours(int(asked))
        theirs(int(asked))
