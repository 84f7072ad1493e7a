"""Files as they came: stored once by their content, outside the web root."""

import hashlib
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
AT_ONCE = 16  # the disk answers for so many files in little more time than for one


def keep(content: bytes, suffix: str = "") -> str:
    """Store bytes durably and return their name under MEDIA_ROOT; the same bytes once only."""
    name = _name_of(content, suffix)
    _write(Path(settings.MEDIA_ROOT) / name, content)
    return name


def keep_many(contents: Iterable[tuple[bytes, str]]) -> None:
    """Store each of these bytes with its suffix, durable when this returns; see ``keep``."""
    wanted = list({_name_of(*one): one for one in contents}.values())
    hands = min(AT_ONCE, len(wanted))
    if hands <= 1:
        _keep_each(wanted)
        return
    with ThreadPoolExecutor(hands) as pool:
        list(pool.map(_keep_each, (wanted[hand::hands] for hand in range(hands))))


def _keep_each(contents: Iterable[tuple[bytes, str]]) -> None:
    for one in contents:
        keep(*one)


def _name_of(content: bytes, suffix: str) -> str:
    digest = hashlib.sha256(content).hexdigest()
    return f"{digest[:2]}/{digest}{suffix}"


def _write(path: Path, content: bytes) -> None:
    """Write a file unless it is there; a half-written one never carries the final name."""
    final = str(path)
    if os.path.exists(final):  # noqa: PTH110 - a Path costs as much as the question
        return
    part = f"{final}.{os.getpid()}.{os.urandom(4).hex()}.part"
    try:
        file = os.open(part, _NEW)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(part, _NEW)
    with os.fdopen(file, "wb") as raw:
        raw.write(content)
        raw.flush()
        os.fsync(file)
    os.replace(part, final)  # noqa: PTH105 - as above
