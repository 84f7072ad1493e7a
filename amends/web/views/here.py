"""Who else is at a case, or writes to it, told every few seconds by its open page."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from amends.casebook import presences
from amends.web.doors import case_for, person


@login_required
@require_POST
def case_here(request: HttpRequest, brand: str, number: int) -> HttpResponse:
    """Take that a person is here and whether he types; answer who else is, 204 when nothing changed."""
    found = case_for(request, brand, number, "casebook.see")
    is_typing = request.POST.get("typing") == "1"
    now = timezone.now()
    others = presences.tell(found, person(request), now=now, is_typing=is_typing)
    writes = presences.is_customer_writing(found, now=now)
    there = [f"{one.user_id}{'t' if one.is_typing else ''}" for one in others]
    state = " ".join([*there, *(["customer"] if writes else [])])
    if request.POST.get("was", "") == state:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return render(
        request, "web/_here.html", {"others": others, "writes": writes, "state": state}
    )
