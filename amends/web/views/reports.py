"""The morning page and its reports; every figure opens the cases behind it."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from amends.casebook import figures
from amends.casebook.models import Brand, Cause
from amends.rooms.coach import service as coach
from amends.web import calendars, morning, names, periods
from amends.web import inbox as queue
from amends.web.doors import desk_brands, person
from amends.web.names import name_of
from amends.web.rows import rows_of
from amends.web.seen import Seen, seen, shown


WEEK = 7
PAGE = 25
BURNING = 4
PRAISED = 4  # the latest, before the team (S2-06)


class FigureForm(forms.Form):
    """Which figure's cases are asked for."""

    figure = forms.CharField(required=False, max_length=30)
    topic = forms.ChoiceField(required=False, choices=[(t, t) for t in names.TOPICS])
    cause = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62)


@login_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Show the morning: what burns, what is promised, and the figures of the period."""
    now, everything = timezone.now(), list(desk_brands(person(request)))
    look = periods.look_at(request.GET, everything, WEEK)
    context: dict[str, Any] = {
        "page": "reports",
        "look": look,
        "brands": everything,
        "chips": periods.choices(look, everything),
        "sides": periods.sides(look),
        "band_names": [name_of("bands", band) for band in figures.BANDS],
        "brand_names": everything[0].name if len(everything) == 1 else "",
        "version": sum(brand.version for brand in everything),
    }
    if everything:
        zone = everything[0].timezone
        context |= morning.report(look, now) | _now(request, look.brands)
        context["reach"] = figures.reach(morning.span_of(look, now))
        context["praised"] = coach.recent_kudos([one.pk for one in look.brands], PRAISED)
        context["today"] = calendars.day(now, zone, with_year=True)
        context["beside"] = calendars.beside(now, zone)
    return render(request, "web/reports.html", context)


def _now(request: HttpRequest, brands: Any) -> dict[str, Any]:
    """Return what burns and what is promised, as rows of the inbox."""
    now, user = timezone.now(), person(request)
    page = queue.look(brands, {}, user, now)
    first = {
        "burning": page.cases.get("waiting", ())[:BURNING],
        "promised": page.cases.get("promised", ())[:BURNING],
    }
    return rows_of(first, brands, now)


@login_required
@require_safe
def figure(request: HttpRequest) -> HttpResponse:
    """Show the cases behind one figure, latest first."""
    now, everything = timezone.now(), list(desk_brands(person(request)))
    look = periods.look_at(request.GET, everything, WEEK)
    form = FigureForm(request.GET)
    if not form.is_valid() or not everything:
        raise Http404
    by, span = form.cleaned_data, morning.span_of(look, now)
    cases, title = _behind(by, span, everything)
    cases = cases.filter(pk__lt=by["before"]) if by["before"] else cases
    found = seen(shown(cases.order_by("-pk"))[: PAGE + 1])
    context = {
        "page": "reports",
        "title": title,
        **rows_of({"rows": found[:PAGE]}, everything, now),
        "chips": [],
        "back": look.address(),
        "next": _next(look, by, found),
        "brand_names": everything[0].name if len(everything) == 1 else "",
    }
    return render(request, "web/figure.html", context)


def _next(look: periods.Look, by: dict[str, Any], found: list[Seen]) -> str:
    if len(found) <= PAGE:
        return ""
    kept = {name: by[name] for name in ("figure", "topic", "cause")}
    return look.address(**kept, before=found[PAGE - 1].pk)


def _behind(by: dict[str, Any], span: figures.Span, brands: list[Brand]) -> tuple[Any, str]:
    if by["cause"]:
        cause = Cause.objects.filter(pk=by["cause"], brand__in=brands).first()
        if cause is None:
            raise Http404
        return figures.cases(span).filter(causes=cause), cause.name
    if by["topic"]:
        return figures.cases(span).filter(topic=by["topic"]), name_of("topics", by["topic"])
    try:
        return figures.behind(by["figure"], span), _title(by["figure"])
    except KeyError:
        raise Http404 from None


def _title(code: str) -> str:
    if code.count("-") != 2:  # noqa: PLR2004 - a clock, a band, a shift
        return name_of("figures", code)
    clock, band, shift = code.split("-")
    parts = [name_of("bands", band), name_of("clock_sides", clock)]
    return gettext(", ").join(parts + ([name_of("shift_sides", shift)] if shift else []))
