"""Beyond our own pages: where we took part, always saying who we are, and small delights."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods, require_safe

from amends.casebook.models import Brand, Delight, Participation
from amends.rooms.listen import service as listen
from amends.web.attempts import attempt, tell
from amends.web.doors import brand_for, can, desk_brands, no_brand, person
from amends.web.forms.community import DelightForm, ParticipationForm


PAGE = 50


@login_required
@require_safe
def communities(request: HttpRequest) -> HttpResponse:
    """Lead to the communities of the first of the person's brands."""
    brand = desk_brands(person(request)).first()
    if brand is None:
        return no_brand(request, "sources")
    return redirect("community", brand.slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def community(request: HttpRequest, brand: str) -> HttpResponse:
    """Show where a brand took part and what delights it gave, or write one down."""
    needed = "casebook.answer" if request.method == "POST" else "casebook.see"
    at = brand_for(request, brand, needed)
    is_delight = request.POST.get("of") == "delight"
    part = ParticipationForm(None if is_delight else request.POST or None)
    delight = DelightForm(request.POST if is_delight else None)
    sent = delight if is_delight else part
    problems: list[str] = []
    if request.method == "POST" and sent.is_valid():
        problems = attempt(_deed(request, at, sent))
        if not problems:
            tell(request, [], _("Written down."))
            return redirect("community", at.slug)
    shown = _shown(at) | {"part": part, "delight": delight, "problems": problems}
    status = 422 if sent.errors or problems else 200
    return render(request, "web/community.html", shown, status=status)


def _deed(request: HttpRequest, brand: Brand, form: forms.Form) -> Callable[[], object]:
    actor, now, given = person(request), timezone.now(), form.cleaned_data
    if isinstance(form, DelightForm):
        what, number = given["what"], given["number"]
        return lambda: listen.give_delight(brand, what, actor=actor, now=now, number=number)
    return lambda: listen.take_part(brand, listen.Part(**given), actor=actor, now=now)


def _shown(brand: Brand) -> dict[str, Any]:
    parts = Participation.objects.filter(brand=brand).select_related("user")
    delights = Delight.objects.filter(brand=brand).select_related("user", "case")
    return {
        "page": "sources",
        "tab": "community",
        "brand": brand,
        "brand_names": brand.name,
        "version": brand.version,
        "parts": parts.order_by("-pk")[:PAGE],
        "delights": delights.order_by("-pk")[:PAGE],
        "may_write": can(brand, "casebook.answer"),
    }
