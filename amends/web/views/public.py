"""The complaint form of a brand, alone and inside the shop's own site, and the receipt after it."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.casebook import links
from amends.casebook.models import Case, Mention, Source
from amends.web import standing, tickets
from amends.web.forms.public import ComplaintForm
from amends.web.letterbox import ANONYMOUS, KIND, Letterbox, Unread, box_of, drop
from amends.web.public_page import asks, let_frame, page, shows, speak


LOOK_AGAIN_S = 5
SOON_S = 120


@asks
def form(request: HttpRequest, key: str, *, is_framed: bool = False) -> HttpResponse:
    """Show the complaint form, or store what was written in it."""
    now, source = timezone.now(), form_source(key)
    language = speak(request, brand=source.brand)
    box = box_of(source)
    answer = drop(request, box, now) if request.method == "POST" else None
    if isinstance(answer, Mention):
        name = "form_framed_sent" if is_framed else "form_sent"
        there = reverse(name, args=[key, tickets.receipt_of(answer)])
        response: HttpResponse = HttpResponseRedirect(f"{there}?language={language}")
    else:
        response = _form_page(request, box, answer, now, is_framed=is_framed)
    return let_frame(response, box.asked.embed_origins if is_framed else ())


@shows
def sent(
    request: HttpRequest, key: str, receipt: str, *, is_framed: bool = False
) -> HttpResponse:
    """Show what became of a message to the one who sent it."""
    source, now = form_source(key), timezone.now()
    speak(request, brand=source.brand)
    told = Mention.objects.filter(pk=tickets.mention_of(receipt) or 0, source=source)
    mention = told.select_related("case", "author").first()
    if mention is None:
        raise Http404
    case = _opened_by(mention)
    answer_by = standing.answer_due(case, now) if case else standing.answer_by(source, now)
    response = page(
        request,
        "sent",
        source.brand,
        case=case,
        answer_by=answer_by and standing.say_time(answer_by, source.brand, now),
        status_link=links.status_link(case) if case and _is_nobodys(mention) else "",
        is_mailed=not _is_nobodys(mention),
        is_framed=is_framed,
    )
    if mention.state != "triaged" and (now - mention.heard_at).total_seconds() < SOON_S:
        response.headers["Refresh"] = str(LOOK_AGAIN_S)
    box = box_of(source)
    return let_frame(response, box.asked.embed_origins if is_framed else ())


def form_source(key: str) -> Source:
    """Return the web form of the brand with this key; 404 when it has none that is switched on."""
    forms = Source.objects.filter(brand__form_key=key, kind=KIND, is_enabled=True)
    source = forms.select_related("brand").order_by("pk").first()
    if source is None:
        raise Http404
    return source


def _form_page(
    request: HttpRequest,
    box: Letterbox,
    unread: Unread | None,
    now: datetime,
    *,
    is_framed: bool,
) -> HttpResponse:
    ticket = unread.ticket if unread else box.ticket(now)
    shown = ComplaintForm(unread.given if unread else None, box.asked, ticket)
    if unread:
        shown.show_problems(unread.problems)
    answer_by = standing.answer_by(box.source, now)
    context: dict[str, Any] = {
        "form": shown,
        "why": _(unread.why) if unread else "",
        "is_framed": is_framed,
        "answer_by": standing.say_time(answer_by, box.source.brand, now),
        "title": getattr(box.asked, f"title_{request.LANGUAGE_CODE}", ""),
        "intro": getattr(box.asked, f"intro_{request.LANGUAGE_CODE}", ""),
    }
    status = unread.status if unread else 200
    return page(request, "form", box.source.brand, status=status, **context)


def _opened_by(mention: Mention) -> Case | None:
    """Return the case a message opened.

    A message that joined an older case shows nothing of it: whoever typed a stranger's address
    into the form would read the stranger's reference.
    """
    if mention.case is None:
        return None
    first = mention.case.mentions.order_by("said_at", "pk").first()
    return mention.case if first == mention else None


def _is_nobodys(mention: Mention) -> bool:
    """Tell whether the sender cannot be mailed: then his only way back is the link on this page.

    With an address the link goes there and nowhere else: only its true holder shall read on.
    """
    author = mention.author
    return author is not None and author.external_id.startswith(ANONYMOUS)
