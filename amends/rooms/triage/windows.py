"""Until when a customer can be answered at all where he wrote, as a clock of his case.

Some channels shut their door a day or a week after his last words. That runs on the wall: no opening
hour keeps a door open.
"""

from datetime import datetime, timedelta

from amends.casebook import clocks
from amends.casebook.models import Case, Clock, Mention, Visibility
from amends.connectors.registry import CONNECTORS


def window_of(mention: Mention) -> timedelta:
    """Return for how long a mention can be answered by the door it came through; nothing: always."""
    kind = CONNECTORS.get(mention.source.kind)
    if kind is None:
        return timedelta()
    narrowed = kind.narrow(kind.capability, mention.data) if kind.narrow else kind.capability
    is_public = mention.visibility == Visibility.PUBLIC
    hours = narrowed.public_window_hours if is_public else narrowed.private_window_hours
    return timedelta(hours=hours)


def clock_of(case: Case, mention: Mention, now: datetime) -> Clock | None:
    """Return the clock of the door through which a mention came, not stored yet; None without one."""
    window = window_of(mention)
    closes_at = mention.said_at + window
    if not window or closes_at <= now:
        return None
    return clocks.build_window(case, now=now, window=window, closes_at=closes_at)


def keep_open(case: Case, mention: Mention, now: datetime) -> None:
    """Start the clock of the door through which a customer's words came; each word of his moves it."""
    clock = clock_of(case, mention, now)
    if clock is not None:
        clocks.put_window(case, clock, now=now)
