"""Everything that was heard: cases, and what was set aside, so that nothing is lost unseen."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_POST, require_safe

from amends.casebook import search
from amends.casebook.models import Brand, Directness, Hit, HitState, Mention
from amends.rooms.triage import service as triage
from amends.web.attempts import attempt, tell
from amends.web.doors import brand_for, desk_brands, is_htmx, person
from amends.web.thread import plain


PAGE = 40
FOUND = 200


class HeardForm(forms.Form):
    """What the page is narrowed by; what makes no sense is ignored."""

    q = forms.CharField(required=False, max_length=200)
    kind = forms.ChoiceField(
        required=False, choices=[("aside", ""), ("cases", ""), ("indirect", "")]
    )
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62)


@login_required
@require_safe
def heard(request: HttpRequest) -> HttpResponse:
    """Show what was heard, latest first."""
    form = HeardForm(request.GET)
    form.is_valid()
    brands = {brand.pk: brand for brand in desk_brands(person(request))}
    found = list(_narrow(_said_to_us(brands), form.cleaned_data, brands)[: PAGE + 1])
    for mention in found:
        mention.brand = brands[mention.brand_id]
    context = {
        "page": "heard",
        "by": form.cleaned_data,
        "mentions": [(mention, plain(mention)) for mention in found[:PAGE]],
        "maybe_us": Hit.objects.filter(brand__in=brands, state=HitState.MAYBE).count(),
        "next": found[PAGE - 1].pk if len(found) > PAGE else None,
        "brand_names": gettext(", ").join(brand.name for brand in brands.values()),
        "version": sum(brand.version for brand in brands.values()),
    }
    return render(
        request, "web/heard.html#list" if is_htmx(request) else "web/heard.html", context
    )


def _said_to_us(brands: Iterable[int]) -> QuerySet[Mention]:
    return Mention.objects.filter(brand__in=brands, is_ours=False)


def _narrow(
    mentions: QuerySet[Mention], by: dict[str, Any], brands: dict[int, Brand]
) -> QuerySet[Mention]:
    mentions = mentions.select_related("author", "source", "analysis", "case").order_by("-pk")
    if by.get("q"):
        mentions = mentions.filter(pk__in=search.find(by["q"], brands, limit=FOUND))
    if by.get("before"):
        mentions = mentions.filter(pk__lt=by["before"])
    return {
        "aside": mentions.exclude(set_aside=""),
        "cases": mentions.filter(case__isnull=False),
        "indirect": mentions.exclude(directness=Directness.DIRECT),
    }.get(by.get("kind", ""), mentions)


@login_required
@require_POST
def complaint(request: HttpRequest, brand: str, pk: int) -> HttpResponse:
    """Say that something set aside is a complaint after all: it becomes a case."""
    at = brand_for(request, brand, "casebook.answer")
    mention = get_object_or_404(Mention, brand=at, pk=pk)
    user, now = person(request), timezone.now()
    field, value = "is_complaint", True

    def take_as_complaint() -> None:
        hit = Hit.objects.filter(mention=mention).first()
        if hit is not None:  # who says that it is a complaint says that we are meant
            triage.answer_hit(hit, is_us=True, actor=user, now=now)
        triage.correct(mention, field, value, actor=user, now=now)

    problems = attempt(take_as_complaint)
    tell(request, problems, _("It is a complaint now, with an owner and a clock."))
    return redirect("heard")
