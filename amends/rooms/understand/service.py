"""Read the mentions that were heard, many at a time, and make them findable."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from django.db import transaction

from amends.casebook import ledger, search
from amends.casebook.models import Analysis, Mention, MentionState
from amends.rooms.understand import rules
from amends.rooms.understand.analysis import FIELDS as CONTRACT


log = structlog.get_logger()
BATCH = 200
FIELDS = [name for name in CONTRACT if name not in {"id", "error"}]


def run(now: datetime) -> int:  # noqa: ARG001 - every room's door has the same shape
    """Read up to one batch of heard mentions; returns how many were read.

    A mention that breaks the batch is read alone, so that it never holds up its neighbours.
    """
    heard = Mention.objects.filter(state=MentionState.HEARD).select_related("brand", "author")
    mentions = list(heard.order_by("pk")[:BATCH])
    try:
        return understand(mentions)
    except Exception:
        log.exception("batch_not_understood", first=mentions[0].pk, count=len(mentions))
        return sum(_understand_alone(mention) for mention in mentions)


def _understand_alone(mention: Mention) -> int:
    try:
        return understand([mention])
    except Exception:
        log.exception("mention_not_understood", mention=mention.pk)
        return 0


@transaction.atomic
def understand(mentions: list[Mention]) -> int:
    """Write the analysis of each mention and put its words into the search index; idempotent."""
    if not mentions:
        return 0
    readings = [read(mention) for mention in mentions]
    Analysis.objects.bulk_create(
        [as_row(m, r) for m, r in zip(mentions, readings, strict=True)],
        update_conflicts=True,
        unique_fields=["mention"],
        update_fields=FIELDS,
    )
    search.index_many((m.pk, words(m)) for m in mentions)
    Mention.objects.filter(pk__in=[m.pk for m in mentions]).update(
        state=MentionState.UNDERSTOOD
    )
    for brand_id in {m.brand_id for m in mentions}:
        ledger.touch(brand_id)
    return len(mentions)


def read(mention: Mention) -> rules.Analysis:
    """Analyse one mention with what its brand and source know: order numbers, stars."""
    rating = mention.data.get("rating_share")
    pattern = mention.brand.order_pattern or None
    return rules.analyse(text_of(mention), order_pattern=pattern, rating=rating)


def text_of(mention: Mention) -> str:
    """Return the text the offsets of an analysis count in: the words, or the subject without any."""
    return mention.text or mention.subject


def words(mention: Mention) -> Sequence[str]:
    """Return what a mention is found by: its words, who said it, and the order he named."""
    author = mention.author
    who = (author.name, author.handle, author.email) if author else ()
    return (
        mention.subject,
        mention.full_text or mention.text,
        *who,
        str(mention.data.get("order", "")),
    )


def as_row(mention: Mention, reading: rules.Analysis) -> Analysis:
    """Turn a reading into the row of the casebook."""
    row = reading.as_row(str(mention.pk))
    row["dialect"] = row["dialect"] or ""
    return Analysis(mention=mention, **{name: row[name] for name in FIELDS})
