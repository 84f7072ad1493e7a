"""Write a call down while talking."""

import uuid

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods, require_safe

from amends.casebook.models import Brand, Case
from amends.web import calls
from amends.web.attempts import tell
from amends.web.doors import brand_for, can, desk_brands, person
from amends.web.forms.call import CallForm


ANSWER = "casebook.answer"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def call_new(request: HttpRequest) -> HttpResponse:
    """Show the page of a call, or store it and go to its case."""
    brands = _brands(request)
    form = CallForm(
        request.POST or None,
        brands=brands,
        initial={"token": uuid.uuid4().hex, "direction": "in"},
    )
    if request.method == "POST" and form.is_valid():
        at = brand_for(request, form.cleaned_data["brand"], ANSWER)
        made = calls.log_call(at, form.given(), user=person(request), now=timezone.now())
        if isinstance(made, Case):
            tell(request, [], _("The call is written down. It has an owner and a clock."))
            return redirect("case", at.slug, made.number)
        form.show_problems(made.problem_by_field)
    chosen = next((b for b in brands if b.slug == form["brand"].value()), brands[0])
    context = {
        "page": "inbox",
        "form": form,
        "caller": calls.caller(chosen, str(form["number"].value() or "")),
        "brand": chosen,
        "brand_names": brands[0].name if len(brands) == 1 else "",
    }
    return render(request, "web/call.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def call_who(request: HttpRequest) -> HttpResponse:
    """Show who is calling, while the number is typed."""
    brands = _brands(request)
    at = brand_for(request, request.GET.get("brand") or brands[0].slug, ANSWER)
    found = calls.caller(at, request.GET.get("number", "")[:80])
    return render(request, "web/call.html#who", {"caller": found, "brand": at})


def _brands(request: HttpRequest) -> list[Brand]:
    """Return the brands a person answers for; 403 where there is none."""
    brands = [brand for brand in desk_brands(person(request)) if can(brand, ANSWER)]
    if not brands:
        raise PermissionDenied
    return brands
