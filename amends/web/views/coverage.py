"""Coverage: in which hours somebody answers, channel by channel, and where nobody is on shift."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods, require_safe

from amends.casebook import policies
from amends.casebook.models import Brand, Shift, Source
from amends.playbook import week
from amends.playbook.coverage import ANY_CHANNEL, DAYS
from amends.playbook.keys import KEYS
from amends.web import calendars, seasons
from amends.web.attempts import attempt, tell
from amends.web.doors import brand_for, can, desk_brands, no_brand, person
from amends.web.forms.coverage import MORE_DATES, DateForm, DayForm, day_rows
from amends.web.reader import digits


KEY, SET_UP = "coverage.calendar", "casebook.set_up"
RAMADAN_HOURS = [(10 * 60, 16 * 60), (21 * 60, week.DAY_MIN)]
WEEK_STARTS = 5  # Saturday, as the weeks of the region begin


@login_required
@require_safe
def coverages(request: HttpRequest) -> HttpResponse:
    """Lead to the hours of the first of the person's brands."""
    brand = desk_brands(person(request)).first()
    if brand is None:
        return no_brand(request, "coverage")
    return redirect("coverage", brand.slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def coverage(request: HttpRequest, brand: str) -> HttpResponse:
    """Show the week of one channel as it is declared and staffed, or store it."""
    at = brand_for(request, brand, SET_UP if request.method == "POST" else "casebook.see")
    calendar = _calendar(at)
    channels = _channels(at, calendar)
    channel = request.GET.get("channel", ANY_CHANNEL)
    channel = channel if channel in dict(channels) else ANY_CHANNEL
    rows = list(calendar.get(channel, calendar[ANY_CHANNEL]))
    days, dates = _forms(request, rows)
    if request.method == "POST":
        preset = request.POST.get("preset", "")
        if preset or all(form.is_valid() for form in [*days, *dates]):
            new = _preset(at, rows, preset) if preset else _typed(days, dates)
            _store(request, at, calendar | {channel: new})
            return redirect(f"{reverse('coverage', args=[at.slug])}?channel={channel}")
    context = {
        "page": "coverage",
        "brand": at,
        "brands": desk_brands(person(request)),
        "channels": channels,
        "channel": channel,
        "days": _drawn(at, rows, days),
        "dates": dates,
        "may_change": can(at, SET_UP),
        "brand_names": at.name,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "web/coverage.html", context, status=status)


def _calendar(brand: Brand) -> dict[str, list[str]]:
    default: dict[str, list[str]] = KEYS[KEY].default
    rows: dict[str, list[str]] = policies.rows_of(brand).get(KEY, default)
    return {ANY_CHANNEL: []} | rows


def _channels(brand: Brand, calendar: dict[str, list[str]]) -> list[tuple[str, str]]:
    sources = dict(Source.objects.filter(brand=brand).values_list("kind", "name"))
    extra = {kind: kind for kind in calendar if kind != ANY_CHANNEL and kind not in sources}
    return [(ANY_CHANNEL, ""), *sorted((sources | extra).items())]


def _forms(request: HttpRequest, rows: list[str]) -> tuple[list[DayForm], list[DateForm]]:
    post = request.POST if request.method == "POST" and not request.POST.get("preset") else None
    spans = week.weekday_spans(rows)
    days = [
        DayForm(post, prefix=day, initial=DayForm.filled(spans[n]))
        for n, day in enumerate(DAYS)
    ]
    kept = _dated(rows)
    count = len(kept) + MORE_DATES
    kept += [{} for _n in range(MORE_DATES)]
    return days, [DateForm(post, prefix=f"d{n}", initial=kept[n]) for n in range(count)]


def _dated(rows: list[str]) -> list[dict[str, Any]]:
    """Return the rows about dates as initial values, hours of the same dates together."""
    by_dates: dict[str, list[week.Span]] = {}
    for text in week.date_rows(rows):
        name, _, hours = text.partition(" ")
        spans = by_dates.setdefault(name, [])
        if hours != "closed":
            start, end = (int(t[:2]) * 60 + int(t[3:]) for t in hours.split("-"))
            spans.append((start, end))
    made: list[dict[str, Any]] = []
    for name, spans in by_dates.items():
        first, _, last = name.partition("..")
        made.append({"first": first, "last": last or first} | DateForm.filled(spans))
    return made


def _typed(days: list[DayForm], dates: list[DateForm]) -> list[str]:
    return day_rows(days) + [text for form in dates for text in form.rows()]


def _preset(brand: Brand, rows: list[str], name: str) -> list[str]:
    today: date = calendars.local(timezone.now(), brand.timezone).date()
    if name in week.WEEKENDS:
        return week.with_weekend(rows, name)
    added = {
        "ramadan": lambda: week.dated(*seasons.ramadan(today), RAMADAN_HOURS),
        "eid": lambda: [r for span in seasons.feasts(today) for r in week.dated(*span, [])],
        "nowruz": lambda: week.dated(*seasons.nowruz(today), []),
    }.get(name, list)()
    return rows + [text for text in added if text not in rows]


def _store(request: HttpRequest, brand: Brand, calendar: dict[str, list[str]]) -> None:
    user, now = person(request), timezone.now()
    rows = {name: texts for name, texts in calendar.items() if texts}
    problems = attempt(lambda: policies.change(brand, {KEY: rows or None}, user=user, now=now))
    tell(request, problems, _("Stored. The clocks count these hours from now on."))


def _drawn(brand: Brand, rows: list[str], forms: list[DayForm]) -> list[dict[str, Any]]:
    """Return the week from Saturday on: each day with its hours, its bars, and who is missing."""
    covered, staffed = week.weekday_spans(rows), _staffed(brand)
    now = calendars.local(timezone.now(), brand.timezone)
    made = []
    for n in (*range(WEEK_STARTS, 7), *range(WEEK_STARTS)):
        bare = week.without(covered[n], staffed[n])
        made.append(
            {
                "name": calendars.weekday(n),
                "form": forms[n],
                "on": [_bar(span) for span in covered[n]],
                "bare": [_bar(span) for span in bare],
                "words": [_words(span) for span in covered[n]],
                "bare_words": [_words(span) for span in bare],
                "now": _x(now.hour * 60 + now.minute) if now.weekday() == n else "",
            }
        )
    return made


def _staffed(brand: Brand) -> list[list[week.Span]]:
    days: list[list[week.Span]] = [[] for _day in DAYS]
    for shift in Shift.objects.filter(brand=brand):
        start = shift.starts.hour * 60 + shift.starts.minute
        end = shift.ends.hour * 60 + shift.ends.minute
        if end > start:
            days[shift.weekday].append((start, end))
        else:
            days[shift.weekday].append((start, week.DAY_MIN))
            days[(shift.weekday + 1) % 7].append((0, end))
    return days


def _bar(span: week.Span) -> tuple[str, str]:
    start, end = span
    x = week.DAY_MIN - end if get_language_bidi() else start
    return f"{100 * x / week.DAY_MIN:.1f}%", f"{100 * (end - start) / week.DAY_MIN:.1f}%"


def _x(minute: int) -> str:
    x = week.DAY_MIN - minute if get_language_bidi() else minute
    return f"{100 * x / week.DAY_MIN:.1f}%"


def _words(span: week.Span) -> str:
    return digits(f"{week.clock(span[0])}–{week.clock(span[1])}")
