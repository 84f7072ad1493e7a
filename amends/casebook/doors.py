"""The way back to a customer: through which source, to whom, and in answer to what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from amends.casebook.models import (
    Author,
    Case,
    Delivery,
    Language,
    Mention,
    Message,
    Source,
    Visibility,
)


EMAIL = "email"
WEB_FORM = "web_form"


@dataclass(frozen=True, slots=True)
class Address:
    """Where one text goes; the thread and the author are what the governor counts by."""

    source: Source
    author: Author | None
    visibility: str
    to: str = ""
    parent: str = ""
    thread: str = ""
    references: Sequence[str] = ()
    subject: str = ""


def last_mention(case: Case, visibility: str, source: Source | None = None) -> Mention | None:
    """Return what the customer's side last said in a case there; None when nobody did."""
    said = Mention.objects.filter(case=case, visibility=visibility, is_ours=False)
    if source is not None:
        said = said.filter(source=source)
    return said.select_related("author", "source").order_by("-said_at", "-pk").first()


def private_source(
    case: Case, platforms: Mapping[str, str], *, any_door: bool
) -> Source | None:
    """Return the source through which this customer can be written to in private, if any (S3-14).

    ``platforms`` names the platform of each kind that can write in private. First where he wrote
    in private, then where he came from, then the same platform's private door (S4c-10), then his
    e-mail where ``any_door``. Who left an address in the web form is answered by mail.
    """
    enabled = Source.objects.filter(brand=case.brand_id, is_enabled=True).order_by("pk")
    mention = last_mention(case, Visibility.PRIVATE)
    for source in (mention.source if mention else None, case.source):
        if source is not None and source.kind in platforms:
            return _mailbox(case, enabled) or source if source.kind == WEB_FORM else source
    same = case.author.platform if case.author else ""
    kinds = [kind for kind, platform in platforms.items() if platform and platform == same]
    found = enabled.filter(kind__in=kinds).first()
    if found is None and any_door and EMAIL in platforms:
        found = _mailbox(case, enabled)
    return found


def _mailbox(case: Case, enabled: QuerySet[Source]) -> Source | None:
    """Return the brand's mailbox when the customer left an address."""
    has_email = bool(case.author and case.author.email)
    return enabled.filter(kind=EMAIL).first() if has_email else None


def address(case: Case, source: Source, visibility: str) -> Address:
    """Return to whom and in answer to what a text of this case goes at a source."""
    mention = last_mention(case, visibility, source)
    author = mention.author if mention and mention.author else case.author
    if mention is None:
        return Address(
            source,
            author,
            visibility,
            to=_name_at(source, author),
            references=_spoken_there(case, source),
            subject=f"[{case}]",
        )
    return Address(
        source,
        author,
        visibility,
        to=_name_at(source, author),
        parent=mention.external_id,
        thread=thread_of(mention),
        references=(*reversed(mention.parents), mention.external_id),
        subject=reply_subject(mention.subject) or f"[{case}]",
    )


def _spoken_there(case: Case, source: Source) -> Sequence[str]:
    """Return what the customer last said at a source in the other visibility, if anything.

    Some platforms open their private door only from a public comment.
    """
    said = Mention.objects.filter(case=case, source=source, is_ours=False)
    return tuple(said.order_by("-said_at", "-pk").values_list("external_id", flat=True)[:1])


def language_of(case: Case) -> str:
    """Return the language to write to a customer in: his, or the brand's where we do not speak it."""
    known = case.customer.language if case.customer else ""
    spoken = (one for one in (case.language[:2], known) if one in Language.values)
    return next(spoken, case.brand.language)


def thread_of(mention: Mention) -> str:
    """Return the conversation a mention stands in: its thread, its oldest parent, or itself."""
    return mention.thread or (mention.parents[-1] if mention.parents else mention.external_id)


def reply_subject(subject: str) -> str:
    """Return the subject of an answer in the same thread; nothing for no subject."""
    bare = subject.strip()
    return bare if not bare or bare.lower().startswith("re:") else f"Re: {bare}"


def put(
    case: Case, where: Address, text: str, *, now: datetime, message: str, **fields: Any
) -> Delivery:
    """Put a text into the outbox, in the transaction of the decision to send it.

    ``fields`` are those of the row that differ from the default: key, state, reply, counts …
    """
    return Delivery.objects.create(
        case=case,
        source=where.source,
        author=where.author,
        visibility=where.visibility,
        to=where.to,
        parent=where.parent,
        thread=where.thread,
        references=list(where.references),
        subject=fields.pop("subject", where.subject),
        text=text,
        message=message,
        language=fields.pop("language", language_of(case)),
        not_before=fields.pop("not_before", now),
        counts=fields.pop(
            "counts", message == Message.REPLY and where.visibility == Visibility.PUBLIC
        ),
        **fields,
    )


def _name_at(source: Source, author: Author | None) -> str:
    """Return how a channel calls a person: his address for mail, his id for the rest."""
    if author is None:
        return ""
    return author.email if source.kind == EMAIL else author.external_id
