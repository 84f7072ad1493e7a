"""The folder in which the practice channels live: what people say, what we said, what fails.

``script.jsonl`` is what people say, one post a line: ``id``, ``author_id``, ``author_name``,
``handle``, ``text``, ``parent``, ``thread``, ``url``, ``rating``, ``visibility`` (public unless
told), ``files`` (each a ``key``, which names it in the folder ``files``, and a ``name``), ``words``
(keys of what comes later in a line with ``later``) and its time: ``at`` (ISO 8601), or ``ago_s`` before the world began, or ``after_s``: it
becomes visible that many seconds after the world began. ``{"edit": id, "text": …}`` and
``{"delete": id}`` are what they change. ``began_at`` holds the time the world began and is
written at the first look. ``said.jsonl`` is what we said. ``faults.jsonl`` is what fails next:
``{"on": "hear" | "say" | "fetch", "fault": …}``, each used once, in order.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from amends.connectors.protocol import BrokenPage


Line = Mapping[str, Any]


class World:
    """One folder; safe to be used by several processes at once."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self.folder = folder
        self.clock = clock
        folder.mkdir(parents=True, exist_ok=True)

    def began_at(self) -> datetime:
        """Return when this world began: now, the first time anybody asks."""
        path = self.folder / "began_at"
        if not path.exists():
            # Linked when it is written: another process must not read half a time.
            with NamedTemporaryFile("w", encoding="ascii", dir=self.folder) as new:
                new.write(self.clock().isoformat())
                new.flush()
                with suppress(FileExistsError):
                    os.link(new.name, path)
        return datetime.fromisoformat(path.read_text(encoding="ascii").strip())

    def time_of(self, post: Line) -> datetime:
        """Return when a post was, or will be, said."""
        if "at" in post:
            at = datetime.fromisoformat(post["at"])
            return at if at.tzinfo else at.replace(tzinfo=UTC)
        seconds = post.get("after_s", 0) - post.get("ago_s", 0)
        return self.began_at() + timedelta(seconds=seconds)

    def is_visible(self, post: Line) -> bool:
        """Say whether a post has been said yet."""
        if "after_s" not in post:
            return True
        return self.began_at() + timedelta(seconds=post["after_s"]) <= self.clock()

    def script(self) -> list[Line]:
        """Return everything people say here, also what they have not said yet."""
        return _lines_of(self.folder / "script.jsonl")

    def file(self, key: str) -> bytes | None:
        """Return a file that came with a post; None where there is none of this name."""
        path = self.folder / "files" / Path(key).name
        return path.read_bytes() if path.is_file() else None

    def said(self) -> list[Line]:
        """Return everything we said here, oldest first."""
        return _lines_of(self.folder / "said.jsonl")

    def append_said(self, line: dict[str, Any], *, once: bool) -> str:
        """Write down, durably, what we said and return its id.

        ``once``: a key that was said before is not said again and returns the first id.
        """
        with self._alone():
            said = self.said()
            for earlier in said if once else ():
                if earlier["key"] == line["key"]:
                    return str(earlier["id"])
            line |= {"id": f"said-{len(said) + 1}", "at": self.clock().isoformat()}
            _append(self.folder / "said.jsonl", line)
            return str(line["id"])

    def next_fault(self, on: str) -> str:
        """Use up the next fault meant for ``on`` and return its name; empty when all is well."""
        if not (self.folder / "faults.jsonl").exists():
            return ""
        with self._alone():
            used = {line["line"] for line in _lines_of(self.folder / "faults_used.jsonl")}
            for number, fault in enumerate(_lines_of(self.folder / "faults.jsonl"), 1):
                if fault["on"] == on and number not in used:
                    _append(self.folder / "faults_used.jsonl", {"line": number})
                    return str(fault["fault"])
        return ""

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (self.folder / "lock").open("w", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _lines_of(path: Path) -> list[Line]:
    """Read a file of JSON lines; a last line still being written is not there yet."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    return [_read(line, f"{path.name}:{n}") for n, line in enumerate(lines, 1) if line.strip()]


def _read(line: str, where: str) -> Line:
    try:
        read = json.loads(line)
    except ValueError as problem:
        raise BrokenPage(f"{where} is not JSON: {problem}") from problem
    if not isinstance(read, dict):
        raise BrokenPage(f"{where} is not a JSON object")
    return read


def _append(path: Path, line: Line) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())
