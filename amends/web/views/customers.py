"""Customers: found by name, address, number or order in any spelling; and one of them, whole."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods, require_safe

from amends.casebook import queries
from amends.casebook.models import Brand, Customer, Source
from amends.rooms.verify import keeping
from amends.web.attempts import attempt, tell
from amends.web.doors import brand_for, can, desk_brands, is_htmx, person, row_for
from amends.web.rows import rows_of
from amends.web.seen import seen, shown
from amends.web.thread import plain


PAGE = 40


class CustomersForm(forms.Form):
    """What the list is narrowed by; what makes no sense is ignored."""

    q = forms.CharField(required=False, max_length=200)
    vip = forms.BooleanField(required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62)


class CustomerForm(forms.Form):
    """What people know of a customer."""

    is_vip = forms.BooleanField(label=gettext_lazy("An important customer"), required=False)
    may_survey = forms.BooleanField(
        label=gettext_lazy("May be asked how it was"), required=False
    )
    preferred_channel = forms.ChoiceField(
        label=gettext_lazy("Likes to be answered on"), required=False
    )

    def __init__(self, *args: Any, channels: list[tuple[str, str]], **fields: Any) -> None:
        super().__init__(*args, **fields)
        anywhere = [("", gettext("No wish known"))]
        self.fields["preferred_channel"].choices = anywhere + channels  # type: ignore[attr-defined]  # a field of choices


@login_required
@require_safe
def customers(request: HttpRequest) -> HttpResponse:
    """Show the customers of the person's brands, latest first."""
    form = CustomersForm(request.GET)
    form.is_valid()
    by = form.cleaned_data
    brands = {brand.pk: brand for brand in desk_brands(person(request))}
    found = _found(by, brands) if brands else []
    for customer in found:
        customer.brand = brands[customer.brand_id]
    context = {
        "page": "customers",
        "by": by,
        "customers": found[:PAGE],
        "next": found[PAGE - 1].pk if len(found) > PAGE else None,
        "brands": brands.values(),
        "brand_names": gettext(", ").join(brand.name for brand in brands.values()),
        "version": sum(brand.version for brand in brands.values()),
    }
    name = "web/customers.html#list" if is_htmx(request) else "web/customers.html"
    return render(request, name, context)


def _found(by: dict[str, Any], brands: dict[int, Brand]) -> list[Customer]:
    rows = queries.customers(brands)
    if by.get("q"):
        countries = [brand.country for brand in brands.values()]
        rows = queries.matching(rows, keeping.looked_for(by["q"], countries))
    if by.get("vip"):
        rows = rows.filter(is_vip=True)
    if by.get("before"):
        rows = rows.filter(pk__lt=by["before"])
    return list(queries.dressed(rows)[: PAGE + 1])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def customer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one customer: how he is known, his orders, everything he said; or keep a change."""
    permission = "casebook.answer" if request.method == "POST" else "casebook.see"
    rows = queries.whole(Customer.objects.select_related("brand"))
    row = row_for(request, rows, pk, permission)
    form = CustomerForm(request.POST or None, channels=_channels(row), initial=_known(row))
    if request.method == "POST" and form.is_valid():
        user = person(request)
        problems = attempt(lambda: keeping.remember(row, **form.cleaned_data, user=user))
        tell(request, problems, _("Noted."))
        return redirect("customer", row.pk)
    context = {
        "page": "customers",
        "customer": row,
        "form": form,
        "brand_names": row.brand.name,
    }
    return render(request, "web/customer.html", context | _history(request, row))


def _known(row: Customer) -> dict[str, Any]:
    names = ("is_vip", "may_survey", "preferred_channel")
    return {name: getattr(row, name) for name in names}


def _channels(row: Customer) -> list[tuple[str, str]]:
    sources = Source.objects.filter(brand=row.brand_id).order_by("name", "pk")
    known = dict(sources.values_list("kind", "name"))
    if row.preferred_channel and row.preferred_channel not in known:
        known[row.preferred_channel] = row.preferred_channel
    return list(known.items())


def _history(request: HttpRequest, row: Customer) -> dict[str, Any]:
    now, brand = timezone.now(), brand_for(request, row.brand.slug, "casebook.see")
    cases = seen(shown(queries.cases_of(row)))
    mentions = list(queries.mentions_of(row))
    return {
        **rows_of({"rows": cases}, [brand], now),
        "mentions": [(mention, plain(mention)) for mention in mentions],
        "may_change": can(brand, "casebook.answer"),
    }
