"""The chat window inside a shop's page: it works without scripts and asks for answers with one."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.casebook.models import Mention, Source
from amends.web import chat_mail, standing
from amends.web.chatting import (
    KIND,
    Visit,
    answers,
    drop,
    file_of,
    guard,
    told_writing,
    turns_of,
    visit_of,
)
from amends.web.public_page import asks, let_frame, page, shows, speak, takes
from amends.web.views.files import handed_out


@asks
def chat(request: HttpRequest, key: str) -> HttpResponse:
    """Show the window with a visitor's conversation, or take one more line of it."""
    source, now = chat_source(key), timezone.now()
    language = speak(request, brand=source.brand)
    keeper = guard(request) if request.method == "POST" else None
    visit = visit_of(request, source)
    answer = drop(request, visit, keeper, now) if keeper else None
    if isinstance(answer, Mention):
        there = f"{reverse('chat', args=[key])}?{_way_back(visit, request, language)}"
        return let_frame(HttpResponseRedirect(there), visit.settings.origins)
    said = turns_of(visit)
    response = page(
        request,
        "chat",
        source.brand,
        status=answer.status if answer else 200,
        key=key,
        visit=visit,
        turns=said,
        who=answers(said),
        is_mail_offered=chat_mail.is_offered(visit),
        mailed=request.GET.get("mailed", ""),
        ticket=visit.ticket(now),
        way_back=_way_back(visit, request, language),
        why=_(answer.why) if answer else "",
        typed=answer.text if answer else "",
        answer_by=standing.say_time(standing.answer_by(source, now), source.brand, now),
        given={name: _given(request, name) for name in ("user", "proof")},
    )
    return let_frame(response, visit.settings.origins)


@shows
def turns(request: HttpRequest, key: str) -> HttpResponse:
    """Return the conversation alone, for the window that asks for it."""
    source = chat_source(key)
    language = speak(request, brand=source.brand)
    visit = visit_of(request, source)
    response = page(
        request,
        "_turns",
        source.brand,
        key=key,
        turns=turns_of(visit),
        way_back=_way_back(visit, request, language),
    )
    return let_frame(response, visit.settings.origins)


@require_safe
def chat_file(request: HttpRequest, key: str, pk: int) -> FileResponse:
    """Hand a file of an answer to the visitor it was sent to."""
    visit = visit_of(request, chat_source(key))
    # Some browsers load nothing into a frame that may not stand there, not even a download.
    return let_frame(handed_out(file_of(visit, pk)), visit.settings.origins)


@takes
def writing(request: HttpRequest, key: str) -> HttpResponse:
    """Take that a visitor types, so that nobody answers into his words (S0-03)."""
    told_writing(visit_of(request, chat_source(key)), timezone.now())
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@takes
def mail(request: HttpRequest, key: str) -> HttpResponse:
    """Send the conversation to the address its visitor gives, and lead back to the window."""
    source, now = chat_source(key), timezone.now()
    language = speak(request, brand=source.brand)
    visit = visit_of(request, source)
    to = request.POST.get("email", "").strip()
    has_gone = chat_mail.mail_conversation(visit, to, now)
    way = f"{_way_back(visit, request, language)}&mailed={'yes' if has_gone else 'no'}"
    there = HttpResponseRedirect(f"{reverse('chat', args=[key])}?{way}")
    return let_frame(there, visit.settings.origins)


def chat_source(key: str) -> Source:
    """Return the chat with this key; 404 where there is none that is switched on."""
    chats = Source.objects.filter(token=key, kind=KIND, is_enabled=True)
    source = chats.select_related("brand").first()
    if source is None:
        raise Http404
    return source


def _way_back(visit: Visit, request: HttpRequest, language: str) -> str:
    known = {"user": _given(request, "user"), "proof": _given(request, "proof")}
    given = known if visit.is_proven else {"pass": visit.pass_}
    return urlencode(given | {"language": language})


def _given(request: HttpRequest, name: str) -> str:
    given = request.POST if request.method == "POST" else request.GET
    return str(given.get(name, ""))[:200]
