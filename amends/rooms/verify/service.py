"""Find out who is speaking; whatever comes out, the mention goes on at once (C-25)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from amends.casebook import queue
from amends.casebook.models import Author, Mention, MentionState, Standing
from amends.rooms.verify import rules
from amends.rooms.verify.bursts import Neighbours
from amends.rooms.verify.customers import Stored, store_customers
from amends.rooms.verify.signs import Records, named_in


__all__ = ["Stored", "run", "store_customers", "verify"]

BELIEVED = ("standing", "confidence", "customer", "evidence")


def run(now: datetime) -> int:
    """Verify what was understood, a batch a transaction; return how many mentions went on."""
    return queue.work_off(
        MentionState.UNDERSTOOD, lambda mentions: verify(mentions, now=now), now=now
    )


@transaction.atomic
def verify(mentions: Sequence[Mention], *, now: datetime) -> int:  # noqa: ARG001 - every verb is told the time
    """Weigh the evidence of who wrote each mention and let them go on; those gone on stay as they are.

    An author keeps the best evidence ever found (S3-02). A campaign is a signal for people to
    judge: nothing is hidden, removed or answered later because of it (S3-03).
    """
    rows = queue.hold(mentions, MentionState.UNDERSTOOD, *queue.LONG)
    authors = {row.author.pk: row.author for row in rows if row.author is not None}
    before = {pk: _belief(author) for pk, author in authors.items()}
    _weigh(rows, authors)
    _write_down(author for pk, author in authors.items() if _belief(author) != before[pk])
    queue.go_on(rows, MentionState.VERIFIED, "order_id")
    return len(rows)


def _weigh(rows: Sequence[Mention], authors: dict[int, Author]) -> None:
    """Judge one mention after the other, each knowing what was concluded from those before it."""
    signs = _look_up(rows)
    neighbours = Neighbours([row for row in rows if not signs[row.pk]], authors)
    suspects: set[int] = set()
    for row in rows:
        if row.author is not None:
            burst = neighbours.burst_of(row)
            _judge(row.author, signs[row.pk], has_burst=row.author.pk in burst)
            suspects |= burst
            _suspect(authors[pk] for pk in burst & authors.keys())
    _suspect_others(suspects - authors.keys())


def _look_up(rows: Sequence[Mention]) -> dict[int, tuple[rules.Sign, ...]]:
    """Return the signs of each mention, and note on it the order it speaks of."""
    named = {row.pk: named_in(row) for row in rows}
    records = Records((row.brand_id, named[row.pk]) for row in rows)
    for row in rows:
        orders = records.orders(row.brand_id, named[row.pk])
        row.order_id = orders[0].pk if orders else None
    return {row.pk: records.signs(row, named[row.pk]) for row in rows}


def _judge(author: Author, signs: tuple[rules.Sign, ...], *, has_burst: bool) -> None:
    verdict = rules.judge(
        rules.Facts(
            signs=signs,
            has_burst=has_burst,
            known_standing=author.standing,
            known_customer_id=author.customer_id,
            known_confidence=author.confidence,
            known_evidence=tuple(author.evidence),
        )
    )
    found = verdict.value
    author.standing, author.confidence = found.standing, found.confidence
    author.customer_id, author.evidence = found.customer_id, list(verdict.because)


def _suspect(authors: Iterable[Author]) -> None:
    """Let those of this batch who spoke before the burst was one belong to it as well."""
    for author in authors:
        if author.standing == Standing.UNKNOWN and not author.confidence:
            author.standing, author.evidence = Standing.SUSPECTED_FAKE, list(rules.BURST_SIGNS)


def _suspect_others(ids: set[int]) -> None:
    """Do the same with those of earlier batches."""
    if ids:
        unknown = Author.objects.filter(pk__in=ids, standing=Standing.UNKNOWN, confidence=0)
        unknown.update(standing=Standing.SUSPECTED_FAKE, evidence=list(rules.BURST_SIGNS))


def _belief(author: Author) -> tuple[object, ...]:
    return author.standing, author.confidence, author.customer_id, list(author.evidence)


def _write_down(authors: Iterable[Author]) -> None:
    """Write down who the authors turned out to be, all at once; nothing where it was known."""
    Author.objects.bulk_create(
        authors, update_conflicts=True, unique_fields=["id"], update_fields=BELIEVED
    )
