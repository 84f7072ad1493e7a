"""What a customer is asked after the fix: is it solved, and two questions more. Looking answers nothing."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from amends.casebook import doors
from amends.casebook.errors import CasebookError
from amends.casebook.models import Case, Confirmation, Survey
from amends.rooms.follow_up import service as follow_up
from amends.web.forms.public import AnswerForm, SurveyForm, typed
from amends.web.public_page import asks, page, speak
from amends.web.views.status import OVER, back_to, case_of


@asks
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether it is really solved (S3-39); only a tap on one of two buttons answers."""
    asked = Confirmation.objects.select_related(*_of_case()).filter(token=token).first()
    case = _speaking(request, asked)
    assert asked is not None
    now = timezone.now()
    form = AnswerForm(typed(request.POST) if request.method == "POST" else None)
    if asked.answered_at or asked.expires_at <= now:
        return _over(request, case, is_answered=asked.answered_at is not None)
    if request.method != "POST" or not form.is_valid():
        status = HTTPStatus.OK if request.method != "POST" else HTTPStatus.UNPROCESSABLE_ENTITY
        return page(request, "confirm", case.brand, status=status, case=case, form=form)
    try:
        follow_up.answer_confirmation(
            token,
            is_solved=form.cleaned_data["is_solved"],
            words=form.cleaned_data["words"],
            now=now,
        )
    except CasebookError:
        return _over(request, case, is_answered=True)
    return _thanks(request, case, is_solved=form.cleaned_data["is_solved"])


@asks
def survey(request: HttpRequest, token: str) -> HttpResponse:
    """Ask two questions on a scale of five, words as one likes (S2-12)."""
    asked = Survey.objects.select_related(*_of_case()).filter(token=token).first()
    case = _speaking(request, asked)
    assert asked is not None
    now = timezone.now()
    form = SurveyForm(typed(request.POST) if request.method == "POST" else None)
    if asked.answered_at or asked.expires_at <= now:
        return _over(request, case, is_answered=asked.answered_at is not None)
    if request.method != "POST" or not form.is_valid():
        status = HTTPStatus.OK if request.method != "POST" else HTTPStatus.UNPROCESSABLE_ENTITY
        context: dict[str, Any] = {"case": case, "form": form, "token": token}
        return page(request, "survey", case.brand, status=status, **context)
    try:
        follow_up.answer_survey(token, **form.cleaned_data, now=now)
    except CasebookError:
        return _over(request, case, is_answered=True)
    return _thanks(request, case)


@asks
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Take back the leave to be asked (C-26); only the button does it."""
    asked = Survey.objects.select_related(*_of_case()).filter(token=token).first()
    case = _speaking(request, asked)
    assert asked is not None
    if request.method == "POST":
        follow_up.stop_surveys(token, now=timezone.now())
    return page(request, "stop", case.brand, is_done=request.method == "POST")


@asks
def reopen(request: HttpRequest, token: str) -> HttpResponse:
    """Open a case again with one tap; looking at this address opens nothing."""
    case = case_of(token)
    speak(request, known=doors.language_of(case), brand=case.brand)
    if request.method == "POST":
        try:
            follow_up.reopen_by_customer(token, now=timezone.now())
        except CasebookError:
            # It is open already, by a second tap or by us: the page of the case says so.
            return back_to(case, request)
    return back_to(case, request)


def _of_case() -> tuple[str, ...]:
    return ("case__brand", "case__owner", "case__customer")


def _speaking(request: HttpRequest, asked: Confirmation | Survey | None) -> Case:
    """Return the case that was asked about and speak its language; 404 for a wrong token."""
    if asked is None:
        raise Http404
    speak(request, known=doors.language_of(asked.case), brand=asked.case.brand)
    return asked.case


def _over(request: HttpRequest, case: Case, *, is_answered: bool) -> HttpResponse:
    """Say kindly that this question is closed; the way back into the case stays open."""
    status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
    if not is_answered:
        status = HTTPStatus.GONE
    is_over = case.state in OVER
    context = {"case": case, "is_answered": is_answered, "is_over": is_over}
    return page(request, "over", case.brand, status=status, **context)


def _thanks(request: HttpRequest, case: Case, *, is_solved: bool | None = None) -> HttpResponse:
    return page(request, "thanks", case.brand, case=case, is_solved=is_solved)
