"""Find out who is speaking; whatever comes out, the mention goes on at once (C-25)."""

from datetime import datetime

from django.db import transaction

from amends.casebook import queue
from amends.casebook.models import Author, Mention, MentionState, Standing, Visibility
from amends.rooms.verify import rules
from amends.rooms.verify.customers import Stored, store_customers
from amends.rooms.verify.signs import orders_in, signs_of


__all__ = ["Stored", "run", "store_customers", "verify"]


def run(now: datetime) -> int:
    """Verify what was understood, one transaction each; return how many mentions went on."""
    return queue.work_off(
        MentionState.UNDERSTOOD, lambda mention: verify(mention, now=now), now=now
    )


@transaction.atomic
def verify(mention: Mention, *, now: datetime) -> Author | None:  # noqa: ARG001 - every verb is told the time
    """Weigh the evidence of who wrote a mention and let it go on; harmless when it has gone on.

    The author keeps the best evidence ever found (S3-02). A campaign is a signal for people to
    judge: nothing is hidden, removed or answered later because of it (S3-03).
    """
    author = _lock_author(mention)
    row = Mention.objects.select_related("source", "brand", "analysis").get(pk=mention.pk)
    if row.state != MentionState.UNDERSTOOD:
        return author
    row.author = author
    orders = orders_in(row)
    if author is not None:
        _judge(author, row, signs_of(row, orders))
    Mention.objects.filter(pk=row.pk).update(
        state=MentionState.VERIFIED,
        order=orders[0] if orders else None,
        failures=0,
        retry_at=None,
    )
    return author


def _lock_author(mention: Mention) -> Author | None:
    if mention.author_id is None:
        return None
    return Author.objects.select_for_update().get(pk=mention.author_id)


def _judge(author: Author, mention: Mention, signs: tuple[rules.Sign, ...]) -> None:
    burst = frozenset[int]() if signs else _burst_of(author, mention)
    verdict = rules.judge(
        rules.Facts(
            signs=signs,
            has_burst=author.pk in burst,
            known_standing=author.standing,
            known_customer_id=author.customer_id,
            known_confidence=author.confidence,
            known_evidence=tuple(author.evidence),
        )
    )
    found = verdict.value
    author.standing, author.confidence = found.standing, found.confidence
    author.customer_id, author.evidence = found.customer_id, list(verdict.because)
    author.save(update_fields=["standing", "confidence", "customer", "evidence"])
    # Those who spoke before the burst was one belong to it as well.
    Author.objects.filter(
        pk__in=burst - {author.pk}, standing=Standing.UNKNOWN, confidence=0
    ).update(standing=Standing.SUSPECTED_FAKE, evidence=list(rules.BURST_SIGNS))


def _burst_of(author: Author, mention: Mention) -> frozenset[int]:
    if mention.visibility != Visibility.PUBLIC or author.customer_id:
        return frozenset()
    before = Mention.objects.filter(brand=mention.brand_id, pk__lt=mention.pk).order_by("-pk")
    rows = before.values_list(
        "author", "text", "said_at", "author__first_heard_at", "author__standing", "visibility"
    )[: rules.BURST.looked_at]
    others = [
        rules.Said(who, text, said_at, since, _is_unknown(standing))
        for who, text, said_at, since, standing, visibility in rows
        if who is not None and visibility == Visibility.PUBLIC
    ]
    said = rules.Said(
        author.pk,
        mention.text,
        mention.said_at,
        author.first_heard_at,
        _is_unknown(author.standing),
    )
    return rules.find_burst(said, others).value


def _is_unknown(standing: str) -> bool:
    return standing in {Standing.UNKNOWN, Standing.SUSPECTED_FAKE}
