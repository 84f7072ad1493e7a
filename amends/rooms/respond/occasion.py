"""What a reply is for, and the shapes offered for it: gathered from the rows of a case."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.casebook import doors
from amends.casebook.models import Analysis, Case, Mention, RemedyState
from amends.casebook.slots import latest_contact
from amends.casebook.zones import zone_of
from amends.messages.when import say_when
from amends.playbook import clarifying, shapes
from amends.playbook.policy import Policy
from amends.rooms.respond import context


LATEST = 12  # mentions read to see whether he was clear
STEP = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Offers:
    """What the desk offers a writer: parts with their shapes, questions, words for a farewell."""

    parts: tuple[shapes.Choice, ...]
    questions: tuple[str, ...]
    farewell: tuple[str, ...]


def offers_for(case: Case, visibility: str, *, policy: Policy, now: datetime) -> Offers:
    """Return what could stand in a reply to this case, in the customer's language."""
    occasion = _occasion(case, visibility)
    facts = _facts(case, occasion, policy, now)
    said = _said(case)
    read = [m.analysis for m in said if hasattr(m, "analysis")]
    asked = clarifying.questions_for(_told(case, said, read)) if said else ()
    return Offers(
        shapes.choices(occasion, policy, facts),
        shapes.questions(occasion, asked, facts),
        shapes.farewell(occasion, facts) if any(one.churn for one in read) else (),
    )


def next_contact(case: Case, policy: Policy, now: datetime) -> datetime:
    """Return a time that may be promised: well within the policy's hour of covered time (S3-27)."""
    minutes = policy.promise_next_contact_max_min * 3 // 4
    at = latest_contact(case, minutes, policy, now)
    return at - timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)


def _occasion(case: Case, visibility: str) -> shapes.Occasion:
    customer = case.customer
    return shapes.Occasion(
        language=doors.language_of(case),
        stage=context.stage_of(case),
        fault=case.fault,
        public=visibility == "public",
        is_vip=customer is not None and customer.is_vip,
    )


def _facts(
    case: Case, occasion: shapes.Occasion, policy: Policy, now: datetime
) -> dict[str, str]:
    agreed = case.remedies.exclude(state=RemedyState.REFUSED).filter(is_goodwill=False)
    remedy = agreed.values_list("kind", flat=True).first() or ""
    known = shapes.known_facts(
        occasion.language, fault=case.fault, topic=case.topic, remedy=remedy
    )
    at = next_contact(case, policy, now)
    return known | {"time": say_when(at, now, occasion.language, zone_of(case))}


def _said(case: Case) -> list[Mention]:
    said = Mention.objects.filter(case=case, is_ours=False).select_related("analysis")
    return list(said.order_by("-said_at", "-pk")[:LATEST])


def _told(case: Case, said: list[Mention], read: list[Analysis]) -> clarifying.Told:
    return clarifying.Told(
        texts=tuple(f"{m.subject} {m.text}" for m in said),
        topics=tuple(case.topics),
        unsure=tuple(read[0].abstained) if read else ("topics",),
        is_thing_known=any(m.order_id for m in said),
    )
