"""How open pages stay live: they ask for a number once a second."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from amends.casebook.models import User
from amends.web.doors import person


def version_of(user: User) -> int:
    """Return a number that grows whenever something moves inside a person's walls; it came with him."""
    return int(getattr(user, "version", 0))


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer 204 while nothing moved in the person's brands; else tell the page to ask again."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    version = version_of(person(request))
    if request.GET.get("v") == str(version):
        return HttpResponse(status=204)
    event = json.dumps({"moved": {"version": version}})
    return HttpResponse(headers={"HX-Trigger": event, "Cache-Control": "no-store"})
