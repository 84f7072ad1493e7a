"""Read rows into the plain facts the rules ask for."""

from datetime import datetime
from typing import Any

from amends.casebook.models import Analysis, Case, Directness, Mention, Standing, Visibility
from amends.casebook.proof import is_forged
from amends.rooms.triage.joining import Arrival
from amends.rooms.triage.rules import Hearing, Reading


LANGUAGES = frozenset({"ar", "fa", "en"})
MIXED = "mixed"


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
    hit = getattr(mention, "hit", None)
    is_known = author is not None and author.standing in {Standing.CUSTOMER, Standing.PLAUSIBLE}
    return Hearing(
        reading,
        is_private=mention.visibility == Visibility.PRIVATE,
        automatic=mention.automatic,
        is_ours=mention.is_ours,
        is_known=is_known,
        is_indirect=mention.directness != Directness.DIRECT,
        hit=hit.state if hit else "",
        is_in_our_language=_said_in(mention)
        in {mention.brand.language, *mention.brand.names, MIXED},
    )


def _said_in(mention: Mention) -> str:
    found = getattr(mention, "analysis", None)
    return str(found.lang) if found else str(mention.brand.language)


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
