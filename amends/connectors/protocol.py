"""What a connector is: three small protocols and the plain values that cross them.

Exceptions, each a sentence a person can act on:
    ConnectorError
    ├── NeedsReconnecting   401, 403: a person must sign in again
    │   └── OutOfCredits    402: a person must pay
    ├── Busy                429, 503: try again after ``retry_after_s``
    ├── Unreachable         time-outs, refused connections, 5xx
    ├── BrokenPage          the answer could not be read; the cursor stays where it was
    └── Undeliverable       the service refuses this message for good
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from amends.connectors.afterwards import FarFile, FarWords, Fate
from amends.connectors.directness import Directness


class ConnectorError(Exception):
    """A channel did not do what was asked."""


class NeedsReconnecting(ConnectorError):
    """The channel no longer accepts our sign-in."""


class OutOfCredits(NeedsReconnecting):
    """The credits of our account at this channel are used up."""


class Busy(ConnectorError):
    """The channel asks us to wait."""

    def __init__(self, message: str = "", retry_after_s: float = 60.0) -> None:
        super().__init__(message or self.__doc__)
        self.retry_after_s = retry_after_s


class Unreachable(ConnectorError):
    """The channel could not be reached."""


class BrokenPage(ConnectorError):
    """The channel's answer could not be read."""


class Undeliverable(ConnectorError):
    """The channel refuses this message for good."""


class Visibility(StrEnum):
    """Who can read a message: everyone, or only the customer and us."""

    PUBLIC = "public"
    PRIVATE = "private"


class Door(StrEnum):
    """How an answer reaches a channel."""

    API = "api"
    DEEP_LINK = "deep_link"
    NONE = "none"


class Counting(StrEnum):
    """In which unit a channel counts the length of a text."""

    CODE_POINTS = "code_points"
    UTF16 = "utf16"
    GRAPHEMES = "graphemes"
    UTF8_BYTES = "utf8_bytes"
    X_WEIGHTED = "x_weighted"  # letters of most alphabets count 1, other signs and emoji 2


@dataclass(frozen=True, slots=True)
class Prices:
    """What a service asks for one of each, in millionths of a US dollar; 0 is free."""

    read: int = 0
    read_private: int = 0
    answer: int = 0
    answer_with_link: int = 0
    private: int = 0


@dataclass(frozen=True, slots=True)
class Capability:
    """What one kind of channel can do; said once per kind, shown on its card.

    ``platform`` names the place whose people and threads several kinds share; empty for a kind that
    stands alone. ``max_length`` is in ``counting`` units, 0 for no limit, and each link counts as
    ``link_length``, 0 for as written; windows are in hours since the customer last spoke there, 0
    for no end. ``may_repeat``: of unknown fate it may be sent again without harm. ``may_store``:
    false where the terms let us keep ids, links and our own work only. ``may_invite_update``: C-02.
    ``is_chat``: an answer waits for the end of a burst (S0-03). ``poll_s``: between two rounds.
    """

    platform: str = ""
    reads: bool = True
    public: Door = Door.NONE
    private: Door = Door.NONE
    default_visibility: Visibility = Visibility.PUBLIC
    directness: Directness = Directness.DIRECT  # of mentions that say nothing else
    public_window_hours: int = 0
    private_window_hours: int = 0
    max_length: int = 0
    counting: Counting = Counting.CODE_POINTS
    link_length: int = 0
    may_repeat: bool = False
    may_store: bool = True
    may_invite_update: bool = False
    attachments: bool = False
    is_chat: bool = False
    poll_s: int = 30
    prices: Prices = Prices()
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with, or goes out with, a message."""

    name: str
    content_type: str
    content: bytes
    content_id: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing somebody said, as the channel told it.

    ``external_id`` is a string, unique within the source. ``parents`` holds external ids this
    answers, nearest first; ``thread`` names the conversation when the channel has one. ``text``
    is what the person newly wrote, ``full_text`` the uncut original where they differ, ``raw``
    the bytes as they came when they must be kept. ``is_ours``: our own post coming back.
    ``automatic`` is empty for people, else one of bounce, auto_reply, list, loop.
    ``data`` holds what only this channel knows, JSON-ready; of it the desk reads ``rating`` (1–5),
    ``reach`` (how many read it), ``is_indirect`` (found by our words), ``site``, ``fingerprint``.
    """

    external_id: str
    text: str
    said_at: datetime
    visibility: Visibility
    author_id: str = ""
    author_name: str = ""
    author_handle: str = ""
    author_email: str = ""
    author_phone: str = ""
    subject: str = ""
    html: str = ""
    full_text: str = ""
    url: str = ""
    thread: str = ""
    parents: tuple[str, ...] = ()
    is_ours: bool = False
    automatic: str = ""
    attachments: tuple[Attachment, ...] = ()
    afterwards: tuple[FarFile | FarWords, ...] = ()
    raw: bytes = b""
    problem: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    directness: Directness | None = None  # none: as the kind of channel says


@dataclass(frozen=True, slots=True)
class Edit:
    """Something its author changed; a new subject and what ``data`` names replace the old."""

    external_id: str
    text: str
    edited_at: datetime
    subject: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deletion:
    """Something heard before was taken away by its author."""

    external_id: str
    deleted_at: datetime


@dataclass(frozen=True, slots=True)
class Batch:
    """One page of what was heard, and the cursor that covers it.

    ``secrets`` hold a token the service rotated, stored with the cursor. ``more``: ask at once.
    """

    mentions: tuple[Heard, ...] = ()
    edits: tuple[Edit, ...] = ()
    deletions: tuple[Deletion, ...] = ()
    cursor: str = ""
    secrets: Mapping[str, str] = field(default_factory=dict)
    more: bool = False
    fates: tuple[Fate, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a service, as it came; names of ``headers`` are in small letters."""

    raw: bytes
    headers: Mapping[str, str]
    at: datetime
    query: Mapping[str, str] = field(default_factory=dict)
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Challenge:
    """The service asks something: answer with this body; ``is_kept`` where a person must see it."""

    body: bytes
    content_type: str = "text/plain"
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """The call was not genuine: answer with this status and count it."""

    status: int
    why: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to send.

    ``parent`` is the external id it answers, ``references`` the ones before it (oldest first);
    without a parent the last reference is the public word from which a private door may open.
    ``key`` the idempotency key (for mail the Message-ID, angle brackets included).
    """

    to: str
    text: str
    visibility: Visibility
    key: str
    parent: str = ""
    thread: str = ""
    references: tuple[str, ...] = ()
    subject: str = ""
    html: str = ""
    language: str = ""
    automatic: bool = False
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """What the service said it posted."""

    external_id: str
    url: str = ""


@runtime_checkable
class Listener(Protocol):
    """Polled for what was said."""

    def hear(self, cursor: str) -> Batch:
        """Return what was said after the cursor; an empty cursor means from the beginning."""
        ...


@runtime_checkable
class Hook(Protocol):
    """Called by the service."""

    def check(self, call: Call) -> Challenge | Refused | None:
        """Say whether a call is genuine, over its raw bytes; None lets it be kept and read.

        Nothing of the body is parsed before its signature holds. Questions are answered at once.
        """
        ...

    def receive(self, call: Call) -> Batch:
        """Read a call that was checked, without network; unknown events are an empty batch.

        Reading it twice gives the same mentions. Raises BrokenPage where it cannot be read.
        """
        ...


@runtime_checkable
class Speaker(Protocol):
    """Sends what was decided."""

    def say(self, outgoing: Outgoing) -> Sent:
        """Send once; raise ConnectorError when it is certain that nothing went out."""
        ...
