"""What a reader chooses for himself: his language, and light or dark."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from amends.casebook.models import Theme, User
from amends.web.doors import person


A_YEAR_S = 365 * 24 * 3600


def back(request: HttpRequest) -> HttpResponseRedirect:
    """Return to the page a form came from, never to another host."""
    there = request.POST.get("next", "")
    hosts = {request.get_host()}
    if not url_has_allowed_host_and_scheme(there, hosts, require_https=request.is_secure()):
        there = resolve_url("inbox")
    return HttpResponseRedirect(there)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the reader's language, at the device and with his account."""
    code = request.POST.get("language", "")
    response = back(request)
    if code not in dict(settings.LANGUAGES):
        return response
    if request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(language=code)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=A_YEAR_S,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


@login_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark, or as the device says."""
    choice = request.POST.get("theme", "")
    if choice in Theme.values:
        User.objects.filter(pk=person(request).pk).update(theme=choice)
    return back(request)
