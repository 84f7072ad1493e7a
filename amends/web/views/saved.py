"""Save a view of the inbox, share it with a brand, or forget it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_http_methods

from amends.casebook.models import Brand, User
from amends.web.attempts import tell
from amends.web.doors import brand_for, can, desk_brands, person
from amends.web.saved_views import NAME_LENGTH, forget_view, save_view


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def saved_views(request: HttpRequest) -> HttpResponse:
    """Show one's saved views and the form for one more, or keep and forget them."""
    if request.method == "POST":
        return _change(request)
    user = person(request)
    brands = [(b, can(b, "casebook.set_up")) for b in desk_brands(user)]
    context = {"page": "inbox", "query": request.GET.urlencode(), "brands": brands}
    return render(request, "web/saved.html", context | {"longest": NAME_LENGTH})


def _change(request: HttpRequest) -> HttpResponse:
    owner, name = _owner(request), request.POST.get("name", "")
    if "forget" in request.POST:
        forget_view(owner, request.POST["forget"])
        tell(request, [], gettext_noop("The view is gone."))
        return redirect("saved_views")
    query = request.POST.get("query", "")
    if not save_view(owner, name, query):
        tell(request, [gettext("A view needs a name and a filter; twenty are the most.")], "")
        return redirect("saved_views")
    tell(request, [], gettext_noop("The view is kept."))
    return redirect(f"/?{query}")


def _owner(request: HttpRequest) -> User | Brand:
    slug = request.POST.get("brand", "")
    return brand_for(request, slug, "casebook.set_up") if slug else person(request)
