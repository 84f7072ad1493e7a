"""Bring files in: mentions through the listening room, customers and orders through verify."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from amends import pipeline
from amends.casebook import statistics, vault
from amends.casebook.brands import brand_named
from amends.casebook.models import Brand, Mention, MentionState, Source
from amends.connectors.file import FileListener
from amends.connectors.registry import CONNECTORS
from amends.connectors.shop.files import read_customers, read_orders
from amends.connectors.shop.records import CustomerRecord, OrderRecord, Records
from amends.connectors.tables import Row, write_rejects
from amends.rooms.listen.store import store
from amends.rooms.verify import service as verify


R = TypeVar("R", CustomerRecord, OrderRecord)
PAGE = 500


def mentions(
    path: Path,
    slug: str,
    *,
    now: datetime,
    columns: Sequence[str] = (),
    visibility: str = "public",
) -> Iterator[str]:
    """Import what people said, page by page, and walk it through the rooms; yields lines to print.

    Importing a file again changes nothing; one that was cut off goes on where it was.
    """
    source = _source_of(brand_named(slug), path, columns, visibility)
    listener = CONNECTORS["file"].build(vault.unseal(source.settings))
    assert isinstance(listener, FileListener)
    mapping = listener.mapping()
    if mapping:
        yield "columns: " + ", ".join(
            f"{field} = {column}" for field, column in mapping.items()
        )
    new = 0
    for count in _pages(source, listener, now):
        new += count
        yield f"{new} heard"
    if new:
        statistics.learn()
    yield from _reading(source, new, now)
    yield f"{new} new mentions"
    if listener.rejected:
        yield f"{listener.rejected} rows could not be taken: {listener.rejects.path}"


def _source_of(brand: Brand, path: Path, columns: Sequence[str], visibility: str) -> Source:
    """Return the source that stands for this file, and remember what was said about it."""
    place = str(path.absolute())
    settings = {"path": place, "columns": list(columns), "visibility": visibility}
    source, _ = Source.objects.get_or_create(
        brand=brand, kind="file", name=path.name[:120], defaults={"is_enabled": False}
    )
    if vault.unseal(source.settings).get("path", place) != place:
        source = Source.objects.create(
            brand=brand, kind="file", name=place[:120], is_enabled=False
        )
    source.settings = vault.seal(settings)
    source.save(update_fields=["settings"])
    return source


def _pages(source: Source, listener: FileListener, now: datetime) -> Iterator[int]:
    more = True
    while more:
        batch = listener.hear(source.cursor)
        yield len(store(source, batch, now=now))
        source.cursor, more = batch.cursor, batch.more


def _reading(source: Source, new: int, now: datetime) -> Iterator[str]:
    """Walk what was heard through the rooms, and tell after each round how far it is."""
    waiting = Mention.objects.filter(source=source).exclude(state=MentionState.TRIAGED)
    left = waiting.count()
    while left and pipeline.sweep(now, pipeline.ROOMS[1:]):
        left, before = waiting.count(), left
        if left == before:
            break
        yield f"{max(new - left, 0)} of {new} read"
    pipeline.settle(now)


def customers(path: Path, slug: str, *, now: datetime) -> Iterator[str]:
    """Import customers; known ones are brought up to date."""
    return _records(path, slug, read_customers, lambda rows: Records(customers=rows), now)


def orders(path: Path, slug: str, *, now: datetime) -> Iterator[str]:
    """Import orders; known ones are brought up to date."""
    return _records(path, slug, read_orders, lambda rows: Records(orders=rows), now)


def _records(
    path: Path,
    slug: str,
    read: Callable[[Path], Iterator[R | Row]],
    records_of: Callable[[tuple[R, ...]], Records],
    now: datetime,
) -> Iterator[str]:
    brand, rows, rejects, taken = brand_named(slug), read(path), [], 0
    while page := list(islice(rows, PAGE)):
        rejects += [row for row in page if isinstance(row, Row)]
        good = tuple(row for row in page if not isinstance(row, Row))
        verify.store_customers(brand, records_of(good), now=now)
        taken += len(good)
        yield f"{taken} taken"
    if rejects:
        target = path.with_name(path.name + ".rejects.csv")
        write_rejects(target, rejects)
        yield f"{len(rejects)} rows could not be taken: {target}"
