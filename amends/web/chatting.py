"""The conversation of one visitor of a shop's chat: who he is, what he sends, what he reads."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import cast

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language

from amends.casebook import presences
from amends.casebook.models import Attachment, Author, Delivery, DeliveryState, Mention, Source
from amends.connectors import live_chat
from amends.connectors.protocol import Batch, Heard
from amends.connectors.web_form import FormRefused
from amends.rooms.listen import service as listen
from amends.web import senders, tickets, uploads
from amends.web.forms.public import given_in
from amends.web.letterbox import MARKED, OPEN_TOO_LONG, TOO_OFTEN
from amends.web.reader import tame
from amends.web.standing import Turn, files_of, first_name


KIND = "live_chat"
MOST_PER_HOUR = 120  # lines; people write in bursts
MOST_FILES, MOST_FILE_BYTES = 3, 10_000_000
TURNS = 100
COMES_BACK_S = 90 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visit:
    """One visitor at the chat of one source; ``pass_`` brings him back to his conversation."""

    source: Source
    settings: live_chat.Settings
    visitor: str
    is_proven: bool = False
    is_known: bool = False

    @property
    def pass_(self) -> str:
        """Return what brings the visitor back, unguessable and good for this chat alone."""
        return signing.dumps(self.visitor, salt=_salt(self.source))

    @property
    def thread(self) -> str:
        """Name the conversation."""
        return live_chat.thread_of(self.visitor)

    def ticket(self, now: datetime) -> str:
        """Return a slip for one line: sent twice it is still one."""
        return tickets.new_ticket(f"chat.{self.source.pk}", now)


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that could not be taken: why, and what was typed."""

    status: int
    why: str
    text: str


def guard(request: HttpRequest) -> uploads.Doorkeeper:
    """Put a doorkeeper before the files of a line; call it before anything of it is read."""
    return uploads.guard(request, most_files=MOST_FILES, most_bytes=MOST_FILE_BYTES)


def visit_of(request: HttpRequest, source: Source) -> Visit:
    """Return who is at the chat: proven by the shop, come back with his pass, or new."""
    chat = cast("live_chat.LiveChat", listen.connect(source)).settings
    given = request.POST if request.method == "POST" else request.GET
    user, proof = given.get("user", ""), given.get("proof", "")
    if live_chat.is_proven(chat.identity_secret, user, proof):
        return Visit(source, chat, f"user-{user}", is_proven=True, is_known=True)
    try:
        known = signing.loads(given.get("pass", ""), salt=_salt(source), max_age=COMES_BACK_S)
    except signing.BadSignature:
        return Visit(source, chat, f"visitor-{secrets.token_urlsafe(12)}")
    return Visit(source, chat, str(known), is_known=True)


def drop(
    request: HttpRequest, visit: Visit, keeper: uploads.Doorkeeper, now: datetime
) -> Mention | Unread:
    """Store one line of a visitor, once however often it is sent; or say what to mend."""
    given = given_in(request.POST)
    ticket = tickets.read_ticket(request.POST.get("token", ""), f"chat.{visit.source.pk}")
    if ticket is None:
        return Unread(HTTPStatus.BAD_REQUEST, OPEN_TOO_LONG, given["text"])
    files = [] if keeper.refused else uploads.attachments(request, "files")
    fields = dict(given) | {"token": ticket.id, "language": get_language() or ""}
    heard = live_chat.parse_line(
        fields,
        files,
        now=now,
        visitor=visit.visitor,
        started_at=None if visit.is_known else ticket.started_at,
    )
    if keeper.refused or not isinstance(heard, Heard):
        return _unread(heard, keeper.refused, given["text"])
    mark = senders.mark_of(request, now)
    stored = _once(visit, replace(heard, data={**heard.data, "sender": mark}), now)
    return stored or Unread(HTTPStatus.TOO_MANY_REQUESTS, TOO_OFTEN, given["text"])


def turns_of(visit: Visit) -> Sequence[Turn]:
    """Return what was said in a conversation, in order."""
    if not visit.is_known:
        return []
    said = Mention.objects.filter(source=visit.source, thread=visit.thread, deleted_at=None)
    sent = _sent(visit).exclude(sent_at=None).select_related("reply__user")
    turns = [
        Turn(m.said_at, tame(m.text), "")
        for m in said.filter(is_ours=False).order_by("-said_at", "-pk")[:TURNS]
    ]
    newest = sent.prefetch_related("reply__attachments").order_by("-sent_at", "-pk")[:TURNS]
    turns += [_ours(delivery) for delivery in newest]
    turns.reverse()  # what was said in one instant stays in the order it was heard
    return sorted(turns, key=lambda turn: turn.at)


def answers(turns: Sequence[Turn]) -> str:
    """Return the first name of who answered last in a conversation; empty before a person did."""
    return next((turn.who for turn in reversed(turns) if turn.who), "")


def file_of(visit: Visit, pk: int) -> Attachment | None:
    """Return a file that went out with an answer in this conversation."""
    if not visit.is_known:
        return None
    return Attachment.objects.filter(pk=pk, reply__delivery__in=_sent(visit)).first()


def _sent(visit: Visit) -> QuerySet[Delivery]:
    sent = Delivery.objects.filter(source=visit.source, thread=visit.thread)
    return sent.filter(state=DeliveryState.SENT)


def _ours(delivery: Delivery) -> Turn:
    return Turn(
        delivery.sent_at or delivery.not_before,
        tame(delivery.text),
        delivery.language,
        is_ours=True,
        files=files_of(delivery),
        who=first_name(delivery.reply.user) if delivery.reply else "",
    )


def told_writing(visit: Visit, now: datetime) -> None:
    """Let the desk know that a visitor who was heard before types again."""
    known = Author.objects.filter(brand=visit.source.brand_id, platform=KIND)
    author = known.filter(external_id=visit.visitor.lower()).first() if visit.is_known else None
    if author is not None:
        presences.tell_writing(author, now=now)


@transaction.atomic
def _once(visit: Visit, heard: Heard, now: datetime) -> Mention | None:
    """Return the one mention of this line; None when its sender has written too often."""
    same = Mention.objects.filter(source=visit.source, external_id=heard.external_id)
    if (known := same.first()) is not None:
        return known
    mark = str(heard.data["sender"])
    if senders.wrote_too_often(visit.source, mark, now, most=MOST_PER_HOUR):
        return None
    listen.store(visit.source, Batch(mentions=(heard,)), now=now)
    return same.get()


def _unread(answer: object, refused: Sequence[str], text: str) -> Unread:
    if refused:
        return Unread(HTTPStatus.UNPROCESSABLE_ENTITY, refused[0], text)
    if isinstance(answer, FormRefused):
        why = next(iter(answer.problem_by_field.values()), answer.why)
        return Unread(answer.status, why, text)
    return Unread(HTTPStatus.UNPROCESSABLE_ENTITY, MARKED, text)


def _salt(source: Source) -> str:
    return f"amends.web.chat.{source.pk}"
