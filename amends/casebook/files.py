"""Files as they came: stored once by their content, outside the web root."""

import hashlib
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings


AT_ONCE = 16  # the disk answers for so many files in little more time than for one


def keep(content: bytes, suffix: str = "") -> str:
    """Store bytes durably and return their name under MEDIA_ROOT; the same bytes once only."""
    name = _name_of(content, suffix)
    path = Path(settings.MEDIA_ROOT) / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_durably(path, content)
    return name


def keep_many(contents: Iterable[tuple[bytes, str]]) -> None:
    """Store each of these bytes with its suffix, durable when this returns; see ``keep``."""
    wanted = {_name_of(content, suffix): (content, suffix) for content, suffix in contents}
    if len(wanted) > 1:
        with ThreadPoolExecutor(min(AT_ONCE, len(wanted))) as pool:
            list(pool.map(lambda one: keep(*one), wanted.values()))
    else:
        for one in wanted.values():
            keep(*one)


def _name_of(content: bytes, suffix: str) -> str:
    digest = hashlib.sha256(content).hexdigest()
    return f"{digest[:2]}/{digest}{suffix}"


def _write_durably(path: Path, content: bytes) -> None:
    # A half-written file must never carry the final name.
    part = path.with_name(f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
