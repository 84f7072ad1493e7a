"""The team of each brand: who works there, who is on now, whom it invites, and who leaves."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.casebook import team as casebook_team
from amends.casebook.models import Brand, MemberInvitation, Membership, Shift
from amends.rooms.triage import service as triage
from amends.web.accounts import password_link
from amends.web.attempts import attempt, tell
from amends.web.doors import brand_for, desk_brands, person
from amends.web.forms.team import InviteForm, PassOnForm, RoleForm, ShiftsForm
from amends.web.postman import invite_by_mail
from amends.web.roster import grants_at, teams
from amends.web.team_deeds import DEEDS


LEAD = "casebook.lead_team"


@login_required
@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """Show the people of the reader's brands, their hours, and who is on duty."""
    brands = list(desk_brands(person(request)))
    now = timezone.now()
    context = {
        "page": "team",
        "teams": teams(brands, now),
        "now": now,
        "brand_names": gettext(", ").join(brand.name for brand in brands),
        "version": sum(brand.version for brand in brands),
    }
    return render(request, "web/team.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, brand: str) -> HttpResponse:
    """Invite somebody; the link is shown this once, for whoever invites to pass on."""
    at = brand_for(request, brand, LEAD)
    form = InviteForm(request.POST or None, grants=grants_at(at))
    problems: list[str] = []
    if request.method == "POST" and form.is_valid():
        given, tokens = form.cleaned_data, list[str]()
        problems = attempt(
            lambda: tokens.append(
                casebook_team.invite(
                    at,
                    given["email"],
                    role=given["role"],
                    languages=given["languages"],
                    actor=person(request),
                    now=timezone.now(),
                )
            )
        )
        if tokens:
            link = f"{settings.BASE_URL}{reverse('join', args=tokens)}"
            context = {"page": "team", "brand": at, "link": link, "email": given["email"]}
            context["is_mailed"] = invite_by_mail(at, given["email"], link)
            return render(request, "web/team_link.html", context)
    context = {"page": "team", "brand": at, "form": form, "problems": problems}
    status = 422 if form.errors or problems else 200
    return render(request, "web/team_invite.html", context, status=status)


@login_required
@require_POST
def withdraw(request: HttpRequest, brand: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    at = brand_for(request, brand, LEAD)
    invitation = get_object_or_404(MemberInvitation, brand=at, pk=pk, used_at=None)
    problems = attempt(lambda: casebook_team.withdraw(invitation, actor=person(request)))
    tell(request, problems, _("The invitation is taken back."))
    return redirect("team")


def _member(brand: Brand, pk: int) -> Membership:
    rows = Membership.objects.select_related("user", "brand")
    return get_object_or_404(rows, brand=brand, pk=pk)


@login_required
@require_safe
def member(request: HttpRequest, brand: str, pk: int) -> HttpResponse:
    """Show one person of a team, and what those who lead it can do."""
    at = brand_for(request, brand, LEAD)
    found = _member(at, pk)
    user = person(request)
    shifts = Shift.objects.filter(brand=at, user=found.user_id)
    may_lead = found.role in grants_at(at)
    context = {
        "page": "team",
        "brand": at,
        "member": found,
        "may_lead": may_lead,
        "may_renew": may_lead and casebook_team.may_renew_password(user, found.user),
        "open_cases": triage.open_cases_of(found.user, at).count(),
        "role_form": RoleForm(
            grants=grants_at(at), initial={"role": found.role, "languages": found.languages}
        ),
        "shifts_form": ShiftsForm(shifts=shifts),
        "pass_form": PassOnForm(member=found),
    }
    return render(request, "web/team_member.html", context)


@login_required
@require_POST
def do(request: HttpRequest, brand: str, pk: int, deed: str) -> HttpResponse:
    """Do one thing about a person of the team."""
    if deed not in DEEDS:
        raise Http404
    at = brand_for(request, brand, LEAD)
    found = _member(at, pk)
    asked, actor, now = DEEDS[deed], person(request), timezone.now()
    form = asked.form(request.POST, found, grants_at(at))
    if form.is_valid():
        problems = attempt(lambda: asked.do(found, form, actor, now))
    else:
        problems = [str(e) for errors in form.errors.values() for e in errors]
    tell(request, problems, asked.done)
    gone = deed == "remove" and not problems
    return redirect("team") if gone else redirect("team_member", brand, pk)


@login_required
@never_cache
@require_POST
def new_password(request: HttpRequest, brand: str, pk: int) -> HttpResponse:
    """Make a link with which a person chooses a new password."""
    at = brand_for(request, brand, LEAD)
    found = _member(at, pk)
    if not casebook_team.may_renew_password(person(request), found.user):
        tell(
            request,
            [gettext("He also works where you do not lead; somebody there must do it.")],
            "",
        )
        return redirect("team_member", brand, pk)
    context = {"page": "team", "brand": at, "member": found, "link": password_link(found.user)}
    return render(request, "web/team_link.html", context)
