"""Many cases at once: chosen in the inbox, done in steps, each told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.contrib.messages import error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from amends.casebook.models import Brand, User
from amends.web.bulk import AT_ONCE, DEEDS, MOST, Order, do_some
from amends.web.doors import desk_brands, is_htmx, person
from amends.web.forms.case import at_brand
from amends.web.forms.tidy import SLEEPS


class BulkForm(forms.Form):
    """What to do with the chosen cases."""

    deed = forms.ChoiceField(choices=[(name, name) for name in DEEDS])
    words = forms.CharField(required=False, max_length=1000)
    owner = forms.ModelChoiceField(User.objects.none(), required=False)
    case = forms.TypedMultipleChoiceField(coerce=int)
    until = forms.ChoiceField(choices=SLEEPS, required=False)
    at = forms.DateTimeField(required=False)
    total = forms.IntegerField(required=False, min_value=1, max_value=MOST)

    def __init__(self, *args: Any, **given: Any) -> None:
        self.brands: Mapping[int, Brand] = given.pop("brands")
        super().__init__(*args, **given)
        asked = self.data.getlist("case") if hasattr(self.data, "getlist") else []
        keys = [key for key in asked if key.isdecimal()][:MOST]
        self.fields["case"] = forms.TypedMultipleChoiceField(
            coerce=int, choices=[(key, key) for key in keys]
        )
        team = User.objects.filter(
            memberships__brand__in=list(self.brands), is_active=True
        ).distinct()
        self.fields["owner"] = forms.ModelChoiceField(team, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a time where one is meant; each brand's clock must reach it."""
        given = super().clean() or self.cleaned_data
        if given.get("deed") == "snooze" and given.get("until") == "at":
            if not given.get("at"):
                raise forms.ValidationError(gettext("Please choose a time in the future."))
            for brand in self.brands.values():
                at_brand(given["at"].replace(tzinfo=None), brand.timezone)
        return given

    def order(self, user: User, now: datetime) -> Order:
        """Return what is to be done."""
        given = self.cleaned_data
        until = given["until"] or "customer"
        # The box is read by the clock of each case's brand, not by the server's.
        at = given["at"] and given["at"].replace(tzinfo=None)
        return Order(
            given["deed"], user, now, owner=given["owner"], words=given["words"],
            until=until, at=at,
        )  # fmt: skip


@login_required
@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Do one deed with the first of the chosen cases; the rest waits in the form for the next step."""
    user = person(request)
    brands = {brand.pk: brand for brand in desk_brands(user)}
    form = BulkForm(request.POST, brands=brands)
    if not form.is_valid():
        said = form.non_field_errors()
        error(
            request,
            str(said[0]) if said else gettext("Please choose cases and what to do with them."),
        )
        return redirect("inbox")
    given = form.cleaned_data
    keys = given["case"]
    total = given["total"] or len(keys)
    context = {
        "page": "inbox",
        "results": do_some(keys[:AT_ONCE], brands, form.order(user, timezone.now())),
        "rest": keys[AT_ONCE:],
        "given": given,
        "total": total,
        "done": total - len(keys[AT_ONCE:]),
    }
    return render(
        request, "web/bulk.html#step" if is_htmx(request) else "web/bulk.html", context
    )
