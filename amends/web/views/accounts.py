"""Ways in: an invitation taken up, and what to do about a forgotten password."""

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from amends.casebook import team
from amends.casebook.models import MemberInvitation, User
from amends.web.attempts import attempt, tell
from amends.web.doors import person
from amends.web.forms.account import JoinForm


@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    """Say how one gets a new password: the same words to everybody, so nobody learns who works here."""
    return render(request, "account/password_reset.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation and take it up; opening the link alone changes nothing."""
    invitation = team.invitation_for(token, timezone.now())
    if invitation is None:
        return render(request, "account/join.html", status=410)
    if team.colleague_of(invitation) or request.user.is_authenticated:
        return _as_colleague(request, invitation, token)
    form = JoinForm(request.POST or None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        return _as_new(request, form, token)
    context = {"invitation": invitation, "form": form}
    return render(request, "account/join.html", context, status=422 if form.errors else 200)


def _as_colleague(
    request: HttpRequest, invitation: MemberInvitation, token: str
) -> HttpResponse:
    is_his = request.user.is_authenticated and person(request).email == invitation.email
    if request.method == "POST" and is_his:
        user, now = person(request), timezone.now()
        tell(request, attempt(lambda: team.join(token, user, now=now)), _("Welcome."))
        return redirect("inbox")
    context = {"invitation": invitation, "is_his": is_his}
    return render(request, "account/join.html", context)


def _as_new(request: HttpRequest, form: JoinForm, token: str) -> HttpResponse:
    given, made = form.cleaned_data, list[User]()
    problems = attempt(
        lambda: made.append(
            team.join_as_new(
                token,
                name=given["name"],
                password=given["password"],
                language=get_language() or "en",
                now=timezone.now(),
            )
        )
    )
    if problems:
        tell(request, problems, "")
        return redirect("join", token)
    response: HttpResponse = perform_login(request, made[0])
    return response
