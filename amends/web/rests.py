"""How a reply that has not left yet is shown: how long it rests, why, and who may end it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.casebook.models import Delivery, DeliveryState
from amends.connectors.registry import CONNECTORS


LONGER_THAN_UNDO = timedelta(seconds=121)
_WAITS = (DeliveryState.READY, DeliveryState.LINK)


@dataclass(frozen=True, slots=True)
class Rest:
    """A pause that still runs; ``why`` is undo, by_hand, cool_down or still_writing."""

    why: str
    seconds: int
    share: int

    @property
    def clock(self) -> str:
        """Return minutes and seconds as a clock shows them."""
        return f"{self.seconds // 60}:{self.seconds % 60:02}"


def rest_of(delivery: Delivery, now: datetime) -> Rest | None:
    """Return the pause of a hand-written reply, None when it may leave; ``share`` is of 60 parts."""
    reply = delivery.reply
    if reply is None or delivery.state not in _WAITS or delivery.not_before <= now:
        return None
    whole = max(delivery.not_before - reply.written_at, timedelta(seconds=1))
    left = delivery.not_before - now
    seconds = int(left.total_seconds()) + 1
    return Rest(_why(delivery, whole), seconds, min(60, round(60 * left / whole)))


def _why(delivery: Delivery, whole: timedelta) -> str:
    kind = CONNECTORS.get(delivery.source.kind)
    if kind is not None and kind.capability.is_chat:
        return "still_writing"
    if whole > LONGER_THAN_UNDO:
        return "cool_down"
    return "by_hand" if delivery.state == DeliveryState.LINK else "undo"
