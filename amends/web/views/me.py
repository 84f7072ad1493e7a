"""A person's own page: name, language, password, second factors, and where he is signed in."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.casebook.models import User
from amends.casebook.roles import shut_brands
from amends.web.accounts import end_sessions
from amends.web.attempts import tell
from amends.web.devices import device_of
from amends.web.doors import desk_brands, person
from amends.web.forms.account import NameForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Show a person's own settings, and store his name."""
    user = person(request)
    form = NameForm(request.POST or None, initial={"name": user.name})
    if request.method == "POST" and form.is_valid():
        User.objects.filter(pk=user.pk).update(name=form.cleaned_data["name"])
        tell(request, [], _("Stored."))
        return redirect("me")
    factors = list(Authenticator.objects.filter(user=user).order_by("pk"))
    brand = desk_brands(user).first()
    context = {
        "page": "me",
        "zone": brand.timezone if brand else settings.TIME_ZONE,
        "form": form,
        "shut": list(shut_brands(user)),
        "has_app": any(f.type == Authenticator.Type.TOTP for f in factors),
        "passkeys": [f for f in factors if f.type == Authenticator.Type.WEBAUTHN],
        "codes_left": _codes_left(factors),
        "sessions": sessions_of(user, request.session.session_key or ""),
    }
    return render(request, "web/me.html", context, status=422 if form.errors else 200)


def _codes_left(factors: list[Authenticator]) -> int | None:
    for factor in factors:
        if factor.type == Authenticator.Type.RECOVERY_CODES:
            return len(factor.wrap().get_unused_codes())
    return None


def sessions_of(user: User, here: str) -> list[tuple[UserSession, str, bool]]:
    """Return where a person is signed in, newest first: the place, its device, is it this one."""
    rows = UserSession.objects.filter(user=user).order_by("-created_at", "-pk")
    alive = Session.objects.filter(
        session_key__in=rows.values("session_key"), expire_date__gt=timezone.now()
    )
    keys = set(alive.values_list("session_key", flat=True))
    return [
        (row, device_of(row.user_agent), row.session_key == here)
        for row in rows
        if row.session_key in keys
    ]


@login_required
@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """Sign a person out at one other place, or at all of them."""
    chosen = request.POST.get("session", "")
    pk = int(chosen) if chosen.isdecimal() else None
    if chosen and pk is None:
        raise Http404
    here = request.session.session_key or ""
    if not end_sessions(person(request), but=here, pk=pk) and pk is not None:
        raise Http404
    tell(request, [], _("Signed out there."))
    return redirect("me")
