"""Maybe us: what was found and may not be about us waits here for a yes or a no."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from amends.casebook.models import Brand, Hit
from amends.rooms.triage import service as triage
from amends.web.attempts import attempt, tell
from amends.web.doors import brand_for, can, desk_brands, is_htmx, person
from amends.web.reasons import pieces_of, reasons_of


PAGE = 20
ANSWER = "casebook.answer"


@login_required
@require_safe
def maybe(request: HttpRequest) -> HttpResponse:
    """Show what waits, latest first, with why each may be us; and what was answered last."""
    brands = {brand.pk: brand for brand in desk_brands(person(request))}
    waiting = _hits(brands).filter(state="maybe").order_by("-pk")
    context = {
        "page": "heard",
        "tab": "maybe",
        "hits": [_shown(hit, brands) for hit in waiting[:PAGE]],
        "count": waiting.count(),
        "last": _last(request, brands),
        "may_by_brand": {pk: can(brand, ANSWER) for pk, brand in brands.items()},
        "brand_names": gettext(", ").join(brand.name for brand in brands.values()),
        "version": sum(brand.version for brand in brands.values()),
    }
    page = "web/maybe.html#list" if is_htmx(request) else "web/maybe.html"
    return render(request, page, context)


def _hits(brands: dict[int, Brand]) -> QuerySet[Hit]:
    rows = Hit.objects.filter(brand__in=brands, mention__deleted_at=None)
    return rows.select_related(
        "monitor", "mention__source", "mention__author", "mention__analysis", "mention__case"
    )


def _shown(hit: Hit, brands: dict[int, Brand]) -> dict[str, Any]:
    text = hit.mention.text or hit.mention.subject
    spans = hit.spans if hit.mention.text else []
    return {
        "hit": hit,
        "brand": brands[hit.brand_id],
        "pieces": pieces_of(text, spans),
        "reasons": reasons_of(hit),
        "percent": round(100 * hit.relevance),
    }


def _last(request: HttpRequest, brands: dict[int, Brand]) -> Hit | None:
    """Return what this person answered last, so that he can take it back."""
    given = request.GET.get("answered", "")
    if not given.isdecimal() or len(given) > 18:  # noqa: PLR2004 - what a key can hold
        return None
    hit = _hits(brands).filter(pk=int(given), answered_by=person(request)).first()
    if hit is not None:
        hit.brand = brands[hit.brand_id]
    return hit


@login_required
@require_POST
def answer(request: HttpRequest, brand: str, pk: int) -> HttpResponse:
    """Say yes or no, or take an answer back."""
    at = brand_for(request, brand, ANSWER)
    hit = get_object_or_404(Hit, brand=at, pk=pk)
    user, now, said = person(request), timezone.now(), request.POST.get("said", "")
    if said == "undo":
        problems = attempt(lambda: triage.undo_answer(hit, actor=user, now=now))
    else:
        is_us = said == "yes"
        problems = attempt(lambda: triage.answer_hit(hit, is_us=is_us, actor=user, now=now))
    if problems:
        tell(request, problems, "")
    shown = redirect("maybe")
    if said != "undo" and not problems:
        shown["Location"] += f"?answered={hit.pk}"
    return shown
