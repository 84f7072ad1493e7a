"""The settings of a brand, with what it still needs until it is ready."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods, require_safe

from amends.casebook import ledger
from amends.casebook.models import Brand
from amends.casebook.roles import has_second_step, without_second_step
from amends.web.attempts import tell
from amends.web.doors import brand_for, can, desk_brands, person
from amends.web.forms.brand import BrandForm
from amends.web.readiness import steps


@login_required
@require_safe
def brands(request: HttpRequest) -> HttpResponse:
    """Lead to the settings of the first brand the person may set up."""
    mine = desk_brands(person(request))
    at = next((one for one in mine if can(one, "casebook.set_up")), None)
    if at is None:
        raise PermissionDenied
    return redirect("brand", at.slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def brand(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the settings of a brand and its checklist, or store a change."""
    at = brand_for(request, slug, "casebook.set_up")
    # Its own row: a form that is refused must not change the brand the page names.
    form = BrandForm(
        request.POST or None,
        instance=Brand.objects.get(pk=at.pk),
        has_second_step=request.method == "POST" and has_second_step(person(request)),
    )
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            ledger.touch(at.pk)
        tell(request, [], _("Stored."))
        return redirect("brand", at.slug)
    context = {"page": "brand", "brand": at, "form": form, "steps": steps(at)}
    context["without"] = without_second_step(at).order_by("name", "pk")
    status = 422 if form.errors else 200
    return render(request, "web/brand.html", context | {"brand_names": at.name}, status=status)
