"""Until when a place can be answered, and whether its words may be kept: what the kind says of all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.connectors.protocol import Capability
from amends.connectors.registry import CONNECTORS
from amends.rooms.respond.rules import window_of


SOON = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a door that does not stay open, and how long it is until then."""

    at: datetime
    left: timedelta

    @property
    def is_over(self) -> bool:
        """Tell whether the door is shut already."""
        return self.left < timedelta()

    @property
    def hours(self) -> int:
        """Return the hours that are left; one that has begun counts."""
        return max(0, -(-self.left // timedelta(hours=1)))

    @property
    def is_soon(self) -> bool:
        """Tell whether it is worth a mark in the queue: within six hours, or shut."""
        return self.left <= SOON


def closing_of(kind: str, visibility: str, heard_at: datetime, now: datetime) -> Closing | None:
    """Return when a source of a kind stops being answered; None where it never does."""
    known = CONNECTORS.get(kind)
    return closing_at(known.capability, visibility, heard_at, now) if known else None


def closing_at(
    capability: Capability, visibility: str, heard_at: datetime, now: datetime
) -> Closing | None:
    """Return when a door shuts after a customer's words; None where it stays open."""
    window = timedelta(hours=window_of(capability, visibility))
    return Closing(heard_at + window, heard_at + window - now) if window else None


def keeps_words(kind: str) -> bool:
    """Tell whether what is said at a kind of place may be kept."""
    known = CONNECTORS.get(kind)
    return known is None or known.capability.may_store
