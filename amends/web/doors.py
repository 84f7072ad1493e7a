"""The doors of the desk: who may come in, and to which brand's rows.

A stranger gets 404 (a wall does not say what stands behind it), a colleague without the role 403.
"""

from typing import TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.db.models import F, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from amends.casebook.models import Brand, Case, User
from amends.casebook.roles import ROLES_BY_PERMISSION, brand_of, brands_of, shut_brands


M = TypeVar("M", bound=Model)


def person(request: HttpRequest) -> User:
    """Return the person signed in."""
    return cast("User", request.user)


def is_htmx(request: HttpRequest) -> bool:
    """Tell whether only a part of the page is asked for."""
    return bool(getattr(request, "htmx", False))


def desk_brands(user: User) -> QuerySet[Brand]:
    """Return a person's brands with his role at each, in order of their names."""
    return with_role(brands_of(user))


def with_role(brands: QuerySet[Brand]) -> QuerySet[Brand]:
    """Let somebody's brands come with his role at each, in order of their names."""
    return brands.annotate(role=F("memberships__role")).order_by("name", "pk")


def can(brand: Brand, permission: str) -> bool:
    """Tell whether the role that came with the brand allows something; no query."""
    return getattr(brand, "role", "") in ROLES_BY_PERMISSION[permission]


def brand_for(request: HttpRequest, slug: str, permission: str) -> Brand:
    """Return a brand inside whose walls the person stands, with the role it takes."""
    brand = get_object_or_404(desk_brands(person(request)), slug=slug)
    if not can(brand, permission):
        raise PermissionDenied
    return brand


def no_brand(request: HttpRequest, page: str) -> HttpResponse:
    """Say to a person without an open brand what he can do about it."""
    context = {"page": page, "shut": shut_brands(person(request))}
    return render(request, "web/no_brand.html", context)


def case_for(request: HttpRequest, brand: str, number: int, permission: str) -> Case:
    """Return a case of the person's own brands."""
    at = brand_for(request, brand, permission)
    related = ("owner", "author", "customer", "source")
    case = get_object_or_404(Case.objects.select_related(*related), brand=at, number=number)
    case.brand = at
    return case


def row_for(
    request: HttpRequest, rows: QuerySet[M], pk: int, permission: str, path: str = ""
) -> M:
    """Return a row behind the person's walls; ``path`` leads from the row to its brand."""
    own = desk_brands(person(request))
    row = rows.filter(**{f"{path}brand__in": own.values("pk")}, pk=pk).first()
    if row is None:
        raise Http404
    if not can(own.get(pk=brand_of(row).pk), permission):
        raise PermissionDenied
    return row
