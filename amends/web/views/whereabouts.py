"""Where customers talk (S4d-09): what is watched, what is not, and what looks abandoned."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from amends.casebook import whereabouts as counted
from amends.casebook.models import Brand, Membership, Monitor
from amends.casebook.roles import ANSWERERS
from amends.connectors.protocol import Door
from amends.connectors.registry import CONNECTORS
from amends.rooms.listen import rules
from amends.web.doors import brand_for, desk_brands, no_brand, person


DAYS = 30
NAMED_USUALLY = 3  # of a hundred texts about a company that name it (S4b-05)
NO_PLACES = ("fake_", "file", "phone", "email", "web_form")
ANY = "*"


@login_required
@require_safe
def whereabouts(request: HttpRequest) -> HttpResponse:
    """Lead to where the customers of the first of the person's brands talk."""
    brand = desk_brands(person(request)).first()
    if brand is None:
        return no_brand(request, "sources")
    return redirect("whereabouts_of", brand.slug)


@login_required
@require_safe
def whereabouts_of(request: HttpRequest, brand: str) -> HttpResponse:
    """Show the last thirty days of one brand."""
    at, now = brand_for(request, brand, "casebook.see"), timezone.now()
    span = counted.Since(at, now - timedelta(days=DAYS))
    places = counted.by_place(span)
    context = {
        "page": "sources",
        "tab": "where",
        "brand": at,
        "brands": desk_brands(person(request)),
        "brand_names": at.name,
        "version": at.version,
        "split": counted.split(span),
        "usual": NAMED_USUALLY,
        "languages": _languages(at, span),
        "places": [(place, _is_abandoned(place, now)) for place in places],
        "sites": counted.by_site(span),
        "unwatched": _unwatched({place.source.kind for place in places}),
        "has_monitors": Monitor.objects.filter(brand=at, is_enabled=True).exists(),
        "days": DAYS,
    }
    return render(request, "web/whereabouts.html", context)


def _languages(brand: Brand, span: counted.Since) -> list[tuple[str, Any, bool]]:
    """Return each language with its counts, and whether somebody on the team answers in it."""
    rows = Membership.objects.filter(
        brand=brand, role__in=ANSWERERS, user__is_active=True
    ).values_list("languages", flat=True)
    spoken = {lang for languages in rows for lang in languages or (ANY,)}
    return [
        (lang, counts, ANY in spoken or lang in spoken)
        for lang, counts in counted.by_language(span)
    ]


def _is_abandoned(place: counted.Place, now: Any) -> bool:
    kind = CONNECTORS.get(place.source.kind)
    answers = kind is not None and kind.capability.public != Door.NONE
    return answers and rules.is_abandoned(
        people=place.people if place.direct else 0,
        first_heard_at=place.first_heard_at,
        last_reply_at=place.last_reply_at,
        now=now,
    )


def _unwatched(watched: set[str]) -> list[str]:
    """Return the kinds of places where nobody of the brand listens, by name."""
    kinds = (kind for name, kind in CONNECTORS.items() if name not in watched)
    return sorted(
        gettext(kind.title)
        for kind in kinds
        if kind.capability.reads and not kind.name.startswith(NO_PLACES)
    )
