"""Find out who is speaking; whatever comes out, the mention goes on at once (C-25)."""

from datetime import datetime, timedelta

from django.db import transaction

from amends.casebook import queue
from amends.casebook.models import Author, Mention, MentionState, Standing, Visibility
from amends.rooms.verify import rules
from amends.rooms.verify.customers import Stored, store_customers
from amends.rooms.verify.signs import orders_in, signs_of


__all__ = ["Stored", "run", "store_customers", "verify"]

NOT_KNOWN = (Standing.UNKNOWN, Standing.SUSPECTED_FAKE)


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
    row = queue.still(mention, MentionState.UNDERSTOOD)
    if row is None:
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
    _believe(author, verdict.value, list(verdict.because))
    # Those who spoke before the burst was one belong to it as well.
    if others := burst - {author.pk}:
        Author.objects.filter(pk__in=others, standing=Standing.UNKNOWN, confidence=0).update(
            standing=Standing.SUSPECTED_FAKE, evidence=list(rules.BURST_SIGNS)
        )


def _believe(author: Author, found: rules.Identification, because: list[str]) -> None:
    """Write down who the author is; nothing where it was known."""
    believed = {"standing": found.standing, "confidence": found.confidence,
                "customer_id": found.customer_id, "evidence": because}  # fmt: skip
    if all(getattr(author, name) == value for name, value in believed.items()):
        return
    for name, value in believed.items():
        setattr(author, name, value)
    author.save(update_fields=["standing", "confidence", "customer", "evidence"])


def _burst_of(author: Author, mention: Mention) -> frozenset[int]:
    if mention.visibility != Visibility.PUBLIC or author.customer_id:
        return frozenset()
    before = Mention.objects.filter(brand=mention.brand_id, pk__lt=mention.pk).order_by("-pk")
    near = timedelta(minutes=rules.BURST.within_minutes)
    rows = Mention.objects.filter(
        pk__in=before.values("pk")[: rules.BURST.looked_at],
        visibility=Visibility.PUBLIC,
        author__standing__in=NOT_KNOWN,
        said_at__range=(mention.said_at - near, mention.said_at + near),
    ).values_list("author", "text", "said_at", "author__first_heard_at")
    others = [rules.Said(who, text, said_at, since, True) for who, text, said_at, since in rows]  # noqa: FBT003 - a row
    said = rules.Said(
        author.pk,
        mention.text,
        mention.said_at,
        author.first_heard_at,
        author.standing in NOT_KNOWN,
    )
    return rules.find_burst(said, others).value
