"""A visitor's chat by e-mail: whether it can be sent, and sending it on his click."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils import translation

from amends.casebook import doors
from amends.casebook.models import Case, Mention
from amends.rooms.respond import service as respond
from amends.web.chatting import Visit, turns_of


LONGEST = 254  # letters of an address


def is_offered(visit: Visit) -> bool:
    """Tell whether this conversation can still be sent to its visitor."""
    case = _case_of(visit)
    return bool(case and respond.mailbox_for(case, visit.source, visit.thread))


def mail_conversation(visit: Visit, to: str, now: datetime) -> bool:
    """Send a conversation to the address its visitor gave; False where it cannot be."""
    case = _case_of(visit)
    if case is None or not _is_address(to):
        return False
    said = _written(visit, doors.language_of(case))
    return respond.mail_transcript(case, visit.source, visit.thread, to=to, said=said, now=now)


def _case_of(visit: Visit) -> Case | None:
    """Return the case of a conversation, as soon as somebody has answered in it."""
    if not visit.is_known:
        return None
    said = Mention.objects.filter(source=visit.source, thread=visit.thread)
    newest = said.exclude(case=None).select_related("case__brand", "case__author")
    mention = newest.order_by("-pk").first()
    return mention.case if mention else None


def _written(visit: Visit, language: str) -> str:
    brand = visit.source.brand
    names = {"brand": brand, "brand_name": brand.name_in(language)}
    with translation.override(language):
        page = render_to_string("web/public/transcript.txt", {"turns": turns_of(visit)} | names)
    return page.strip()


def _is_address(given: str) -> bool:
    try:
        validate_email(given)
    except ValidationError:
        return False
    return len(given) <= LONGEST
