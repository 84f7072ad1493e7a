"""Monitors: what is listened for, in which spellings, and where."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.casebook.models import Brand, Monitor
from amends.language.naming.spellings import heard_anyway
from amends.rooms.listen import service as listen
from amends.web.attempts import attempt, tell
from amends.web.doors import brand_for, can, desk_brands, person
from amends.web.forms.monitor import MonitorForm


SET_UP = "casebook.set_up"
ABOUT_US = ("us", "yes")


@login_required
@require_safe
def monitors(request: HttpRequest) -> HttpResponse:
    """Show what each of the person's brands listens for, and how much was found."""
    brands = {brand.pk: brand for brand in desk_brands(person(request))}
    rows = Monitor.objects.filter(brand__in=brands).annotate(
        found=Count("hits", filter=Q(hits__state__in=ABOUT_US)),
        waiting=Count("hits", filter=Q(hits__state="maybe")),
    )
    shown = [(row, brands[row.brand_id]) for row in rows.order_by("brand__name", "name", "pk")]
    context = {
        "page": "sources",
        "tab": "monitors",
        "monitors": shown,
        "brands": [(brand, can(brand, SET_UP)) for brand in brands.values()],
        "may_by_brand": {pk: can(brand, SET_UP) for pk, brand in brands.items()},
        "brand_names": gettext(", ").join(brand.name for brand in brands.values()),
        "version": sum(brand.version for brand in brands.values()),
    }
    return render(request, "web/monitors.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, brand: str) -> HttpResponse:
    """Begin to listen for something."""
    return _form(request, brand_for(request, brand, SET_UP), None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, brand: str, pk: int) -> HttpResponse:
    """Change what is listened for."""
    at = brand_for(request, brand, SET_UP)
    return _form(request, at, get_object_or_404(Monitor, brand=at, pk=pk))


def _form(request: HttpRequest, brand: Brand, monitor: Monitor | None) -> HttpResponse:
    form = MonitorForm(request.POST or None, brand=brand, monitor=monitor)
    problems: list[str] = []
    if request.method == "POST" and form.is_valid() and "offer" not in request.POST:
        problems = attempt(
            lambda: listen.keep_monitor(
                brand, form.wanted(), actor=person(request), now=timezone.now(), monitor=monitor
            )
        )
        if not problems:
            tell(request, [], _("Stored. We listen for it from now on."))
            return redirect("monitors")
    context = {"page": "sources", "brand": brand, "monitor": monitor, "problems": problems}
    status = 422 if form.errors or problems else 200
    return render(request, "web/monitor.html", context | _shown(form), status=status)


def _shown(form: MonitorForm) -> dict[str, Any]:
    groups = form.offers
    return {
        "form": form,
        "ways": [(why, rows) for why, rows in groups if not rows[0][0].is_slip],
        "slips": [(why, rows) for why, rows in groups if rows[0][0].is_slip],
        "anyway": [word for name in form.names_given for word in heard_anyway(name)],
    }


@login_required
@require_POST
def remove(request: HttpRequest, brand: str, pk: int) -> HttpResponse:
    """Stop listening for something; what was found stays."""
    at = brand_for(request, brand, SET_UP)
    monitor = get_object_or_404(Monitor.objects.select_related("brand"), brand=at, pk=pk)
    problems = attempt(lambda: listen.remove_monitor(monitor, actor=person(request)))
    tell(request, problems, _("We no longer listen for it."))
    return redirect("monitors")
