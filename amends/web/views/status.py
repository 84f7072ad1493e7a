"""The page of one case for the customer it belongs to: how it stands, what was said, and more words."""

from http import HTTPStatus

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.casebook import doors
from amends.casebook.models import Case, CaseState, Mention, Source
from amends.web import standing
from amends.web.forms.public import MessageForm
from amends.web.letterbox import KIND, Letterbox, Unread, box_of, drop
from amends.web.public_page import asks, page, speak
from amends.web.views.files import handed_out


OVER = frozenset({CaseState.RESOLVED, CaseState.CLOSED})


@asks
def status(request: HttpRequest, token: str) -> HttpResponse:
    """Show how a case stands, or take one more message about it."""
    case, now = case_of(token), timezone.now()
    speak(request, known=doors.language_of(case), brand=case.brand)
    box = _box(case)
    answer = drop(request, box, now) if request.method == "POST" and box else None
    if isinstance(answer, Mention):
        return back_to(case, request, sent=True)
    form = MessageForm(answer.given) if answer else MessageForm()
    if answer:
        form.show_problems(answer.problems)
    return page(
        request,
        "status",
        case.brand,
        status=answer.status if answer else HTTPStatus.OK,
        case=case,
        headline=standing.headline(case),
        dues=standing.dues(case, now),
        steps=standing.steps(case),
        owner=standing.first_name(case.owner),
        turns=standing.conversation(case),
        form=form if box else None,
        ticket=_ticket(answer) or (box.ticket(now) if box else ""),
        why=_(answer.why) if answer else "",
        has_sent=request.method != "POST" and "sent" in request.GET,
        is_over=case.state in OVER,
    )


@require_safe
def status_file(_: HttpRequest, token: str, pk: int) -> FileResponse:
    """Hand a file of an answer to the customer it was sent to."""
    return handed_out(standing.file_of(case_of(token), pk))


def back_to(case: Case, request: HttpRequest, *, sent: bool = False) -> HttpResponseRedirect:
    """Lead to the page of a case, in the language spoken now."""
    there = reverse("status", args=[case.token])
    said = "&sent=1" if sent else ""
    return HttpResponseRedirect(f"{there}?language={request.LANGUAGE_CODE}{said}")


def case_of(token: str) -> Case:
    """Return the case an address leads to; 404 for a wrong one."""
    related = ("brand", "owner", "author", "merged_into__owner", "merged_into__author")
    case = Case.objects.select_related(*related).filter(token=token).first()
    if case is None:
        raise Http404
    if case.merged_into:
        case.merged_into.brand = case.brand
    return case.merged_into or case


def _box(case: Case) -> Letterbox | None:
    forms = Source.objects.filter(brand=case.brand_id, kind=KIND, is_enabled=True)
    source = forms.order_by("pk").first()
    return box_of(source, case) if source else None


def _ticket(answer: Unread | None) -> str:
    return answer.ticket if answer else ""
