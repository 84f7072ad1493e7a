"""Put what was heard into the casebook: every mention once, its cursor in the same transaction."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.casebook import files, ledger, search, spending, vault
from amends.casebook.erasure import forget_files_of
from amends.casebook.models import (
    Attachment,
    Author,
    Awaited,
    Delivery,
    Mention,
    MentionState,
    Source,
    What,
)
from amends.connectors.afterwards import FarFile, FarWords
from amends.connectors.directness import Directness
from amends.connectors.mail.threads import told_apart
from amends.connectors.protocol import Batch, Deletion, Edit, Heard, Visibility
from amends.connectors.registry import CONNECTORS, platform_of
from amends.connectors.values.prices import price_of_reading
from amends.rooms.listen.aftermath import take_fates
from amends.rooms.listen.unkept import without_words


ID_LENGTH = 500
RAW = ".eml"
_UNSTORABLE = dict.fromkeys([0, *range(0xD800, 0xE000)])


def store(source: Source, batch: Batch, *, now: datetime) -> list[Mention]:
    """Store one page and return the mentions that are new; hearing a page twice changes nothing.

    Secrets that the service rotated and the cursor move with it (invariant 2). Files are on the
    disk before a row names them, and before the transaction: nobody waits for the disk.
    """
    if not CONNECTORS[source.kind].capability.may_store:
        batch = without_words(source.pk, batch)
    if any(one.raw or one.attachments for one in batch.mentions):
        files.keep_many(_files_of(_fresh(source, batch.mentions).values()))
    take_fates(source, batch.fates, now=now)
    return _store(source, batch, now)


@transaction.atomic
def _store(source: Source, batch: Batch, now: datetime) -> list[Mention]:
    row = Source.objects.select_for_update().get(pk=source.pk)
    new = _new_mentions(row, batch.mentions, now)
    for edit in batch.edits:
        _edit(row, edit, now)
    for deletion in batch.deletions:
        _delete(row, deletion, now)
    if batch.cursor or batch.secrets:
        row.cursor = batch.cursor or row.cursor
        if batch.secrets:
            row.settings = vault.seal(vault.unseal(row.settings) | dict(batch.secrets))
        row.save(update_fields=["cursor", "settings"])
    if new:
        Source.objects.filter(pk=row.pk).update(heard_at=now)
        prices = CONNECTORS[row.kind].capability.prices
        paid = price_of_reading(prices, (one.visibility for one in new))
        spending.spend(row, paid, now=now, reads=len(new))
        ledger.touch(row.brand_id)
    return new


def clean(text: str) -> str:
    """Drop what no database stores: NUL and lone surrogates."""
    return text.translate(_UNSTORABLE)


def fit(external_id: str) -> str:
    """Return an id that fits its column and is still unique."""
    external_id = clean(external_id)
    if len(external_id) <= ID_LENGTH:
        return external_id
    return "sha256:" + hashlib.sha256(external_id.encode()).hexdigest()


def _new_mentions(source: Source, page: Iterable[Heard], now: datetime) -> list[Mention]:
    fresh = _fresh(source, page)
    ours = _echoes(source, fresh)
    authors = authors_of(source, fresh.values(), now)
    mentions = [
        _mention(source, key, heard, authors.get(author_key(heard)), now, is_echo=key in ours)
        for key, heard in fresh.items()
    ]
    Mention.objects.bulk_create(mentions)
    _attach(mentions, fresh.values())
    _await(mentions, fresh.values(), now)
    return mentions


def _fresh(source: Source, page: Iterable[Heard]) -> dict[str, Heard]:
    """Return what is not known yet, by id.

    Some devices put one Message-ID on every mail: an id that is taken by a mail with another
    fingerprint is told apart, so that no mail is lost.
    """
    heard = [(fit(one.external_id), one) for one in page]
    told = [told_apart(key, _fingerprint(one.data)) for key, one in heard]
    rows = Mention.objects.filter(
        source=source, external_id__in=[*(k for k, _ in heard), *told]
    )
    known = {key: _fingerprint(data) for key, data in rows.values_list("external_id", "data")}
    fresh: dict[str, Heard] = {}
    for (key, one), other_key in zip(heard, told, strict=True):
        mark = _fingerprint(one.data)
        is_taken = bool(mark) and known.get(key, mark) != mark
        own_key = other_key if is_taken else key
        if own_key not in known:
            fresh[own_key], known[own_key] = one, mark
    return fresh


def _fingerprint(data: Mapping[str, Any]) -> str:
    return str(data.get("fingerprint", ""))


def _echoes(source: Source, ids: Iterable[str]) -> set[str]:
    """Find which of these are our own posts coming back: by the service's id or by our key."""
    sent = Delivery.objects.filter(source__brand=source.brand_id)
    found = sent.filter(external_id__in=list(ids)).values_list("external_id", flat=True)
    return {*found, *sent.filter(key__in=list(ids)).values_list("key", flat=True)}


def author_key(heard: Heard) -> str:
    """Return what tells one author of a platform from another; empty for nobody."""
    key = heard.author_id or heard.author_email or heard.author_phone or heard.author_handle
    return clean(key).strip().lower()[:254]


def authors_of(source: Source, page: Iterable[Heard], now: datetime) -> dict[str, int]:
    """Return the row of each author of a page, by key; who is new gets one."""
    platform = platform_of(source.kind)
    wanted = {author_key(heard): heard for heard in page if author_key(heard)}
    known = _known_authors(source, platform, wanted)
    new = [
        Author(
            brand_id=source.brand_id,
            platform=platform,
            external_id=key,
            name=clean(heard.author_name)[:200],
            handle=clean(heard.author_handle)[:200],
            email=clean(heard.author_email).strip().lower()[:254],
            phone=clean(heard.author_phone)[:40],
            first_heard_at=now,
        )
        for key, heard in wanted.items()
        if key not in known
    ]
    # Another worker may have met them at the same moment: then its rows count.
    Author.objects.bulk_create(new, ignore_conflicts=True)
    names = [author.external_id for author in new]
    return known | (_known_authors(source, platform, names) if names else {})


def _known_authors(source: Source, platform: str, keys: Iterable[str]) -> dict[str, int]:
    rows = Author.objects.filter(
        brand=source.brand_id, platform=platform, external_id__in=list(keys)
    )
    return dict(rows.values_list("external_id", "pk"))


def _mention(
    source: Source,
    key: str,
    heard: Heard,
    author: int | None,
    now: datetime,
    *,
    is_echo: bool,
) -> Mention:
    return Mention(
        brand=source.brand,
        source=source,
        external_id=key,
        author_id=author,
        parents=[fit(parent) for parent in heard.parents],
        thread=fit(heard.thread),
        visibility=heard.visibility.value,
        is_ours=heard.is_ours or is_echo,
        automatic=heard.automatic,
        directness=directness_of(source.kind, heard).value,
        subject=clean(heard.subject),
        text=clean(heard.text),
        full_text=clean(heard.full_text),
        html=clean(heard.html),
        raw=files.keep(heard.raw, RAW) if heard.raw else "",
        url=clean(heard.url)[:2000],
        data=_json_clean(dict(heard.data)),
        problem=clean(heard.problem)[:200],
        said_at=heard.said_at,
        heard_at=now,
    )


def directness_of(kind: str, heard: Heard) -> Directness:
    """Say whether a mention came to us or was found (S4b-02): what is private or ours is direct."""
    if heard.is_ours or heard.visibility == Visibility.PRIVATE:
        return Directness.DIRECT
    found = Directness.FOUND if heard.data.get("is_indirect") else None
    return heard.directness or found or CONNECTORS[kind].capability.directness


def _json_clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(str(key)): _json_clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_json_clean(inner) for inner in value]
    return value


def _attach(mentions: list[Mention], page: Iterable[Heard]) -> None:
    Attachment.objects.bulk_create(
        [
            Attachment(
                mention=mention,
                name=clean(part.name)[:200],
                content_type=clean(part.content_type)[:120],
                size_bytes=len(part.content),
                sha256=files.digest_of(part.content),
                file=files.keep(part.content),
            )
            for mention, heard in zip(mentions, page, strict=True)
            for part in heard.attachments
        ]
    )


def _await(mentions: list[Mention], page: Iterable[Heard], now: datetime) -> None:
    rows = [
        Awaited(mention=mention, key=clean(one.key), told_at=now, due_at=now, **_awaited(one))
        for mention, heard in zip(mentions, page, strict=True)
        for one in heard.afterwards
        if not mention.is_ours  # what we sent ourselves need not be fetched
    ]
    Awaited.objects.bulk_create(rows)


def _awaited(one: FarFile | FarWords) -> dict[str, Any]:
    if isinstance(one, FarWords):
        return {"what": What.WORDS}
    return {"name": clean(one.name)[:200], "size_bytes": max(0, one.size_bytes)}


def _files_of(page: Iterable[Heard]) -> Iterator[tuple[bytes, str]]:
    for heard in page:
        if heard.raw:
            yield heard.raw, RAW
        for part in heard.attachments:
            yield part.content, ""


def _edit(source: Source, edit: Edit, now: datetime) -> None:
    """Take a changed text over, so that a review brought up to date is seen (S4d-16)."""
    mention = Mention.objects.filter(source=source, external_id=fit(edit.external_id)).first()
    if mention is None or mention.edited_at == edit.edited_at or mention.deleted_at:
        return
    new = {
        "text": clean(edit.text),
        "subject": clean(edit.subject) or mention.subject,
        "data": {**mention.data, **_json_clean(dict(edit.data))},
    }
    # Some services tell only when something was said last, never whether it was changed.
    if all(getattr(mention, name) == value for name, value in new.items()):
        return
    Mention.objects.filter(pk=mention.pk).update(
        **new, edited_at=edit.edited_at, state=MentionState.HEARD
    )
    if mention.case:
        ledger.append(mention.case, "mention_edited", now=now, facts={"mention": mention.pk})


def _delete(source: Source, deletion: Deletion, now: datetime) -> None:
    mention = Mention.objects.filter(
        source=source, external_id=fit(deletion.external_id)
    ).first()
    if mention is None or mention.deleted_at:
        return
    empty_words(mention, deletion.deleted_at)
    if mention.case:
        ledger.append(mention.case, "mention_deleted", now=now, facts={"mention": mention.pk})


def empty_words(mention: Mention, deleted_at: datetime) -> None:
    """Drop the words and files of a mention and keep its skeleton, as the terms of platforms ask."""
    forget_files_of([mention.pk])
    Mention.objects.filter(pk=mention.pk).update(
        subject="", text="", full_text="", html="", raw="", data={}, deleted_at=deleted_at
    )
    search.forget(mention.pk)
