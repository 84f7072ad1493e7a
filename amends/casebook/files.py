"""Files as they came: stored once by their content, outside the web root."""

import ctypes
import hashlib
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from django.conf import settings


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
TOGETHER = 8  # from so many on, the disk settles everything at once sooner than one by one


def keep(content: bytes, suffix: str = "") -> str:
    """Store bytes durably and return their name under MEDIA_ROOT; the same bytes once only."""
    keep_many([(content, suffix)])
    return _name_of(content, suffix)


def digest_of(content: bytes) -> str:
    """Return what bytes are known by, as hex."""
    return hashlib.sha256(content).hexdigest()


def keep_many(contents: Iterable[tuple[bytes, str]]) -> None:
    """Store each of these bytes with its suffix, durable when this returns; see ``keep``.

    A half-written file never carries its final name.
    """
    root = os.fspath(settings.MEDIA_ROOT)
    finals = {f"{root}/{_name_of(*one)}": one[0] for one in contents}
    new = {final: content for final, content in finals.items() if not os.path.exists(final)}  # noqa: PTH110 - a Path costs as much as the question
    parts = {_write_part(final, content): final for final, content in new.items()}
    _settle(root, list(parts))
    for part, final in parts.items():
        os.replace(part, final)  # noqa: PTH105 - as above


def _name_of(content: bytes, suffix: str) -> str:
    digest = digest_of(content)
    return f"{digest[:2]}/{digest}{suffix}"


def _write_part(final: str, content: bytes) -> str:
    part = f"{final}.{os.getpid()}.{os.urandom(4).hex()}.part"
    try:
        file = os.open(part, _NEW)
    except FileNotFoundError:
        Path(part).parent.mkdir(parents=True, exist_ok=True)
        file = os.open(part, _NEW)
    try:
        # Without a buffer between: what makes one costs more than the writing of a mail.
        left = memoryview(content)
        while left:
            left = left[os.write(file, left) :]
    finally:
        os.close(file)
    return part


def _settle(root: str, parts: Sequence[str]) -> None:
    """Return when what was written is on the disk."""
    if len(parts) >= TOGETHER and _is_settled_at_once(root):
        return
    for part in parts:
        file = os.open(part, os.O_RDONLY)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def _is_settled_at_once(root: str) -> bool:
    """Ask the system to write down everything of the disk; False where it cannot (man 2 syncfs)."""
    place = os.open(root, os.O_RDONLY)
    try:
        with suppress(OSError, AttributeError):
            return bool(ctypes.CDLL(None).syncfs(place) == 0)
        return False
    finally:
        os.close(place)
