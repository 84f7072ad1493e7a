"""The conversation of a case: what was said, in public and in private, and what we noted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

import nh3
from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils.translation import gettext

from amends.casebook.links import without_tokens
from amends.casebook.models import (
    Attachment,
    Awaited,
    Case,
    Delivery,
    Investigation,
    Kudos,
    Mention,
    Note,
    Source,
)
from amends.web.closing import keeps_words
from amends.web.reader import tame
from amends.web.rests import Rest, rest_of
from amends.web.words import Piece, Span, pieces


SHOWN, SEEN = 50, 6
STARS = 5
ANSWERING = ("re:", "رد:", "پاسخ:", "fwd:", "fw:")
GONE_OUT = ("sent", "unknown")


@dataclass(slots=True)
class Turn:
    """One thing in the conversation; ``kind`` is said, ours, note, found or elsewhere."""

    kind: str
    at: datetime
    visibility: str
    who: str
    text: list[Piece]
    place: str = ""
    handle: str = ""
    language: str = ""
    quoted: str = ""
    title: str = ""
    stars: tuple[int, int] | None = None
    is_unkept: bool = False
    is_gone: bool = False
    mention: Mention | None = None
    delivery: Delivery | None = None
    rest: Rest | None = None
    public_number: int = 0
    praise: list[Kudos] = field(default_factory=list)

    @property
    def is_out(self) -> bool:
        """Tell whether it stands there already, and does not merely wait to."""
        return self.delivery is None or self.delivery.state in GONE_OUT

    @property
    def reach(self) -> int:
        """Return how many people read it in public, as far as the platform tells (S3-01)."""
        told = self.mention.data.get("reach") if self.mention else 0
        return told if isinstance(told, int) and self.visibility == "public" else 0

    @property
    def files(self) -> list[Attachment]:
        """Return what came or went with it."""
        said = self.mention or (self.delivery.reply if self.delivery else None)
        return list(said.attachments.all()) if said else []

    @property
    def awaited(self) -> list[Awaited]:
        """Return the files that have not come yet, or never will."""
        return list(self.mention.awaited.all()) if self.mention else []


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the conversation in one place: public or private."""

    visibility: str
    place: str
    turns: list[Turn]


@dataclass(frozen=True, slots=True)
class Thread:
    """The conversation by zones, oldest first; ``is_folded`` when an older part is not shown."""

    zones: list[Zone]
    is_folded: bool
    mentions: list[Mention]

    @property
    def seen_by_all(self) -> list[Turn]:
        """Return the latest of what stands in public, as somebody passing by reads it (S3-09, S4b-17)."""
        turns = [t for zone in self.zones if zone.visibility == "public" for t in zone.turns]
        return [turn for turn in turns if not turn.is_gone and turn.is_out][-SEEN:]


def thread_of(case: Case, *, now: datetime, whole: bool) -> Thread:
    """Fetch the conversation, its newest fifty turns unless all are asked for."""
    cut = None if whole else SHOWN + 1
    prefetch_related_objects([case], "merged_cases")
    mentions = list(_mentions(case)[:cut])
    deliveries = list(_deliveries(case)[:cut])
    echoes = {d.external_id for d in deliveries if d.external_id}
    found = Investigation.objects.filter(of_case(case)).select_related("user")
    notes = Note.objects.filter(of_case(case)).select_related("user")
    turns = [
        *(_said(m) for m in mentions if not (m.is_ours and m.external_id in echoes)),
        *(_ours(d, now) for d in deliveries),
        *(_found(n, case.visibility) for n in found.order_by("-noted_at")[:cut]),
        *(_note(n, case.visibility) for n in notes.order_by("-written_at")[:cut]),
    ]
    turns.reverse()  # what was said in one instant stays in the order it was heard
    turns.sort(key=lambda turn: turn.at)
    is_folded = not whole and len(turns) > SHOWN
    _count_public(turns)
    return Thread(_zones(turns[-SHOWN:] if is_folded else turns), is_folded, mentions)


def of_case(case: Case) -> Q:
    """Return what holds for rows of a case and of those that were merged into it."""
    return Q(case__in=[case.pk, *(one.pk for one in case.merged_cases.all())])


def _mentions(case: Case) -> QuerySet[Mention]:
    rows = case.mentions.select_related("author", "analysis", "source")
    return rows.prefetch_related("attachments", "awaited").order_by("-said_at", "-pk")


def _deliveries(case: Case) -> QuerySet[Delivery]:
    rows = Delivery.objects.filter(of_case(case)).select_related("reply__user", "source")
    return rows.prefetch_related("reply__kudos__giver", "reply__attachments").order_by(
        "-not_before", "-pk"
    )


def _said(mention: Mention) -> Turn:
    author = mention.author
    return Turn(
        "elsewhere" if mention.is_ours else "said",
        mention.said_at,
        mention.visibility,
        tame(str(author)) if author else "",
        _marked(mention),
        place=_place(mention.source),
        handle=tame(author.handle) if author else "",
        language=_language(mention),
        quoted=_quoted(mention),
        title=_title(mention),
        stars=_stars(mention),
        is_unkept=not keeps_words(mention.source.kind),
        is_gone=mention.deleted_at is not None,
        mention=mention,
    )


def _place(source: Source) -> str:
    return source.name


def _language(mention: Mention) -> str:
    analysis = getattr(mention, "analysis", None)
    return analysis.lang if analysis and analysis.lang in {"ar", "fa", "en"} else ""


def plain(mention: Mention) -> str:
    """Return what was written as text; markup is taken off, never shown."""
    if mention.text or not mention.html:
        return mention.text or mention.subject
    return nh3.clean(mention.html, tags=set(), clean_content_tags={"style", "script"})


def _marked(mention: Mention) -> list[Piece]:
    analysis = getattr(mention, "analysis", None)
    reasons = analysis.because if analysis else []
    spans = [Span(r["start"], r["end"], "why") for r in reasons if r["end"] > r["start"]]
    return pieces(plain(mention), spans)


def _quoted(mention: Mention) -> str:
    full = mention.full_text
    return tame(full) if full and full.strip() != mention.text.strip() else ""


def _title(mention: Mention) -> str:
    """Return what stands above the words; an answer only repeats what stood above the question."""
    subject = mention.subject.strip()
    is_told = subject == plain(mention).strip() or subject.lower().startswith(ANSWERING)
    return "" if is_told else tame(subject)


def _stars(mention: Mention) -> tuple[int, int] | None:
    """Return how many stars were given, and of how many."""
    given, most = mention.data.get("rating"), mention.data.get("rating_of", STARS)
    if isinstance(given, int | float) and isinstance(most, int | float) and 0 <= given <= most:
        return round(given), round(most)
    return None


def _ours(delivery: Delivery, now: datetime) -> Turn:
    reply = delivery.reply
    return Turn(
        "ours",
        reply.written_at if reply else delivery.not_before,
        delivery.visibility,
        str(reply.user) if reply else "",
        [Piece(without_tokens(tame(delivery.text)))],
        place=_place(delivery.source),
        language=delivery.language if delivery.language in {"ar", "fa", "en"} else "",
        delivery=delivery,
        rest=rest_of(delivery, now),
        praise=list(reply.kudos.all()) if reply else [],
    )


def _found(found: Investigation, visibility: str) -> Turn:
    words = [Piece(tame(found.text))]
    return Turn("found", found.noted_at, visibility, str(found.user), words)


def _note(note: Note, visibility: str) -> Turn:
    return Turn(
        "note",
        note.written_at,
        visibility,
        str(note.user or gettext("The desk")),
        [Piece(tame(note.text))],
    )


def _count_public(turns: list[Turn]) -> None:
    given = 0
    for turn in turns:
        counts = turn.delivery and turn.delivery.counts and turn.delivery.state != "cancelled"
        if counts and turn.visibility == "public":
            given += 1
            turn.public_number = given


def _zones(turns: list[Turn]) -> list[Zone]:
    settled = list(_settled(turns))
    return [
        Zone(visibility, place, [turn for _, _, turn in group])
        for (visibility, place), group in groupby(settled, key=lambda s: (s[0], s[1]))
    ]


def _settled(turns: list[Turn]) -> Iterator[tuple[str, str, Turn]]:
    """Give each turn its zone: a note is never on open ground, it stays where nobody else reads."""
    where = ""
    for turn in turns:
        where = turn.place or where
        yield ("team" if turn.kind in {"note", "found"} else turn.visibility), where, turn
