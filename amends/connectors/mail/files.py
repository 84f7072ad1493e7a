"""Mails that lie in files: a folder of .eml, an mbox, a maildir; one by one, in a firm order."""

import mailbox
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path


Mail = tuple[str, bytes, datetime]  # a name that sorts as the mails come, the bytes, file time


def holds_mails(path: Path) -> bool:
    """Say whether a path is a folder, an .eml or an mbox rather than a table."""
    if path.is_dir() or path.suffix.lower() in {".eml", ".mbox"}:
        return True
    with path.open("rb") as file:
        return file.read(5) == b"From "


def read_mails(path: Path, after: str = "") -> Iterator[Mail]:
    """Yield every mail whose name sorts after ``after``."""
    if path.is_dir() and (path / "cur").is_dir():
        yield from _maildir(path, after)
    elif path.is_dir():
        for file in sorted(path.rglob("*.eml")):
            if (name := file.relative_to(path).as_posix()) > after:
                yield name, file.read_bytes(), _time_of(file)
    elif path.suffix.lower() == ".eml":
        if path.name > after:
            yield path.name, path.read_bytes(), _time_of(path)
    else:
        yield from _mbox(path, after)


def _maildir(path: Path, after: str) -> Iterator[Mail]:
    folder = mailbox.Maildir(path, create=False)
    for key in sorted(folder.keys()):
        if key > after:
            yield key, folder.get_bytes(key), _time_of(path)


def _mbox(path: Path, after: str) -> Iterator[Mail]:
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.keys()):
            if (name := f"{number:09}") > after:
                yield name, box.get_bytes(key), _time_of(path)
    finally:
        box.close()


def _time_of(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
