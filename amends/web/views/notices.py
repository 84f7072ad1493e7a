"""Notices: what the desk tells a person about his brands, each once."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from amends.casebook import ledger
from amends.casebook.models import Monitor, Notice
from amends.casebook.notices import IN_THE_QUEUE
from amends.web.doors import desk_brands, person
from amends.web.notice_words import Told, told


PAGE = 50


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Show the latest notices, those not seen first."""
    brands = {brand.pk: brand for brand in desk_brands(person(request))}
    mine = _mine(request, brands).exclude(kind__in=IN_THE_QUEUE).select_related("case")
    rows = list(mine.order_by("-pk")[:PAGE])
    for row in rows:
        row.brand = brands[row.brand_id]
    names = dict(Monitor.objects.filter(brand__in=brands).values_list("pk", "name"))
    shown: list[tuple[Notice, Told]] = [(row, told(row, names)) for row in rows]
    context = {
        "page": "inbox",
        "notices": sorted(shown, key=lambda one: one[0].seen_at is not None),
        "unseen": sum(row.seen_at is None for row in rows),
        "brand_names": gettext(", ").join(brand.name for brand in brands.values()),
        "version": sum(brand.version for brand in brands.values()),
    }
    return render(request, "web/notices.html", context)


def _mine(request: HttpRequest, brands: Any) -> Any:
    return Notice.objects.filter(user=person(request), brand__in=brands)


@login_required
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """Mark all of a person's notices as seen."""
    brands = [brand.pk for brand in desk_brands(person(request))]
    _mine(request, brands).filter(seen_at=None).update(seen_at=timezone.now())
    for pk in brands:
        ledger.touch(pk)
    return redirect("notices")
