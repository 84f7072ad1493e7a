"""Listens to a mailbox by IMAP4rev1 (RFC 3501), woken by IDLE (RFC 2177).

The cursor holds for each folder its UIDVALIDITY and the last UID read. When the server numbers
its mails anew, the folder is read again: mails are named by Message-ID, so hearing them twice
changes nothing. The mailbox is opened for reading only: nothing is deleted, moved or marked.
A mail that cannot be read is heard as such and never holds up the ones behind it.
"""

import contextlib
import imaplib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from amends.connectors.mail.ahead import read_ahead
from amends.connectors.mail.imap_session import Envelope, FolderState, ImapSession, signed_in
from amends.connectors.mail.parse import parse_mail
from amends.connectors.mail.settings import Settings
from amends.connectors.protocol import Batch, Heard, Visibility
from amends.connectors.source_settings import N_


PAGE = 500  # mails
PAGE_BYTES = 32 * 1024 * 1024  # of all of them together
TOO_LARGE = N_("This mail is too large: only its beginning was read. Open it in the mailbox.")
NOT_GIVEN = N_("The mail server did not hand over this mail. Open it in the mailbox.")
_BEGINNING = 256 * 1024  # bytes read of a mail that is too large
_AT_ONCE = 8 * 1024 * 1024  # bytes asked for in one go
_MOST_AT_ONCE = 100  # mails: while the next are fetched these are read
_IDLE_S = 28 * 60  # servers hang up after 29 minutes without a word
_POLL_S = 60


@dataclass(frozen=True, slots=True)
class Place:
    """How far one folder was read."""

    validity: int = 0
    last_uid: int = 0


@dataclass(slots=True)
class _Page:
    """What one call of ``hear`` gathers."""

    places: dict[str, Place]
    mentions: list[Heard] = field(default_factory=list)
    more: bool = False


def parse_cursor(cursor: str) -> dict[str, Place]:
    """Read a cursor; an empty one is the beginning."""
    places = json.loads(cursor or "{}")
    return {folder: Place(*map(int, place.split(":"))) for folder, place in places.items()}


def format_cursor(places: Mapping[str, Place]) -> str:
    """Write places down as a cursor: ``{"INBOX":"validity:last_uid"}``."""
    plain = {folder: f"{one.validity}:{one.last_uid}" for folder, one in places.items()}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


class Imap:
    """Hears what arrives in a mailbox."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._next_uid = 0

    def hear(self, cursor: str) -> Batch:
        """Return a page of mails after the cursor; at first those of the last ``first_days`` days.

        Raises NeedsReconnecting for a refused sign-in or a missing folder, Busy and Unreachable
        for what passes by itself.
        """
        page = _Page(parse_cursor(cursor))
        with signed_in(self._settings) as session:
            for folder in self._settings.folders:
                self._hear_folder(session, folder, page)
        return Batch(tuple(page.mentions), cursor=format_cursor(page.places), more=page.more)

    def wait(self, timeout_s: float) -> bool:
        """Wait until the first folder may hold something new; False when the time is up.

        Asks once a minute where the server cannot wake us.
        """
        with signed_in(self._settings) as session:
            until = time.monotonic() + timeout_s
            while True:
                state = session.open_folder(self._settings.folders[0])
                if self._next_uid and state.next_uid > self._next_uid:
                    return True
                self._next_uid = state.next_uid
                left_s = until - time.monotonic()
                if left_s <= 0:
                    return False
                if session.can_idle and session.wait(min(left_s, _IDLE_S)):
                    return True
                if not session.can_idle:
                    time.sleep(min(left_s, _POLL_S))

    def _hear_folder(self, session: ImapSession, folder: str, page: _Page) -> None:
        state = session.open_folder(folder)
        if folder == self._settings.folders[0]:
            self._next_uid = state.next_uid
        uids, last_uid = self._news(session, state, page.places.get(folder, Place()))
        mine = uids[: PAGE - len(page.mentions)]
        envelopes = session.envelopes(mine) if mine else []
        fitting = self._fitting(envelopes)
        if len(fitting) < len(envelopes):
            mine = [uid for uid in mine if uid <= fitting[-1].uid]
        page.more = page.more or len(mine) < len(uids)
        page.mentions += self._read(session, f"imap:{folder}:{state.validity}", fitting)
        page.places[folder] = Place(state.validity, mine[-1] if mine else last_uid)

    def _fitting(self, envelopes: Sequence[Envelope]) -> Sequence[Envelope]:
        """Return the mails that fit into a page, at least one; of huge ones only the beginning."""
        whole = 0
        for place, one in enumerate(envelopes):
            whole += one.size if one.size <= self._largest else _BEGINNING
            if place and whole > PAGE_BYTES:
                return envelopes[:place]
        return envelopes

    def _news(
        self, session: ImapSession, state: FolderState, place: Place
    ) -> tuple[list[int], int]:
        """Return the uids not read yet, and the last uid to remember if none of them is read."""
        if place.validity == state.validity:
            return session.uids_after(place.last_uid), place.last_uid
        if not self._settings.first_days or place.validity:
            return session.uids_after(0), 0
        since = datetime.now(UTC) - timedelta(days=self._settings.first_days)
        uids = session.uids_since(since.date())
        return uids, uids[0] - 1 if uids else max(state.next_uid - 1, 0)

    def _read(
        self, session: ImapSession, place: str, envelopes: Sequence[Envelope]
    ) -> Iterator[Heard]:
        """Yield each mail that is still there as one mention, in order of uid."""
        read = partial(
            parse_mail,
            own_addresses=self._settings.own_addresses,
            authserv_id=self._settings.authserv_id,
        )
        for envelope, heard in read_ahead(self._fetched(session, envelopes), read):
            if not heard.raw:
                yield _not_given(f"{place}:{envelope.uid}", envelope)
            elif envelope.size > self._largest:
                yield replace(heard, problem=TOO_LARGE, attachments=())
            else:
                yield heard

    def _fetched(
        self, session: ImapSession, envelopes: Sequence[Envelope]
    ) -> Iterator[tuple[Envelope, bytes, datetime]]:
        """Yield the bytes of each mail, none where the server does not hand it over."""
        for group in _groups(envelopes, self._largest):
            raws = self._mails(session, group)
            for envelope in group:
                yield envelope, raws.get(envelope.uid, b""), envelope.received_at

    def _mails(self, session: ImapSession, group: Sequence[Envelope]) -> Mapping[int, bytes]:
        """Fetch mails together, and one by one when the server stumbles over one of them."""
        part = f"<0.{_BEGINNING}>" if group[0].size > self._largest else ""
        try:
            return session.mails([one.uid for one in group], part)
        except imaplib.IMAP4.error:
            raws: dict[int, bytes] = {}
            for one in group:
                session.reopen()
                with contextlib.suppress(imaplib.IMAP4.error):
                    raws.update(session.mails([one.uid], part))
            return raws

    @property
    def _largest(self) -> int:
        return self._settings.largest_mb * 1024 * 1024


def _groups(envelopes: Sequence[Envelope], largest: int) -> Iterator[list[Envelope]]:
    """Yield mails to fetch together; one that is too large stands alone."""
    group: list[Envelope] = []
    for one in envelopes:
        is_full = (
            len(group) == _MOST_AT_ONCE
            or sum(each.size for each in group) + one.size > _AT_ONCE
        )
        stands_alone = max(one.size, *(each.size for each in group), 0) > largest
        if group and (is_full or stands_alone):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _not_given(name: str, envelope: Envelope) -> Heard:
    return Heard(
        external_id=name,
        text="",
        said_at=envelope.received_at,
        visibility=Visibility.PRIVATE,
        problem=NOT_GIVEN,
    )
