"""One signed-in IMAP connection that only ever reads."""

import contextlib
import imaplib
import re
import ssl
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from imap_tools import AND, BaseMailBox
from imap_tools.errors import (
    ImapToolsError,
    MailboxFolderSelectError,
    MailboxLoginError,
)

from amends.connectors.mail.settings import Settings
from amends.connectors.mail.sockets import CheckedImap, CheckedImapTls, read_in_large_pieces
from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting, Unreachable


TIMEOUT_S = 30
_WAIT_SIGNS = re.compile(r"UNAVAILABLE|INUSE|LIMIT|OVERQUOTA|too many", re.IGNORECASE)
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the server knows of a mail without opening it; ``size`` in bytes."""

    uid: int
    size: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class FolderState:
    """A folder's numbering: another ``validity`` makes every uid known before meaningless."""

    validity: int
    next_uid: int


class ImapSession:
    """A connection that signs in when made; use it in a ``with`` block."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._box = _sign_in(settings)
        self._folder = ""

    def close(self) -> None:
        """Sign out; quiet about a connection that is gone already."""
        with contextlib.suppress(imaplib.IMAP4.error, ImapToolsError, OSError):
            self._box.logout()
        with contextlib.suppress(OSError):
            self._box.client.shutdown()

    def reopen(self) -> None:
        """Sign in again and return to the folder, after the server hung up."""
        self.close()
        self._box = _sign_in(self._settings)
        self.open_folder(self._folder)

    def open_folder(self, folder: str) -> FolderState:
        """Open a folder for reading only: no mail is ever marked as seen."""
        try:
            self._box.folder.set(folder, readonly=True)
        except MailboxFolderSelectError as problem:
            raise NeedsReconnecting(
                f"There is no folder {folder} in this mailbox."
            ) from problem
        self._folder = folder
        return FolderState(self._number("UIDVALIDITY"), self._number("UIDNEXT"))

    def uids_after(self, last: int) -> list[int]:
        """Return the uids above the last one, in order.

        A server answers ``n:*`` with the last mail even when it is older than n.
        """
        return [uid for uid in self._search(f"UID {last + 1}:*") if uid > last]

    def uids_since(self, day: date) -> list[int]:
        """Return the uids of mail received since that day, in order."""
        return self._search(str(AND(date_gte=day)))

    def envelopes(self, uids: Iterable[int]) -> list[Envelope]:
        """Return size and time of each mail that is still there, in order of uid."""
        found = []
        for item in self._fetch(uids, "(UID RFC822.SIZE INTERNALDATE)"):
            line = item if isinstance(item, bytes) else b" ".join(item)
            uid, size = _UID.search(line), _SIZE.search(line)
            if uid and size:
                found.append(Envelope(int(uid[1]), int(size[1]), _received_at(line)))
        return sorted(found, key=lambda one: one.uid)

    def mails(self, uids: Iterable[int], part: str = "") -> Mapping[int, bytes]:
        """Return the bytes of each mail by uid; ``part`` as in ``<0.1000>`` for a beginning."""
        found = {}
        items = self._fetch(uids, f"(UID BODY.PEEK[]{part})")
        # The uid stands before the bytes or, on some servers, after them.
        for item, following in zip(items, [*items[1:], b""], strict=True):
            if isinstance(item, tuple):
                behind = following if isinstance(following, bytes) else b""
                uid = _UID.search(item[0]) or _UID.search(behind)
                if uid:
                    found[int(uid[1])] = item[1]
        return found

    @property
    def can_idle(self) -> bool:
        """Tell whether the server can wake us."""
        return "IDLE" in self._box.client.capabilities

    def wait(self, timeout_s: float) -> bool:
        """Wait for news in the open folder; tell whether the server announced any."""
        lines = self._box.idle.wait(timeout=timeout_s)
        return any(b"EXISTS" in line or b"RECENT" in line for line in lines)

    def _search(self, criteria: str) -> list[int]:
        return sorted(int(uid) for uid in self._box.uids(criteria, charset=None))

    def _fetch(self, uids: Iterable[int], what: str) -> list[bytes | tuple[bytes, bytes]]:
        answer, items = self._box.client.uid("FETCH", ",".join(map(str, uids)), what)
        if answer != "OK":
            raise imaplib.IMAP4.error(f"FETCH: {answer}")
        return [item for item in items if item]

    def _number(self, name: str) -> int:
        _, values = self._box.client.response(name)
        value = values[-1] if values else None
        return int(value) if isinstance(value, bytes) and value.isdigit() else 0


@contextlib.contextmanager
def signed_in(settings: Settings) -> Iterator[ImapSession]:
    """Open a session and close it, with every failure told as a ConnectorError."""
    with told_as_connector_errors():
        session = ImapSession(settings)
        try:
            yield session
        finally:
            session.close()


@contextlib.contextmanager
def told_as_connector_errors() -> Iterator[None]:
    """Turn what the libraries raise into what a person can act on."""
    try:
        yield
    except (imaplib.IMAP4.abort, OSError) as problem:
        raise Unreachable(str(problem) or "The mail server hung up.") from problem
    except (imaplib.IMAP4.error, ImapToolsError, ValueError) as problem:
        raise BrokenPage(str(problem)) from problem


def _sign_in(settings: Settings) -> BaseMailBox:
    box = _Box(settings)
    with contextlib.ExitStack() as on_failure:
        on_failure.callback(box.client.shutdown)
        try:
            _present(box, settings)
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, MailboxLoginError) as problem:
            if _WAIT_SIGNS.search(str(problem)):
                raise Busy(str(problem)) from problem
            raise NeedsReconnecting(str(problem)) from problem
        on_failure.pop_all()
    return box


def _present(box: BaseMailBox, settings: Settings) -> None:
    """Say who we are: by token, or by password in the way its letters need."""
    if settings.oauth_token:
        box.xoauth2(settings.user, settings.oauth_token, None)
    elif f"{settings.user}{settings.password}".isascii():
        box.login(settings.user, settings.password, None)
    else:
        box.login_utf8(settings.user, settings.password, None)


class _Box(BaseMailBox):
    """The library's mailbox over a connection of ours: checked address, checked certificate."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        client = self._connected()
        read_in_large_pieces(client)
        return client

    def _connected(self) -> imaplib.IMAP4:
        host, port = self._settings.imap_host, self._settings.imap_port
        if self._settings.imap_security == "tls":
            return CheckedImapTls(host, port, ssl_context=_trust(), timeout=TIMEOUT_S)
        client = CheckedImap(host, port, TIMEOUT_S)
        if self._settings.imap_security == "starttls":
            with contextlib.ExitStack() as on_failure:
                on_failure.callback(client.shutdown)
                if "STARTTLS" not in client.capabilities:
                    raise NeedsReconnecting("The mail server does not offer STARTTLS.")
                client.starttls(_trust())
                on_failure.pop_all()
        return client


@cache
def _trust() -> ssl.SSLContext:
    """Return whom we believe; reading the certificates of the machine takes 50 ms."""
    return ssl.create_default_context()


def _received_at(line: bytes) -> datetime:
    local = imaplib.Internaldate2tuple(line)
    return datetime.fromtimestamp(time.mktime(local), UTC) if local else datetime.now(UTC)
