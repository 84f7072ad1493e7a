"""A row of the inbox: clock, body, severity, state, owner; nothing left for the template to ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from amends.casebook.models import Brand, Case, Mention
from amends.web import calendars
from amends.web.faces import Face, face_or_none
from amends.web.names import name_of
from amends.web.reader import tame


SAID_LENGTH = 280
TAGS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Tag:
    """A small word with its symbol; ``tone`` is amber, inner, plain or empty."""

    words: str
    tone: str = ""
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the queue as it is read."""

    case: Case
    url: str
    face: Face
    who: str
    said: str
    said_language: str
    ago: str
    tags: tuple[Tag, ...]


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
    return Mention.objects.select_related("analysis").in_bulk([pk for pk in ids if pk])


def _said_id(case: Case) -> int:
    return getattr(case, "said_id", None) or 0


def _row(case: Case, said: Mention | None, brands: Mapping[int, Brand], now: datetime) -> Row:
    brand = brands[case.brand_id]
    return Row(
        case=case,
        url=reverse("case", args=[brand.slug, case.number]),
        face=face_or_none(case.clocks.all(), brand.timezone, now),
        who=who_of(case),
        said=tame(said.text or said.subject)[:SAID_LENGTH] if said else "",
        said_language=case.language,
        ago=calendars.ago(case.last_heard_at, brand.timezone, now),
        tags=(*_tags(case, said, brand if len(brands) > 1 else None), *_own_tags(case)),
    )


def who_of(case: Case) -> str:
    """Return the customer's name as far as known."""
    known = str(case.customer or "") or str(case.author or "")
    return tame(known) or gettext("Somebody without a name")


def _own_tags(case: Case) -> list[Tag]:
    return [Tag(tame(name), "accent") for name in case.tag_names[:TAGS_SHOWN]]


def _tags(case: Case, said: Mention | None, brand: Brand | None) -> Iterable[Tag]:
    analysis = getattr(said, "analysis", None)
    if brand:
        yield Tag(brand.name, "plain")
    for topic in case.topics[:2]:
        yield Tag(name_of("topics", topic))
    if "previous" in case.segments or getattr(analysis, "repeat", False):
        yield Tag(gettext("Wrote before"), "amber", "repeat")
    if "vip" in case.segments:
        yield Tag(name_of("segments", "vip"), "", "star")
    if getattr(analysis, "churn", False):
        yield Tag(gettext("May leave us"), "amber", "door")
    if said and said.data.get("is_indirect"):
        yield Tag(gettext("Never named us"), "plain", "eye")
    if case.visibility == "private":
        yield Tag(gettext("Private"), "inner", "lock")
