"""The page of a case, and what is done on it."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from amends.web import composer as desk
from amends.web.attempts import attempt, tell
from amends.web.doors import can, case_for, is_htmx, person
from amends.web.dossier import calls_of, dossier
from amends.web.tidying import DEEDS
from amends.web.views.live import version_of


@login_required
@require_safe
def case(request: HttpRequest, brand: str, number: int) -> HttpResponse:
    """Show a case; htmx asks for the conversation and what stands around it."""
    found = case_for(request, brand, number, "casebook.see")
    now = timezone.now()
    context = dossier(found, now=now, whole="whole" in request.GET)
    context["calls_me"] = calls_of(found, person(request))
    if is_htmx(request):
        return render(request, "web/case.html#live", context)
    context["version"] = version_of(person(request))
    if can(found.brand, "casebook.answer"):
        to = desk.place_for(found, request.GET.get("to", ""))
        context["composer"] = desk.compose(found, to, person(request), now)
    return render(request, "web/case.html", context)


@login_required
@require_POST
def do(request: HttpRequest, brand: str, number: int, deed: str) -> HttpResponse:
    """Do one thing with a case and return to it."""
    if deed not in DEEDS:
        raise Http404
    asked = DEEDS[deed]
    found = case_for(request, brand, number, asked.permission)
    form = asked.form(request.POST, case=found)
    if form.is_valid():
        user, now = person(request), timezone.now()
        problems = attempt(lambda: asked.do(found, form, user, now))
    else:
        problems = [str(e) for errors in form.errors.values() for e in errors]
    tell(request, problems, asked.done)
    return redirect("case", brand, number)
