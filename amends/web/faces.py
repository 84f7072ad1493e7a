"""The face of a clock: what is drawn and said of a time we owe (DESIGN-LANGUAGE, "Clock").

One hour is one turn. What is drawn is what is left: the arc ahead of the hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple, TypeAlias, TypeVar

from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_noop as _

from amends.casebook.models import Clock
from amends.web import calendars
from amends.web.names import name_of
from amends.web.reader import number


NEAR_MIN = 10
TURN_MIN = 60
HOURS_SHOWN = 48
# What has one end by the wall, and no target before it.
ENDS = {"promise": _("Promise %s"), "window": _("Can be answered until %s")}
PAST = _("Past the limit")
OVER = {"promise": _("Promise broken"), "window": _("Can no longer be answered there")}


class Ticking(NamedTuple):
    """What of a clock is drawn, where no object is built for it; ``what`` of its promise."""

    kind: str
    state: str
    started_at: datetime
    stopped_at: datetime | None
    target_at: datetime
    limit_at: datetime
    wall_target_at: datetime
    covered_seconds: int | None
    what: str | None


Owed: TypeAlias = Clock | Ticking
C = TypeVar("C", Clock, Ticking)


@dataclass(frozen=True, slots=True)
class Face:
    """A clock ready to draw; ``arc`` and ``rest`` are (dash, offset) of a ring of 60."""

    kind: str
    lead: str
    under: str = ""
    spoken: str = ""
    figure: str = ""
    unit: str = ""
    arc: tuple[str, str] | None = None
    rest: tuple[str, str] | None = None
    quarter: int | None = None
    is_whole: bool = False


def face_of(clock: Owed, zone: str, now: datetime) -> Face:
    """Draw a clock as it stands now, with words in the reader's language."""
    if clock.state != "running":
        return _stopped(clock, zone, now)
    if now >= clock.limit_at:
        return _over(clock, zone, now)
    if clock.kind in ENDS:
        return _end(clock, zone, now)
    if _is_paused(clock, now):
        target = calendars.when(clock.target_at, zone, now)
        return Face("paused", gettext("Out of hours"), gettext("Target %s") % target)
    return (
        _before_target(clock, zone, now) if now < clock.target_at else _late(clock, zone, now)
    )


def choose(clocks: Iterable[C]) -> C | None:
    """Return the clock a row shows: the running one due first, else the one stopped last."""
    known = list(clocks)
    running = [c for c in known if c.state == "running"]
    if running:
        return min(running, key=lambda c: c.limit_at)
    stopped = [
        c for c in known if c.stopped_at and c.state != "cancelled" and c.kind != "window"
    ]
    return max(stopped, key=lambda c: c.stopped_at or c.started_at, default=None)


def face_or_none(clock: Owed | None, zone: str, now: datetime) -> Face:
    """Draw the clock a row shows, or the quiet face of a case that owes nothing."""
    return face_of(clock, zone, now) if clock else Face("kept", gettext("Nothing is due"))


def _is_paused(clock: Owed, now: datetime) -> bool:
    # More time is left than the duty was given: some of it lies outside covered hours.
    return clock.target_at - now > clock.wall_target_at - clock.started_at


def _minutes(span: timedelta) -> int:
    return max(1, ceil(span.total_seconds() / 60))


def _figure(minutes: int) -> tuple[str, str]:
    if minutes <= TURN_MIN:
        return number(minutes), pgettext("unit on a clock", "min")
    hours = round(minutes / 60)
    if hours <= HOURS_SHOWN:
        return number(hours), pgettext("unit on a clock", "h")
    return number(round(hours / 24)), pgettext("unit on a clock", "d")


def _left(minutes: int) -> str:
    shown = {"n": number(minutes)}
    if minutes <= TURN_MIN:
        return ngettext("%(n)s minute left", "%(n)s minutes left", minutes) % shown
    hours = round(minutes / 60)
    return ngettext("%(n)s hour left", "%(n)s hours left", hours) % {"n": number(hours)}


def _before_target(clock: Owed, zone: str, now: datetime) -> Face:
    left = _minutes(clock.target_at - now)
    between = int((clock.limit_at - clock.target_at).total_seconds() // 60)
    mark = max(TURN_MIN - between, 0) if between <= TURN_MIN else 0
    drawn = min(left, mark)
    figure, unit = _figure(left)
    return Face(
        "calm",
        gettext("Target %s") % calendars.when(clock.target_at, zone, now),
        gettext("Limit %s") % calendars.when(clock.limit_at, zone, now),
        _left(left),
        figure,
        unit,
        arc=(f"{drawn} 60", f"-{mark - drawn}"),
        rest=(f"{TURN_MIN - mark} 60", f"-{mark}"),
        quarter=(mark - 15) * 6,
        is_whole=mark == 0,
    )


def _to_twelve(left: int) -> tuple[str, str]:
    return f"{left} 60", f"-{TURN_MIN - left}"


def _late(clock: Owed, zone: str, now: datetime) -> Face:
    left = _minutes(clock.limit_at - now)
    figure, unit = _figure(left)
    return Face(
        "near" if left < NEAR_MIN else "late",
        gettext("Limit %s") % calendars.when(clock.limit_at, zone, now),
        gettext("Target missed"),
        _left(left),
        figure,
        unit,
        arc=_to_twelve(left) if left < TURN_MIN else None,
        is_whole=left >= TURN_MIN,
    )


def _end(clock: Owed, zone: str, now: datetime) -> Face:
    left = _minutes(clock.limit_at - now)
    figure, unit = _figure(left)
    return Face(
        "near" if left < NEAR_MIN else "calm",
        gettext(ENDS[clock.kind]) % calendars.when(clock.limit_at, zone, now),
        _what(clock),
        _left(left),
        figure,
        unit,
        arc=_to_twelve(left) if left < TURN_MIN else None,
        is_whole=left >= TURN_MIN,
    )


def _what(clock: Owed) -> str:
    if isinstance(clock, Ticking):
        return clock.what or ""
    promise = getattr(clock, "promise", None)
    return promise.what if promise else ""


def _over(clock: Owed, zone: str, now: datetime) -> Face:
    past = _minutes(now - clock.limit_at)
    figure, unit = _figure(past)
    lead = gettext(OVER.get(clock.kind, PAST))
    due = calendars.when(clock.limit_at, zone, now)
    return Face("over", lead, gettext("was due %s") % due, "", figure, unit)


def _stopped(clock: Owed, zone: str, now: datetime) -> Face:
    kind = name_of("clocks", clock.kind)
    if clock.state == "missed":
        return Face("over", gettext("Missed"), kind, "", "!", "")
    if clock.state == "cancelled":
        return Face("kept", gettext("No longer due"), kind)
    if clock.kind == "promise":
        return Face("kept", gettext("Promise kept"), calendars.when(clock.limit_at, zone, now))
    minutes = max(1, (clock.covered_seconds or 0) // 60)
    if minutes <= TURN_MIN:
        said = ngettext("Answered in %(n)s min", "Answered in %(n)s min", minutes)
        return Face("kept", said % {"n": number(minutes)}, kind)
    hours = round(minutes / 60)
    said = ngettext("Answered in %(n)s hour", "Answered in %(n)s hours", hours)
    return Face("kept", said % {"n": number(hours)}, kind)
