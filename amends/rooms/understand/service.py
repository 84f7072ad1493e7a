"""Read the mentions that were heard, many at a time, and make them findable."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from django.db import transaction

from amends.casebook import ledger, passing, queue, search
from amends.casebook.models import Analysis, Mention, MentionState
from amends.rooms.understand import rules
from amends.rooms.understand.analysis import FIELDS as CONTRACT
from amends.rooms.understand.hits import note_hits


FIELDS = [name for name in CONTRACT if name not in {"id", "error"}]
STARS = 5


def run(now: datetime) -> int:
    """Read up to one batch of heard mentions; returns how many were read."""
    return queue.work_off(MentionState.HEARD, understand, now=now, limit=queue.BATCH)


@transaction.atomic
def understand(mentions: Sequence[Mention]) -> int:
    """Write the analysis of each mention and put its words into the search index; idempotent."""
    rows = queue.hold(mentions, MentionState.HEARD, "html", "raw")
    readings = list(_read(rows))
    Analysis.objects.bulk_create(
        [as_row(mention, reading) for mention, reading in readings],
        update_conflicts=True,
        unique_fields=["mention"],
        update_fields=FIELDS,
    )
    note_hits(readings)
    search.index_many((m.pk, words(m)) for m in rows)
    queue.go_on(rows, MentionState.UNDERSTOOD)
    transaction.on_commit(lambda: _let_go(rows))
    for brand_id in {m.brand_id for m in rows}:
        ledger.touch(brand_id)
    return len(rows)


def _let_go(mentions: Sequence[Mention]) -> None:
    for mention in mentions:
        passing.let_go(mention.source_id, mention.external_id)


def _read(mentions: list[Mention]) -> Iterator[tuple[Mention, rules.Analysis]]:
    """Analyse each mention with what its brand and source know: order numbers, stars."""
    by_pattern = sorted(mentions, key=lambda m: m.brand.order_pattern)
    for pattern, group in groupby(by_pattern, key=lambda m: m.brand.order_pattern):
        rows = list(group)
        readings = rules.analyse_many(
            [text_of(m) for m in rows],
            order_pattern=pattern or None,
            ratings=[rating_share(m) for m in rows],
        )
        yield from zip(rows, readings, strict=True)


def rating_share(mention: Mention) -> float | None:
    """Return the stars of a mention as a share, 0 for one star and 1 for all; None without stars."""
    rating = mention.data.get("rating")
    if not isinstance(rating, int | float):
        return None
    most = max(mention.data.get("rating_of", STARS), rating, 2)
    return float(min(max((rating - 1) / (most - 1), 0.0), 1.0))


def text_of(mention: Mention) -> str:
    """Return the text the offsets of an analysis count in: the words, or the subject without any.

    Words that may not be kept are read in passing.
    """
    kept = mention.text or mention.subject
    return kept or passing.words_of(mention.source_id, mention.external_id)


def words(mention: Mention) -> Sequence[str]:
    """Return what a mention is found by: its words, who said it, and the order he named."""
    author = mention.author
    who = (author.name, author.handle, author.email) if author else ()
    order = str(mention.data.get("order", ""))
    return (mention.subject, mention.full_text or mention.text, *who, order)


def as_row(mention: Mention, reading: rules.Analysis) -> Analysis:
    """Turn a reading into the row of the casebook."""
    row = reading.as_row(str(mention.pk))
    row["dialect"] = row["dialect"] or ""
    return Analysis(mention=mention, **{name: row[name] for name in FIELDS})
