"""Where a person says when he is told of what, and on which devices; and what his browser needs for it."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi, gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.casebook.models import Device, User
from amends.rooms.triage.reaching import devices
from amends.rooms.triage.reaching.mailboxes import domain_of
from amends.web.attempts import attempt, tell
from amends.web.devices import device_of
from amends.web.doors import desk_brands, person
from amends.web.forms.notices import DeviceForm, WishesForm
from amends.web.notice_kinds import kinds_for, strongest


WORKER = Path(__file__).parents[1] / "static" / "web" / "worker.js"
INK, PAPER = "#0b6b62", "#f3f6f5"  # the colours of the mark and of the page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_notices(request: HttpRequest) -> HttpResponse:
    """Show and store when a person is told of what, and show his devices."""
    user, brands = person(request), list(desk_brands(person(request)))
    roles = {brand.role for brand in brands}  # type: ignore[attr-defined]  # comes with the query
    form = WishesForm(
        request.POST or None,
        role=strongest(roles),
        wishes=user.wishes,
        kinds=kinds_for(roles),
    )
    if request.method == "POST" and form.is_valid():
        User.objects.filter(pk=user.pk).update(wishes=form.chosen())
        tell(request, [], _("Stored."))
        return redirect("my_notices")
    context = {
        "page": "me",
        "form": form,
        "device_form": DeviceForm(),
        "devices": Device.objects.filter(user=user).order_by("-added_at", "-pk"),
        "key": devices.public_key(),
        "mailless": [brand for brand in brands if not domain_of(brand)],
        "zone": brands[0].timezone if brands else settings.TIME_ZONE,
        "version": sum(brand.version for brand in brands),
    }
    return render(request, "web/my_notices.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def device_add(request: HttpRequest) -> HttpResponse:
    """Switch on the browser the person sits at."""
    form = DeviceForm(request.POST)
    given = {name: str(form.data.get(name, "")) for name in form.fields}
    problems = attempt(
        lambda: devices.switch_on(
            person(request),
            **given,
            name=device_of(request.headers.get("User-Agent", "")),
            session_key=request.session.session_key or "",
            now=timezone.now(),
        )
    )
    tell(request, problems, _("You are told here from now on."))
    return redirect("my_notices")


@login_required
@require_POST
def device_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell a person nothing any more on one of his devices."""
    if not devices.switch_off(person(request), pk):
        raise Http404
    tell(request, [], _("Nothing is told there any more."))
    return redirect("my_notices")


@login_required
@require_POST
def device_try(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a trial to one of a person's devices."""
    device = get_object_or_404(Device, pk=pk, user=person(request))
    devices.try_out(device, timezone.now())
    tell(request, [], _("A trial is on its way; it comes within some seconds."))
    return redirect("my_notices")


@require_safe
@cache_control(no_cache=True)
def worker(_request: HttpRequest) -> FileResponse:
    """Give the browser what shows a push: from the root, so that it may speak for the whole desk."""
    return FileResponse(WORKER.open("rb"), content_type="text/javascript; charset=utf-8")


@require_safe
@cache_control(max_age=3600, private=True)
def manifest(_request: HttpRequest) -> JsonResponse:
    """Say how the desk looks on a home screen, in the reader's language."""
    plain = [_icon(f"web/icon-{size}.png", size, "any") for size in (192, 512)]
    told = {
        "id": "/",
        "name": gettext("Amends"),
        "short_name": gettext("Amends"),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": reverse("inbox"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": INK,
        "icons": [*plain, _icon("web/icon-maskable.png", 512, "maskable")],
    }
    return JsonResponse(told, content_type="application/manifest+json")


def _icon(name: str, size: int, purpose: str) -> dict[str, str]:
    return {
        "src": static(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose,
    }  # fmt: skip
