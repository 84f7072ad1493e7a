"""What a channel told by a key only, files and words: fetched beside the loop, each stored once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

import structlog
from django.db import transaction

from amends.casebook import files, ledger
from amends.casebook.erasure import forget_file
from amends.casebook.models import Attachment as Row
from amends.casebook.models import Awaited, MentionState, Source, What
from amends.connectors.afterwards import Completer, FarFile, FarWords, Fetcher
from amends.connectors.network.answers import Gone, TooLong
from amends.connectors.network.http import MAX_BYTES
from amends.connectors.protocol import Attachment, Heard
from amends.connectors.values.attachments import cleaned
from amends.rooms.listen.ears import Asked, Ears, new_ears
from amends.rooms.listen.rounds import connect
from amends.rooms.listen.rules import judge_file
from amends.rooms.listen.store import author_key, authors_of, clean


log = structlog.get_logger()
AT_ONCE = 4  # each of another source, so that a slow one keeps no other waiting
LOOKED_AT = 100
LEASE = timedelta(minutes=5)  # a file takes a minute at most; so long nobody else asks for it
PATIENCE_S = 0.1

Came = bytes | Heard
hands: Ears[Came] = new_ears(AT_ONCE)


def fetch_files(now: datetime, fetching: Ears[Came] = hands) -> int:
    """Ask for what is due and keep what has come; returns how much was settled.

    Hearing never waits for it: what takes long is kept by a later turn.
    """
    for row in _claimed(_one_a_source(_due(now), fetching), now):
        asked = Asked[Came](row.mention.source_id, row, monotonic() + PATIENCE_S)
        fetching.ask(asked, partial(_fetch, row.mention.source, row))
    return sum(_take(answer, now) for answer in fetching.answers())


def fetch_again(row: Awaited, *, now: datetime) -> int:
    """Let a file be asked for once more, at once; returns how many will be."""
    again = Awaited.objects.filter(pk=row.pk).update(
        due_at=now, told_at=now, attempts=0, error_code=""
    )
    ledger.touch(row.mention.brand_id)
    return again


def _due(now: datetime) -> Iterable[Awaited]:
    due = Awaited.objects.filter(due_at__lte=now, mention__source__is_enabled=True)
    return due.select_related("mention__source").order_by("due_at", "pk")[:LOOKED_AT]


def _one_a_source(rows: Iterable[Awaited], fetching: Ears[Came]) -> list[Awaited]:
    first: dict[int, Awaited] = {}
    for row in rows:
        if fetching.are_free_for(row.mention.source_id):
            first.setdefault(row.mention.source_id, row)
    return list(first.values())[: fetching.room()]


def _claimed(rows: Iterable[Awaited], now: datetime) -> list[Awaited]:
    # Claimed by compare-and-swap: of two workers one moves the time, the other finds it moved.
    return [
        row
        for row in rows
        if Awaited.objects.filter(pk=row.pk, due_at=row.due_at).update(due_at=now + LEASE)
    ]


def _fetch(source: Source, row: Awaited) -> Came:
    connector = connect(source)
    came: Came = b""
    if row.what == What.WORDS and isinstance(connector, Completer):
        came = connector.fetch_words(FarWords(row.key))
    elif row.what == What.FILE and isinstance(connector, Fetcher):
        if row.size_bytes > MAX_BYTES:
            raise TooLong(TooLong.__doc__)
        came = connector.fetch_file(FarFile(row.key, row.name, row.size_bytes))
    if not came:
        raise Gone(Gone.__doc__)
    return came


def _take(answer: Asked[Came], now: datetime) -> int:
    row: Awaited = answer.what
    if answer.came is None:
        return _put_off(row, answer.error or Gone(), now)
    if isinstance(answer.came, Heard):
        return _complete(row, answer.came, now)
    file = cleaned(Attachment(row.name, "", answer.came))
    name = files.keep(file.content)
    if _keep(row, file, name):
        return 1
    forget_file(name, own=0)  # the person was erased, or took it back, while it was on its way
    return 0


@transaction.atomic
def _complete(row: Awaited, heard: Heard, now: datetime) -> int:
    """Give a mention its words: it is read anew from the beginning."""
    if not Awaited.objects.filter(pk=row.pk).delete()[0]:
        return 0
    mention = row.mention
    author = authors_of(mention.source, [heard], now).get(author_key(heard))
    mention.text, mention.said_at = clean(heard.text), heard.said_at
    mention.author_id, mention.state = author or mention.author_id, MentionState.HEARD
    mention.save(update_fields=["text", "said_at", "author", "state"])
    ledger.touch(mention.brand_id)
    return 1


@transaction.atomic
def _keep(row: Awaited, file: Attachment, name: str) -> bool:
    # Compare and swap: of two that fetched the same file one keeps it.
    if not Awaited.objects.filter(pk=row.pk).delete()[0]:
        return False
    Row.objects.create(
        mention=row.mention,
        name=file.name,
        content_type=file.content_type,
        size_bytes=len(file.content),
        sha256=files.digest_of(file.content),
        file=name,
    )
    ledger.touch(row.mention.brand_id)
    return True


@transaction.atomic
def _put_off(row: Awaited, error: Exception, now: datetime) -> int:
    log.warning("file_not_fetched", file=row.pk, error=repr(error))
    code, pause = judge_file(error, row.attempts + 1, now - row.told_at)
    Awaited.objects.filter(pk=row.pk).update(
        due_at=None if pause is None else now + pause,
        attempts=row.attempts + 1,
        error_code=code,
    )
    case = row.mention.case
    if pause is None and case:
        facts = {"mention": row.mention_id, "file": row.pk, "code": code}
        ledger.append(case, "file_not_fetched", now=now, facts=facts)
    ledger.touch(row.mention.brand_id)
    return 1
