"""Many cases at once: chosen in the inbox, done in steps, each told."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.messages import error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from amends.casebook.models import User
from amends.web.bulk import AT_ONCE, DEEDS, MOST, Order, do_some
from amends.web.doors import desk_brands, is_htmx, person


class BulkForm(forms.Form):
    """What to do with the chosen cases."""

    deed = forms.ChoiceField(choices=[(name, name) for name in DEEDS])
    words = forms.CharField(required=False, max_length=1000)
    owner = forms.ModelChoiceField(User.objects.none(), required=False)
    case = forms.TypedMultipleChoiceField(coerce=int)
    total = forms.IntegerField(required=False, min_value=1, max_value=MOST)

    def __init__(self, *args: Any, **given: Any) -> None:
        brands = given.pop("brands")
        super().__init__(*args, **given)
        asked = self.data.getlist("case") if hasattr(self.data, "getlist") else []
        keys = [key for key in asked if key.isdecimal()][:MOST]
        self.fields["case"] = forms.TypedMultipleChoiceField(
            coerce=int, choices=[(key, key) for key in keys]
        )
        team = User.objects.filter(memberships__brand__in=brands, is_active=True).distinct()
        self.fields["owner"] = forms.ModelChoiceField(team, required=False)


@login_required
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Do one deed with the first of the chosen cases; the rest waits in the form for the next step."""
    user = person(request)
    brands = {brand.pk: brand for brand in desk_brands(user)}
    form = BulkForm(request.POST, brands=list(brands))
    if not form.is_valid():
        error(request, gettext("Please choose cases and what to do with them."))
        return redirect("inbox")
    given = form.cleaned_data
    keys = given["case"]
    order = Order(
        given["deed"], user, timezone.now(), owner=given["owner"], words=given["words"]
    )
    total = given["total"] or len(keys)
    context = {
        "page": "inbox",
        "results": do_some(keys[:AT_ONCE], brands, order),
        "rest": keys[AT_ONCE:],
        "given": given,
        "total": total,
        "done": total - len(keys[AT_ONCE:]),
    }
    return render(
        request, "web/bulk.html#step" if is_htmx(request) else "web/bulk.html", context
    )
