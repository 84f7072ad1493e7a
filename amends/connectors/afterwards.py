"""What a channel gives or tells only afterwards: files and words it named by a key, and fates."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, runtime_checkable


if TYPE_CHECKING:
    from amends.connectors.protocol import Heard


@dataclass(frozen=True, slots=True)
class FarFile:
    """A file of a mention that is told by a key only, under which it is fetched afterwards.

    ``name`` may be made up; ``size_bytes`` is 0 where nobody told it.
    """

    key: str
    name: str
    size_bytes: int = 0


@dataclass(frozen=True, slots=True)
class FarWords:
    """The words of a mention that is told by a key only; a sign stands for them until they come."""

    key: str


class Became(StrEnum):
    """What became of something that we sent."""

    ARRIVED = "arrived"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Fate:
    """What a channel says afterwards of something we sent, by the id that ``Sent`` told.

    ``code`` and ``words`` say why it failed: ours, and the channel's own.
    """

    external_id: str
    became: Became
    at: datetime
    code: str = ""
    words: str = ""


@runtime_checkable
class Fetcher(Protocol):
    """Fetches files that were told by a key only."""

    def fetch_file(self, file: FarFile) -> bytes:
        """Return the bytes of a file; raises Gone where it is not there, TooLong, ConnectorError."""
        ...


@runtime_checkable
class Completer(Protocol):
    """Fetches words that were told by a key only."""

    def fetch_words(self, words: FarWords) -> "Heard":
        """Return the mention with its words; raises Gone where it is not there, ConnectorError."""
        ...
