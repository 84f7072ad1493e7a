"""The next hour: where the clocks of the queue will fall, in reading direction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, gettext

from amends.casebook.models import Brand, Clock
from amends.casebook.prepared import Prepared, Slot, slots
from amends.web import drawing
from amends.web.faces import NEAR_MIN
from amends.web.reader import number, tame


HOUR = timedelta(hours=1)
MOST = 40
SHOWN = (
    "kind", "target_at", "limit_at", "case__number",
    "case__author__name", "case__author__handle", "case__author__email",
)  # fmt: skip
FIRST, SPAN = 4.0, 92.0  # percent of the strip's width


class Soon(NamedTuple):
    """A clock whose limit is near, in the order of SHOWN."""

    kind: str
    target_at: datetime
    limit_at: datetime
    number: int
    name: str | None
    handle: str | None
    email: str | None

    @property
    def names(self) -> tuple[str | None, ...]:
        """Return by what the customer may be called, the best first."""
        return self.name, self.handle, self.email


@dataclass(frozen=True, slots=True)
class Mark:
    """One clock on the line: calm ring, late or near diamond, mine dot; ``x`` in percent."""

    shape: str
    x: str
    words: str

    @property
    def drawn(self) -> SafeString:
        """Draw it where it stands."""
        return drawing.filled("web/_hour_mark.html", {"x": self.x}, shape=self.shape)


@dataclass(frozen=True, slots=True)
class Tick:
    """One quarter of the hour."""

    x: str
    words: str


def place(minutes: float) -> str:
    """Return where a minute of the hour stands; from the end for right-to-left."""
    x = FIRST + SPAN * minutes / 60
    return f"{100 - x if get_language_bidi() else x:.1f}%"


def ticks() -> list[Tick]:
    """Return the five marks below the line."""
    words = {m: gettext("%s min") % number(m) for m in (15, 30, 45, 60)}
    return [Tick(place(m), words.get(m) or gettext("Now")) for m in (0, 15, 30, 45, 60)]


def marks(brands: Sequence[Brand], now: datetime) -> list[Mark]:
    """Return the targets, limits and promises of the next hour, in one query."""
    keys = [brand.pk for brand in brands]
    clocks = (Soon(*row) for row in _soon(len(keys)).ask(brands=keys, now=now))
    return [mark for clock in clocks if (mark := _mark(clock, now))]


@lru_cache(maxsize=32)
def _soon(brands: int) -> Prepared:
    now = Slot("now")
    soon = Clock.objects.filter(
        case__brand__pk__in=slots("brands", brands),
        state="running",
        limit_at__gt=now,
        limit_at__lte=now + 2 * HOUR,
    )
    return Prepared(soon.order_by("limit_at").values_list(*SHOWN)[:MOST])


def _mark(clock: Soon, now: datetime) -> Mark | None:
    is_target = clock.kind not in {"promise", "window"} and clock.target_at > now
    at = clock.target_at if is_target else clock.limit_at
    if at > now + HOUR:
        return None
    minutes = (at - now).total_seconds() / 60
    who = tame(next(filter(None, clock.names), f"C-{clock.number}"))
    said = {"n": number(round(minutes)), "who": who}
    if clock.kind == "promise":
        return Mark("mine", place(minutes), gettext("in %(n)s min a promise to %(who)s") % said)
    if is_target:
        return Mark(
            "calm", place(minutes), gettext("in %(n)s min the target of %(who)s") % said
        )
    shape = "near" if minutes < NEAR_MIN else "late"
    return Mark(shape, place(minutes), gettext("in %(n)s min the limit of %(who)s") % said)
