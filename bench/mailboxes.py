"""Where mails lie before a desk takes them in: a folder of files, or a mailbox of a real Dovecot."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from desks import ROOT
from mails import write_mails


sys.path.insert(0, str(ROOT / "tests"))
OWNER = 5000  # of the mailboxes, as tests/servers/mail_config says


class Boxes(Protocol):
    """Makes places of mails, one for each name; ``trusted`` lets our desk go there."""

    trusted: dict[str, str]

    def fill(self, name: str, count: int, first: int = 0) -> str:
        """Deliver so many mails and return the place to take them in from."""


class Folders:
    """Folders of ``.eml``: both desks read them without a server."""

    trusted: Final[dict[str, str]] = {}

    def __init__(self, home: Path) -> None:
        self._home = home

    def fill(self, name: str, count: int, first: int = 0) -> str:
        """Write so many mails into a new folder in the place of the old one."""
        folder = self._home / name
        shutil.rmtree(folder, ignore_errors=True)
        write_mails(folder, count, first)
        return str(folder)


class Mailboxes:
    """Mailboxes of one Dovecot; filling one again delivers more into it."""

    def __init__(self, server: object, home: Path, password: str) -> None:
        self._mail, self._port = Path(server.folder) / "mail", server.imap_port  # type: ignore[attr-defined]  # tests are not typed
        self._home, self._password, self._filled = home, password, 0
        self.trusted = {"AMENDS_ALLOW_HOSTS": f"127.0.0.1:{self._port}"}

    def fill(self, name: str, count: int, first: int = 0) -> str:
        """Put so many mails into a mailbox, behind what it holds."""
        self._filled += 1
        made, box = self._home / f"{name}-{self._filled}", f"{name}@shop.test"
        write_mails(made, count, first)
        folders = [self._mail / box / part for part in ("cur", "new", "tmp")]
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
        for number, mail in enumerate(sorted(made.iterdir())):
            shutil.copy(mail, folders[1] / f"{self._filled:03}{number:07}.M1P1.shop")
        for path in (self._mail / box, *(self._mail / box).rglob("*")):
            shutil.chown(path, OWNER, OWNER)
        return f"imap://{box.replace('@', '%40')}:{self._password}@127.0.0.1:{self._port}"


def why_no_dovecot() -> str:
    """Say why no Dovecot can run here; empty if one can."""
    from servers.mail import why_not

    return why_not()


@contextmanager
def mailboxes(home: Path) -> Iterator[Mailboxes]:
    """Run a Dovecot of our own and yield its mailboxes."""
    from servers.mail import PASSWORD, running_mail_server

    with running_mail_server() as server:
        yield Mailboxes(server, home, PASSWORD)
