"""What customers drop into the public form or into the page of their case: read, limited, stored once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from typing import cast

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language

from amends.casebook.doors import EMAIL
from amends.casebook.models import Case, Mention, Source
from amends.connectors.protocol import Batch, Heard
from amends.connectors.source_settings import N_
from amends.connectors.web_form import OLDEST, FormRefused, Settings, WebForm, parse_submission
from amends.rooms.listen import service as listen
from amends.web import senders, tickets, uploads
from amends.web.forms.public import given_in


KIND = "web_form"
ANONYMOUS = "form-"
OPEN_TOO_LONG = N_("This page was open for too long. Please send it once more.")
TOO_OFTEN = N_("Very many messages came over your connection. Please send it again in an hour.")
FILES_AGAIN = N_("Please choose the files again.")
MARKED = N_("Please look at the marked fields.")


@dataclass(frozen=True, slots=True)
class Letterbox:
    """Where a customer writes: the form of a source, or one case by the address that was sent to him."""

    source: Source
    asked: Settings
    case: Case | None = None

    @property
    def place(self) -> str:
        """Name the one place at which a ticket of this box is good."""
        return f"case.{self.case.pk}" if self.case else f"source.{self.source.pk}"

    def ticket(self, now: datetime) -> str:
        """Return a new ticket for this box."""
        return tickets.new_ticket(self.place, now)


@dataclass(frozen=True, slots=True)
class Unread:
    """A message that could not be taken yet: why, what to mend, and everything that was typed."""

    status: int
    why: str
    ticket: str
    given: Mapping[str, str]
    problems: Mapping[str, str] = field(default_factory=dict)


def box_of(source: Source, case: Case | None = None) -> Letterbox:
    """Return the box of a web form; raises SettingsError or VaultLocked when it was set up wrong."""
    form = cast("WebForm", listen.connect(source))
    return Letterbox(source, form.settings, case)


def drop(request: HttpRequest, box: Letterbox, now: datetime) -> Mention | Unread:
    """Store what a customer sent, once however often it is sent; or say what to mend.

    A person who holds the address of his case need not prove that he writes slowly.
    """
    most_bytes = box.asked.max_file_mb * 1_000_000
    keeper = uploads.guard(request, most_files=box.asked.max_files, most_bytes=most_bytes)
    given = given_in(request.POST)
    slip = request.POST.get("token", "")
    ticket = tickets.read_ticket(slip, box.place)
    if ticket is None:
        return Unread(HTTPStatus.BAD_REQUEST, OPEN_TOO_LONG, box.ticket(now), given)
    # Django closes the files before a dropped one: they are asked for again, with it.
    files = [] if keeper.refused else uploads.attachments(request, "files")
    heard = parse_submission(
        _words(box, given) | {"token": ticket.id, "language": get_language() or ""},
        files,
        now=now,
        started_at=None if box.case else ticket.started_at,
        settings=box.asked,
    )
    if isinstance(heard, Heard) and not keeper.refused:
        found = _once(
            box,
            _signed(heard, box, given, number=ticket.id, mark=senders.mark_of(request, now)),
            now,
        )
        return found or Unread(HTTPStatus.TOO_MANY_REQUESTS, TOO_OFTEN, slip, given)
    slip = slip if now - ticket.started_at < OLDEST else box.ticket(now)
    return _unread(request, heard, keeper.refused, slip, given)


def _words(box: Letterbox, given: Mapping[str, str]) -> dict[str, str]:
    return {"text": given["text"]} if box.case else dict(given)


def _unread(
    request: HttpRequest, answer: object, refused: list[str], slip: str, given: dict[str, str]
) -> Unread:
    status, why, problems = int(HTTPStatus.UNPROCESSABLE_ENTITY), MARKED, dict[str, str]()
    if isinstance(answer, FormRefused):
        status, why, problems = answer.status, answer.why, dict(answer.problem_by_field)
    if refused or request.FILES:
        problems = {"files": refused[0] if refused else FILES_AGAIN} | problems
    return Unread(status, why, slip, given, problems)


def _signed(
    heard: Heard, box: Letterbox, given: Mapping[str, str], *, number: str, mark: str
) -> Heard:
    """Add who wrote it. Whom we cannot mail is one person only: the sender of this one form.

    An address nobody proved must not join two strangers, of whom one holds the link to the page.
    """
    facts = {"sender": mark}
    if box.case is None:
        facts |= {"wish": given["wish"]} if given["wish"] else {}
        author = heard.author_id if _can_mail(box, heard) else f"{ANONYMOUS}{number}"
        return replace(heard, author_id=author, data={**heard.data, **facts})
    last = Mention.objects.filter(case=box.case, is_ours=False).order_by("-said_at").first()
    return replace(
        heard,
        thread=f"case:{box.case.pk}",
        parents=(last.external_id,) if last else (),
        data={**heard.data, **facts},
    )


def _can_mail(box: Letterbox, heard: Heard) -> bool:
    mailboxes = Source.objects.filter(brand=box.source.brand_id, kind=EMAIL, is_enabled=True)
    return bool(heard.author_email) and mailboxes.exists()


@transaction.atomic
def _once(box: Letterbox, heard: Heard, now: datetime) -> Mention | None:
    """Return the one mention of this message; None when its sender has written too often."""
    same = Mention.objects.filter(source=box.source, external_id=heard.external_id)
    if (known := same.first()) is not None:
        return known
    if senders.wrote_too_often(box.source, str(heard.data["sender"]), now):
        return None
    listen.store(box.source, Batch(mentions=(heard,)), now=now)
    if box.case:
        # The address of a case is sent to its author alone: whoever writes there is him.
        same.update(author=box.case.author)
    return same.get()
