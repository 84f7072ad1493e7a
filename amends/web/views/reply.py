"""A reply: reviewed as it is written, sent once, its promise with its clock."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_POST

from amends.casebook.models import Case
from amends.rooms.resolve import service as resolve
from amends.rooms.respond import service as respond
from amends.web import composer as desk
from amends.web.attempts import attempt, tell
from amends.web.doors import case_for, person
from amends.web.dossier import dossier
from amends.web.letterbox import FILES_AGAIN
from amends.web.uploads import enclosures


REASON, WHY = "reason-", "why-"


@login_required
@require_POST
def case_review(request: HttpRequest, brand: str, number: int) -> HttpResponse:
    """Judge the draft at a pause of typing."""
    found = case_for(request, brand, number, "casebook.answer")
    return render(
        request, "web/case.html#review", {"composer": _composer(request, found), "case": found}
    )


@login_required
@require_POST
def case_reply(request: HttpRequest, brand: str, number: int) -> HttpResponse:
    """Send a reply, or only check it; what cannot go out comes back with its words and reasons."""
    found = case_for(request, brand, number, "casebook.answer")
    now = timezone.now()
    problems = [] if _wants_check(request) else _missing(request, found, now)
    if not problems and not _wants_check(request):
        problems = _send(request, found, now)
    if problems or _wants_check(request):
        composer = _composer(request, found)
        composer.errors = [*problems, *_files_again(request)]
        context = dossier(found, now=now, whole=False) | {"composer": composer}
        return render(request, "web/case.html", context, status=422 if problems else 200)
    tell(request, _promise(request, found, now), _("Your reply is on its way."))
    return redirect("case", brand, number)


def _wants_check(request: HttpRequest) -> bool:
    """Tell whether something is only looked at, or added to the draft."""
    return request.POST.get("intent") == "check" or "add" in request.POST


def _text(request: HttpRequest) -> str:
    """Return the draft, with what was chosen for it at its end."""
    text = request.POST.get("text", "").replace("\r\n", "\n")
    return (
        " ".join(filter(None, (text.rstrip(), request.POST["add"])))
        if "add" in request.POST
        else text
    )


def _reasons(request: HttpRequest) -> dict[str, str]:
    """Return the reasons by code; of two boxes for one code the filled one counts."""
    boxes = (
        (name, request.POST.getlist(name)) for name in request.POST if name.startswith(REASON)
    )
    return {name.removeprefix(REASON): next(filter(str.strip, v), "") for name, v in boxes}


def _composer(request: HttpRequest, case: Case) -> desk.Composer:
    user, now = person(request), timezone.now()
    empty = desk.compose(case, desk.place_for(case, request.POST.get("to", "")), user, now)
    text = _text(request)
    made = desk.review(empty, text, user=user, now=now, reasons=_reasons(request))
    made.whys = {
        k.removeprefix(WHY): request.POST[k] for k in request.POST if k.startswith(WHY)
    }
    return made


def _files_again(request: HttpRequest) -> list[str]:
    """A page that comes back never holds the files that were chosen for it."""
    return [gettext(FILES_AGAIN)] if request.FILES else []


def _send(request: HttpRequest, case: Case, now: datetime) -> list[str]:
    return attempt(
        lambda: respond.send_reply(
            case,
            _text(request),
            user=person(request),
            visibility="private" if request.POST.get("to") == "private" else "public",
            now=now,
            reasons=_reasons(request),
            exemption=request.POST.get("exemption", ""),
            looked_again=request.POST.get("looked") == "1",
            exception=request.POST.get("exception", ""),
            files=enclosures(request),
        )
    )


def _promises(request: HttpRequest) -> Iterator[tuple[datetime, str, str]]:
    """Yield each time the person left ticked: when, what, and why where it is far off."""
    for value in request.POST.getlist("promise"):
        due_at = parse_datetime(value)
        if due_at is not None and due_at.tzinfo is not None:
            what = request.POST.get(f"what-{value}", "").strip() or _text(request)[:120]
            yield due_at, what, request.POST.get(f"why-{value}", "")


def _missing(request: HttpRequest, case: Case, now: datetime) -> list[str]:
    """Say what a promise lacks before anything is sent: words that left cannot be mended."""
    return [
        problem
        for due_at, _what, why in _promises(request)
        for problem in attempt(
            partial(resolve.check_promise, case, due_at, now=now, reason=why)
        )
    ]


def _promise(request: HttpRequest, case: Case, now: datetime) -> list[str]:
    """Start the clock of each time the reply names and the person left ticked."""
    user, problems = person(request), []
    for due_at, what, why in _promises(request):
        made = partial(resolve.promise, case, what, due_at, user=user, now=now, reason=why)
        problems += attempt(made)
    return problems
