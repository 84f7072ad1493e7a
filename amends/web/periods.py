"""The period a page looks back over, and the brand it looks at, as links that work without script."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext, ngettext, pgettext

from amends.casebook.models import Brand
from amends.web import calendars
from amends.web.menus import Link
from amends.web.reader import number


DAYS = (1, 7, 30, 90)
DAILY = 14  # at most this many bars, one a day; longer periods get wider bars


class PeriodForm(forms.Form):
    """How far a page looks back, at which brand, at which side of the door."""

    days = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=[(d, d) for d in DAYS]
    )
    brand = forms.SlugField(required=False)
    visibility = forms.ChoiceField(
        required=False, choices=[("public", "public"), ("private", "private")]
    )


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at: a number of days until now, some brands, one side of the door."""

    days: int
    brands: Sequence[Brand]
    visibility: str
    kept: dict[str, Any]

    def since(self, now: datetime) -> datetime:
        """Return where the period begins."""
        return now - timedelta(days=self.days)

    def address(self, **changes: Any) -> str:
        """Return the same look with something changed; None drops it."""
        query = {k: v for k, v in (self.kept | changes).items() if v}
        return "?" + urlencode(query)


def look_at(query: Any, brands: Sequence[Brand], days: int) -> Look:
    """Return what the address asks to look at; what makes no sense is ignored."""
    form = PeriodForm(query)
    form.is_valid()
    by = form.cleaned_data
    chosen = [brand for brand in brands if brand.slug == by.get("brand")]
    kept = {name: by[name] for name in ("days", "brand", "visibility") if by.get(name)}
    return Look(by.get("days") or days, chosen or brands, by.get("visibility", ""), kept)


def choices(look: Look, brands: Sequence[Brand]) -> list[Link]:
    """Return the chips: how far back, then which brand when there are several."""
    links = [Link(_days(d), look.address(days=d), d == look.days) for d in DAYS]
    if len(brands) > 1:
        chosen = look.kept.get("brand")
        links += [
            Link(
                b.name,
                look.address(brand=None if b.slug == chosen else b.slug),
                b.slug == chosen,
            )
            for b in brands
        ]
    return links


def sides(look: Look) -> list[Link]:
    """Return the chips of where it was said."""
    names = {
        "": gettext("Public and private"),
        "public": gettext("In public"),
        "private": gettext("In private"),
    }
    return [
        Link(name, look.address(visibility=code), look.visibility == code)
        for code, name in names.items()
    ]


def _days(days: int) -> str:
    if days == 1:
        return pgettext("period", "24 hours")
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": number(days)}


def edges(look: Look, now: datetime, zone: str) -> list[datetime]:
    """Return the moments between which bars are counted: hours, days, or several days each."""
    if look.days == 1:
        return [now - timedelta(hours=2 * n) for n in range(12, -1, -1)]
    midnight = calendars.local(now, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = midnight + timedelta(days=1)
    width = -(-look.days // DAILY)
    bars = -(-look.days // width)
    return [tomorrow - timedelta(days=width * n) for n in range(bars, -1, -1)]


def edge_words(look: Look, moments: Sequence[datetime], zone: str) -> list[str]:
    """Name each bar by where it begins."""
    if look.days == 1:
        return [calendars.clock_time(at, zone) for at in moments[:-1]]
    return [calendars.short_day(at, zone) for at in moments[:-1]]
