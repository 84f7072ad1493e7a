"""A row of the inbox: clock, body, severity, state, owner; nothing left for the template to ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from amends.casebook.models import Brand, Case, Mention
from amends.web import calendars, drawing
from amends.web.drawing import tag
from amends.web.faces import Face, face_or_none
from amends.web.names import CHANNEL_ICONS, name_of
from amends.web.reader import initial, tame


SAID_LENGTH = 280
READ_LENGTH = 2 * SAID_LENGTH  # some of it is tamed away
TAGS_SHOWN = 3
READ = ("subject", "text", "data", "analysis__repeat", "analysis__churn")


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the queue as it is read; what is drawn is drawn already."""

    case: Case
    url: str
    who: str
    said: str
    said_language: str
    ago: str
    face: Face
    clock: SafeString
    severity: SafeString
    state: SafeString
    channel: SafeString
    tags: SafeString
    initial: str
    owned: str
    choose: str


def rows_of(
    cases: Iterable[Case],
    said: Mapping[int, Mention],
    brands: Mapping[int, Brand],
    now: datetime,
) -> list[Row]:
    """Build the rows; ``said`` holds the last words of each case by their id."""
    return [_row(case, said.get(_said_id(case)), brands, now) for case in cases]


def said_in(groups: Iterable[Iterable[Case]]) -> dict[int, Mention]:
    """Fetch the last words of all cases on the page, with their analysis, in one query."""
    ids = [_said_id(case) for cases in groups for case in cases]
    rows = Mention.objects.select_related("analysis").only(*READ)
    return rows.in_bulk([pk for pk in ids if pk])


def _said_id(case: Case) -> int:
    return getattr(case, "said_id", None) or 0


def _row(case: Case, said: Mention | None, brands: Mapping[int, Brand], now: datetime) -> Row:
    brand, who, owner = brands[case.brand_id], who_of(case), str(case.owner)
    face = face_or_none(case.shown_clocks, brand.timezone, now)  # type: ignore[attr-defined]  # fetched with it
    tags = (*_tags(case, said, brand if len(brands) > 1 else None), *_own_tags(case))
    return Row(
        case=case,
        url=reverse("case", args=[brand.slug, case.number]),
        who=who,
        said=tame((said.text or said.subject)[:READ_LENGTH])[:SAID_LENGTH] if said else "",
        said_language=case.language,
        ago=calendars.ago(case.last_heard_at, brand.timezone, now),
        face=face,
        clock=drawing.clock(face),
        severity=drawing.severity(case.severity),
        state=drawing.state(case.state),
        channel=drawing.icon(CHANNEL_ICONS.get(case.source.kind, "chat"), "icon-s"),
        tags=mark_safe("".join(tags)),  # noqa: S308 - each tag is drawn from escaped words
        initial=initial(owner),
        owned=gettext("Owner: %(name)s") % {"name": owner},
        choose=gettext("Choose %(name)s") % {"name": who},
    )


def who_of(case: Case) -> str:
    """Return the customer's name as far as known."""
    known = str(case.customer or "") or str(case.author or "")
    return tame(known) or gettext("Somebody without a name")


def _own_tags(case: Case) -> list[SafeString]:
    return [tag(tame(name), "accent") for name in case.tag_names[:TAGS_SHOWN]]


def _tags(case: Case, said: Mention | None, brand: Brand | None) -> Iterable[SafeString]:
    analysis = getattr(said, "analysis", None)
    if brand:
        yield tag(brand.name, "plain")
    for topic in case.topics[:2]:
        yield tag(name_of("topics", topic))
    if "previous" in case.segments or getattr(analysis, "repeat", False):
        yield tag(gettext("Wrote before"), "amber", "repeat")
    if "vip" in case.segments:
        yield tag(name_of("segments", "vip"), "", "star")
    if getattr(analysis, "churn", False):
        yield tag(gettext("May leave us"), "amber", "door")
    if said and said.data.get("is_indirect"):
        yield tag(gettext("Never named us"), "plain", "eye")
    if case.visibility == "private":
        yield tag(gettext("Private"), "inner", "lock")
