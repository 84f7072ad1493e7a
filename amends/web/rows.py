"""A row of the inbox: clock, body, severity, state, owner; drawn, and kept while it looks the same.

A page is asked for again whenever something moves, and then most of its rows have not.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from amends.casebook.models import Brand, Case, Directness
from amends.web import calendars, drawing
from amends.web.closing import closing_of, keeps_words
from amends.web.drawing import tag
from amends.web.faces import Face, Ticking, choose, face_or_none
from amends.web.names import CHANNEL_ICONS, name_of
from amends.web.reader import initial, tame
from amends.web.seen import READ_LENGTH, Said, Seen, clocks_of, said_in


SAID_LENGTH = 280
TAGS_SHOWN = 3
KEPT = 1024  # drawings: what some open pages show
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the queue: what it says, and the whole of it as it is drawn."""

    case: Seen
    url: str
    who: str
    said: str
    face: Face
    drawn: SafeString


@dataclass(frozen=True, slots=True)
class Around:
    """What a row needs besides its case: its brand, its reader, and how long it looks the same.

    ``now`` is no part of what is compared: a row is drawn anew when one of ``ages`` has changed,
    the whole minutes since its moments, or the day.
    """

    slug: str
    zone: str
    brand: str  # empty where there is only one
    language: str
    may_choose: bool
    now: datetime = field(compare=False)
    ages: tuple[int, ...] = ()
    day: date = date.min

    def at(self, case: Seen, clock: Ticking | None) -> "Around":
        """Return the same for a case and the clock it shows."""
        moments = (case.last_heard_at, clock.target_at, clock.limit_at) if clock else ()
        ages = (self.now - moment for moment in moments or (case.last_heard_at,))
        return replace(self, ages=tuple(age // MINUTE for age in ages))


def rows_of(
    groups: Mapping[str, Sequence[Seen]],
    brands: Collection[Brand],
    now: datetime,
    *,
    may_choose: bool = False,
) -> dict[str, list[Row]]:
    """Draw the rows of each group, in two queries for all; ``may_choose`` gives each a box to tick."""
    cases = list(chain.from_iterable(groups.values()))
    clocks, said = clocks_of(cases), said_in(cases)
    around = {
        brand.pk: Around(
            brand.slug, brand.timezone, brand.name if len(brands) > 1 else "", get_language() or "",
            may_choose, now, day=calendars.local(now, brand.timezone).date(),
        )
        for brand in brands
    }  # fmt: skip

    def row(case: Seen) -> Row:
        clock = choose(clocks.get(case.pk, ()))
        words = said.get(case.said_id or 0)
        return _row(case, words, clock, around[case.brand_id].at(case, clock))

    return {name: [row(case) for case in rows] for name, rows in groups.items()}


@lru_cache(maxsize=KEPT)
def _row(case: Seen, said: Said | None, clock: Ticking | None, around: Around) -> Row:
    url, who = reverse("case", args=[around.slug, case.number]), who_is(*case.names)
    words, face = _words(said) if said else "", face_or_none(clock, around.zone, around.now)
    if not words and not keeps_words(case.source_kind):
        words = gettext("Its words stand where they were written.")
    tags = (*_closing(case, around), *_tags(case, said, around.brand), *_own_tags(case))
    values = {
        "key": case.pk,
        "url": url,
        "who": who,
        "said": words,
        "said_language": case.language,
        "ago": calendars.ago(case.last_heard_at, around.zone, around.now),
        "clock": drawing.clock(face),
        "severity": drawing.severity(case.severity),
        "state": drawing.state(case.state),
        "channel": drawing.icon(CHANNEL_ICONS.get(case.source_kind, "chat"), "icon-s"),
        "source": case.source_name,
        "tags": mark_safe("".join(tags)),  # noqa: S308 - each tag is drawn from escaped words
        "initial": initial(case.owner),
        "owned": gettext("Owner: %(name)s") % {"name": case.owner},
        "choose": gettext("Choose %(name)s") % {"name": who},
    }
    shape = {"may_choose": around.may_choose, "has_language": bool(case.language)}
    return Row(case, url, who, words, face, drawing.filled("web/_row.html", values, **shape))


def _words(said: Said) -> str:
    return tame((said.text or said.subject)[:READ_LENGTH])[:SAID_LENGTH]


def who_of(case: Case) -> str:
    """Return the customer's name as far as known."""
    return who_is(str(case.customer or ""), str(case.author or ""))


def who_is(*names: str | None) -> str:
    """Return the first of some names, or words for somebody who gave none."""
    return tame(next(filter(None, names), "")) or gettext("Somebody without a name")


def _closing(case: Seen, around: Around) -> list[SafeString]:
    """Say until when it can be answered at all, where that ends soon or has ended."""
    if not case.waits_for_us:
        return []
    told = closing_of(case.source_kind, case.visibility, case.last_heard_at, around.now)
    if told is None or not told.is_soon:
        return []
    if told.is_over:
        return [tag(gettext("Can no longer be answered there"), "amber", "lock")]
    time = calendars.when(told.at, around.zone, around.now)
    return [tag(gettext("Can be answered until %(time)s") % {"time": time}, "amber", "lock")]


def _own_tags(case: Seen) -> list[SafeString]:
    return [tag(tame(name), "accent") for name in case.tag_names[:TAGS_SHOWN]]


def _tags(case: Seen, said: Said | None, brand: str) -> Iterable[SafeString]:
    if brand:
        yield tag(brand, "plain")
    for topic in case.topics[:2]:
        yield tag(name_of("topics", topic))
    if "previous" in case.segments or (said and said.repeat):
        yield tag(gettext("Wrote before"), "amber", "repeat")
    if "vip" in case.segments:
        yield tag(name_of("segments", "vip"), "", "star")
    if said and said.churn:
        yield tag(gettext("May leave us"), "amber", "door")
    if said and said.directness != Directness.DIRECT:
        yield tag(gettext("Never named us"), "plain", "eye")
    if case.visibility == "private":
        yield tag(gettext("Private"), "inner", "lock")
