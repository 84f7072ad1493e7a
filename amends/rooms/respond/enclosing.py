"""Files that go out with a private answer: a photo, a voice, a short video, a paper (S4c-12).

A face or a voice calms where letters cannot; in public nothing is enclosed.
"""

import hashlib
from collections.abc import Iterable

from amends.casebook import files
from amends.casebook.models import Attachment, Case, Delivery, Reply, Visibility
from amends.connectors.protocol import Attachment as File
from amends.connectors.protocol import Door
from amends.connectors.values import attachments
from amends.rooms.respond import rules
from amends.rooms.respond.limits import LIMITS
from amends.rooms.respond.route import Route


ALLOWED = frozenset(attachments.SUFFIX_BY_TYPE)
MEGABYTE = 1_000_000
_CODES = {
    attachments.NOT_ALLOWED: "file_not_allowed",
    attachments.TOO_BIG: "file_too_big",
    attachments.EMPTY: "file_empty",
}


def takes_files(way: Route | None, visibility: str) -> bool:
    """Tell whether an answer may carry files: in private only, and where the channel can."""
    if way is None or visibility != Visibility.PRIVATE:
        return False
    is_sent_by_us = rules.door_of(way.capability, visibility) is Door.API
    return way.capability.attachments and is_sent_by_us


def refused(given: Iterable[File], way: Route | None, visibility: str) -> tuple[str, ...]:
    """Return the codes of what is wrong with files, each once; the type is told by the bytes."""
    all_given = tuple(given)
    if not all_given:
        return ()
    if not takes_files(way, visibility):
        return ("no_files_here",)
    most = LIMITS.most_file_mb * MEGABYTE
    whys = (attachments.refusal(one, allowed=ALLOWED, max_bytes=most) for one in all_given)
    codes = [_CODES[why] for why in whys if why]
    codes += ["too_many_files"] if len(all_given) > LIMITS.most_files else []
    is_heavy = sum(len(one.content) for one in all_given) > LIMITS.most_files_mb * MEGABYTE
    codes += ["files_too_big"] if is_heavy and "file_too_big" not in codes else []
    return tuple(dict.fromkeys(codes))


def keep(reply: Reply, given: Iterable[File]) -> None:
    """Store the files of a reply, in the transaction of the decision to send it."""
    for one in map(attachments.cleaned, given):
        Attachment.objects.create(
            reply=reply,
            name=one.name,
            content_type=one.content_type,
            size_bytes=len(one.content),
            sha256=hashlib.sha256(one.content).hexdigest(),
            file=files.keep(one.content),
        )


def enclosed(delivery: Delivery) -> tuple[File, ...]:
    """Return the files that go out with a delivery. Raises OSError where one is gone."""
    own = Attachment.objects.filter(reply=delivery.reply_id).order_by("pk")
    rows = own if delivery.reply_id else own.none()
    return tuple(File(row.name, row.content_type, _read(row)) for row in rows)


def _read(row: Attachment) -> bytes:
    with row.file.open("rb") as file:
        return bytes(file.read())


def suggests_voice(case: Case) -> bool:
    """Tell whether a short voice or video of a person would do good here: anger, or a VIP (S4c-12)."""
    return case.anger >= LIMITS.voice_from_anger or "vip" in case.segments
