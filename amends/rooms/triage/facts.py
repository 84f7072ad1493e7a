"""Read rows into the plain facts the rules ask for."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from amends.casebook.models import (
    Analysis,
    Case,
    Delivery,
    Mention,
    Message,
    Outcome,
    Standing,
    Visibility,
)
from amends.casebook.proof import is_forged
from amends.rooms.triage.joining import Arrival, Candidate
from amends.rooms.triage.rules import Hearing, Person, Reading
from amends.rooms.triage.thresholds import THRESHOLDS


LANGUAGES = frozenset({"ar", "fa", "en"})
NO_CASES = frozenset({Outcome.NOT_A_COMPLAINT, Outcome.MERGED})
CASES_LOOKED_AT = 20


def reading_of(mention: Mention) -> Reading:
    """Return what the reader understood; a mention without an analysis is a complaint to look at."""
    found = getattr(mention, "analysis", None)
    return _reading(found) if found else Reading()


def _reading(analysis: Analysis) -> Reading:
    return Reading(
        is_complaint=analysis.is_complaint,
        probability=analysis.complaint_probability,
        is_unsure="is_complaint" in analysis.abstained,
        sentiment=analysis.sentiment,
        topics=tuple(analysis.topics) or ("other",),
        severity=analysis.severity,
        anger=analysis.anger,
        insult_to_person=analysis.insult_to_person,
        repeat=analysis.repeat,
        churn=analysis.churn,
    )


def hearing_of(mention: Mention, reading: Reading) -> Hearing:
    """Return what a mention is, before it is anybody's case."""
    author = mention.author
    is_known = author is not None and author.standing in {Standing.CUSTOMER, Standing.PLAUSIBLE}
    return Hearing(
        reading,
        is_private=mention.visibility == Visibility.PRIVATE,
        automatic=mention.automatic,
        is_ours=mention.is_ours,
        is_known=is_known,
    )


def language_of(mention: Mention) -> str:
    """Return the customer's language where the reader knew it, else the brand's."""
    found = getattr(mention, "analysis", None)
    return found.lang if found and found.lang in LANGUAGES else str(mention.brand.language)


def wish_of(mention: Mention) -> str:
    """Return what the customer chose or wrote when a form asked what would put it right (S0-11)."""
    return str(mention.data.get("wish") or "").strip()


def arrival_of(mention: Mention, reading: Reading, *, deserves_case: bool) -> Arrival:
    """Return who wrote a mention and of what."""
    return Arrival(
        author_id=mention.author_id,
        customer_id=mention.author.customer_id if mention.author else None,
        said_at=mention.said_at,
        source_id=mention.source_id,
        topics=frozenset(reading.topics),
        order_id=mention.order_id,
        is_forged=is_forged(mention),
        deserves_case=deserves_case,
    )


def candidates_for(mention: Mention, history: list[Case]) -> tuple[Candidate, ...]:
    """Return the cases a mention might belong to: what it answers, and its author's latest ones."""
    referenced, in_thread = _referenced(mention), _in_thread(mention)
    rows = {case.pk: case for case in history}
    if missing := (referenced | in_thread) - rows.keys():
        found = Case.objects.filter(pk__in=missing, brand=mention.brand_id)
        rows |= {case.pk: case for case in found}
    orders, written_to = _orders_of(rows), _written_to(mention, rows)
    return tuple(
        Candidate(
            id=case.pk,
            state=case.state,
            author_id=case.author_id,
            customer_id=case.customer_id,
            source_id=case.source_id,
            last_heard_at=case.last_heard_at,
            closed_at=case.closed_at,
            topics=frozenset(case.topics),
            order_ids=frozenset(orders.get(case.pk, ())),
            is_referenced=case.pk in referenced,
            is_same_thread=case.pk in in_thread,
            is_written_to=case.pk in written_to,
        )
        for case in rows.values()
    )


def _written_to(mention: Mention, rows: Iterable[int]) -> set[int]:
    """Return the cases whose owner wrote to this author in private, at this very place, of late."""
    if mention.visibility != Visibility.PRIVATE or mention.author_id is None:
        return set()
    since = mention.said_at - timedelta(days=THRESHOLDS.only_case_days)
    ours = Delivery.objects.filter(
        case__in=list(rows),
        author=mention.author_id,
        source=mention.source_id,
        visibility=Visibility.PRIVATE,
        message=Message.REPLY,
        sent_at__range=(since, mention.said_at),
    )
    return set(ours.values_list("case", flat=True))


def cases_of(mention: Mention) -> list[Case]:
    """Return the latest cases of the author, and of the customer he is known to be."""
    author = mention.author
    if author is None:
        return []
    person = Q(author=author)
    if author.customer_id is not None:
        person |= Q(customer=author.customer_id)
    return list(
        Case.objects.filter(person, brand=mention.brand_id).order_by("-pk")[:CASES_LOOKED_AT]
    )


def person_of(mention: Mention, cases: Iterable[Case]) -> Person:
    """Return what is known of the customer behind a mention; cases that were none do not count."""
    customer = mention.author.customer if mention.author else None
    return Person(
        is_customer=customer is not None,
        is_vip=customer is not None and customer.is_vip,
        orders=customer.orders.count() if customer else 0,
        earlier_cases=sum(case.outcome not in NO_CASES for case in cases),
    )


def _referenced(mention: Mention) -> set[int]:
    """Find the cases of what a mention says it answers: earlier mentions, or texts of ours."""
    answered = {*mention.parents, mention.thread} - {""}
    if not answered:
        return set()
    heard = Mention.objects.filter(
        brand=mention.brand_id, external_id__in=answered, case__isnull=False
    )
    sent = Delivery.objects.filter(
        Q(key__in=answered) | Q(external_id__in=answered), source__brand=mention.brand_id
    )
    # What was said in a merged case is answered in the one it lives on in.
    lives_in = Coalesce("case__merged_into", "case")
    return {*heard.values_list("case", flat=True), *sent.values_list(lives_in, flat=True)}


def _in_thread(mention: Mention) -> set[int]:
    """Find the cases this author has in the same thread; other people's are none of his."""
    thread = mention.thread or (mention.parents[-1] if mention.parents else "")
    if mention.author_id is None or not thread:
        return set()
    heard = Mention.objects.filter(
        brand=mention.brand_id, thread=thread, author=mention.author_id, case__isnull=False
    )
    return set(heard.values_list("case", flat=True))


def _orders_of(cases: dict[int, Case]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    if cases:
        rows = Mention.objects.filter(case__in=cases, order__isnull=False)
        for case_id, order_id in rows.values_list("case_id", "order_id"):
            found.setdefault(case_id, []).append(order_id)
    return found


def gravest(case: Case) -> dict[str, Any]:
    """Return severity, anger and topics of a case over all its mentions as they are read now."""
    rows = Analysis.objects.filter(mention__case=case).order_by("mention__said_at", "mention")
    readings = [_reading(row) for row in rows] or [Reading()]
    topics = dict.fromkeys(topic for reading in readings for topic in reading.topics)
    specific = [topic for topic in topics if topic not in {"other", "praise"}]
    kept = (specific or list(topics))[:5]
    return {
        "severity": max(reading.severity for reading in readings),
        "anger": max(reading.anger for reading in readings),
        "topics": kept,
        "topic": kept[0],
    }


def heard_since(mention: Mention, now: datetime) -> datetime:
    """Return when the clock of a mention begins: when we heard it, whoever was slow since."""
    return min(mention.heard_at, now)
