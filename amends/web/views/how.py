"""How a brand handles complaints, for everybody to read; written from its policy (ISO 10002)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from amends.casebook.models import Brand, Source
from amends.casebook.policies import policy_of
from amends.playbook import week
from amends.playbook.coverage import ANY_CHANNEL
from amends.playbook.keys import KEYS
from amends.playbook.next_instance import next_instance
from amends.web import calendars
from amends.web.letterbox import KIND
from amends.web.public_page import page, shows, speak
from amends.web.reader import digits


WEEK_FROM = (5, 6, 0, 1, 2, 3, 4)  # Saturday first


@shows
def how(request: HttpRequest, key: str) -> HttpResponse:
    """Tell customers how to complain, what it costs, when they hear, and where else to go."""
    brand = Brand.objects.filter(form_key=key).first()
    if brand is None:
        raise Http404
    speak(request, brand=brand)
    policy = policy_of(brand)
    has_form = Source.objects.filter(brand=brand, kind=KIND, is_enabled=True).exists()
    return page(
        request, "how", brand,
        policy=policy, limits=policy.limits, has_form=has_form, hours=_hours(brand),
        is_wall=policy.sla_clock == "wall", elsewhere=elsewhere(brand),
    )  # fmt: skip


def elsewhere(brand: Brand) -> str:
    """Name the next instance: the brand's own words, else those of its country."""
    language = (translation.get_language() or brand.language)[:2]
    return str(brand.next_instance.get(language) or next_instance(brand.country, language))


def _hours(brand: Brand) -> list[tuple[str, str]]:
    """Return the open hours of each day, as text; empty where the day is closed."""
    stored = brand.policy_settings.filter(key="coverage.calendar").values_list(
        "value", flat=True
    )
    calendar: dict[str, Any] = stored.first() or KEYS["coverage.calendar"].default
    spans = week.weekday_spans(calendar.get(ANY_CHANNEL, []))
    return [
        (
            calendars.weekday(n),
            digits(", ".join(f"{week.clock(a)}–{week.clock(b)}" for a, b in spans[n])),
        )
        for n in WEEK_FROM
    ]
