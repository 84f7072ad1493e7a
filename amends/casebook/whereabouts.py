"""Where customers of a brand talk: what was said to us and what was found, by language and place.

Counted is what people said since a moment, never machines or ourselves; *about us* is what was said
to us and what turned out to speak of us (S4b-05: of a hundred texts about a shop three name it).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Q, QuerySet

from amends.casebook.models import (
    Brand,
    Delivery,
    Directness,
    HitState,
    Mention,
    Message,
    Source,
)


MOST_SITES = 12
DIRECT = Q(directness=Directness.DIRECT)
ABOUT_US = Q(hit__state__in=[HitState.US, HitState.YES]) | Q(case__isnull=False)


class Split(NamedTuple):
    """How much was said to us, and how much about us without naming us; what waits for an answer."""

    direct: int
    indirect: int
    waiting: int

    @property
    def share(self) -> float | None:
        """The share of what was said to us, 0–1, of all that is about us; None of nothing."""
        about_us = self.direct + self.indirect
        return self.direct / about_us if about_us else None


class Place(NamedTuple):
    """One source: what was heard there, how many people wrote, when, and when we last replied."""

    source: Source
    direct: int
    indirect: int
    people: int
    first_heard_at: datetime | None
    last_heard_at: datetime | None
    last_reply_at: datetime | None

    @property
    def heard(self) -> int:
        """How much about us was heard there."""
        return self.direct + self.indirect


@dataclass(frozen=True, slots=True)
class Since:
    """A brand and the moment from which is counted."""

    brand: Brand
    moment: datetime


def split(span: Since) -> Split:
    """Count what is about us by how it came."""
    waiting = Count("pk", filter=Q(hit__state=HitState.MAYBE))
    return Split(**_said(span).aggregate(**_split(), waiting=waiting))


def by_language(span: Since) -> list[tuple[str, Split]]:
    """Count what is about us by language, the most spoken first; an empty one is not read yet."""
    rows = _said(span).order_by().values_list("analysis__lang").annotate(**_split())
    found = [(lang or "", Split(direct, indirect, 0)) for lang, direct, indirect in rows]
    spoken = [(lang, counts) for lang, counts in found if counts.direct + counts.indirect]
    return sorted(spoken, key=lambda one: (-one[1].direct - one[1].indirect, one[0]))


def by_place(span: Since) -> list[Place]:
    """Return every source that is listened to, the loudest first."""
    replies = dict(_replies(span.brand))
    heard = {row["source"]: row for row in _at_places(span)}
    sources = Source.objects.filter(brand=span.brand, is_enabled=True)
    places = [_place(source, heard.get(source.pk, {}), replies) for source in sources]
    return sorted(places, key=lambda place: (-place.heard, place.source.name, place.source.pk))


def by_site(span: Since) -> list[tuple[str, int]]:
    """Count what was found about us by the site it stands on, the loudest first."""
    found = _said(span).filter(ABOUT_US).exclude(DIRECT).filter(data__site__isnull=False)
    rows = found.order_by().values_list("data__site").annotate(n=Count("pk"))
    named = [(str(site), count) for site, count in rows if site]
    return sorted(named, key=lambda one: (-one[1], one[0]))[:MOST_SITES]


def _said(span: Since) -> QuerySet[Mention]:
    return Mention.objects.filter(
        brand=span.brand, heard_at__gt=span.moment, is_ours=False, automatic=""
    )


def _split() -> dict[str, Any]:
    return {
        "direct": Count("pk", filter=DIRECT),
        "indirect": Count("pk", filter=~DIRECT & ABOUT_US),
    }


def _at_places(span: Since) -> Iterable[Mapping[str, Any]]:
    counted = {"people": Count("author", distinct=True), "first": Min("said_at")}
    rows = _said(span).filter(DIRECT | ABOUT_US).order_by().values("source")
    return rows.annotate(**_split(), **counted, last=Max("said_at"))


def _place(source: Source, row: Mapping[str, Any], replies: Mapping[int, datetime]) -> Place:
    return Place(
        source,
        direct=row.get("direct", 0),
        indirect=row.get("indirect", 0),
        people=row.get("people", 0),
        first_heard_at=row.get("first"),
        last_heard_at=row.get("last"),
        last_reply_at=replies.get(source.pk),
    )


def _replies(brand: Brand) -> QuerySet[Delivery, tuple[int, datetime]]:
    sent = Delivery.objects.filter(
        source__brand=brand, message=Message.REPLY, sent_at__isnull=False
    )
    return (
        sent.order_by().values("source").annotate(at=Max("sent_at")).values_list("source", "at")
    )
