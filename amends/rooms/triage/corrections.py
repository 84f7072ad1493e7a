"""A person knows better than the reader: what he corrects is kept, and weighed at once."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from amends.casebook import clocks, ledger
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import (
    Analysis,
    Case,
    CaseState,
    Correction,
    Mention,
    MentionState,
    Outcome,
    User,
)
from amends.casebook.roles import may
from amends.rooms.triage.deciding import triage


TOPICS: Final = frozenset({
    "delivery_late", "not_received", "wrong_item", "damaged", "defective", "missing_part",
    "not_as_described", "size_fit", "refund", "return_exchange", "payment", "price_promo",
    "app_site", "account_privacy", "staff_behavior", "no_response", "safety_health",
    "stock_cancel", "warranty_service", "packaging", "question", "praise", "other",
})  # fmt: skip


def _is_step(first: int, last: int) -> Callable[[Any], bool]:
    def is_step(value: Any) -> bool:
        return type(value) is int and first <= value <= last

    return is_step


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _are_topics(value: Any) -> bool:
    return isinstance(value, list) and 1 <= len(value) <= 2 and set(value) <= TOPICS  # noqa: PLR2004 - the contract's one or two topics


CHECK_BY_FIELD: Final[Mapping[str, Callable[[Any], bool]]] = {
    "is_complaint": _is_flag,
    "severity": _is_step(1, 5),
    "anger": _is_step(0, 3),
    "sentiment": _is_step(-1, 1),
    "topics": _are_topics,
    **dict.fromkeys(
        ("insult_to_person", "threat", "churn", "repeat", "troll", "sarcasm"), _is_flag
    ),
}


@transaction.atomic
def correct(
    mention: Mention, field: str, value: Any, *, actor: User, now: datetime
) -> Case | None:
    """Keep a person's better reading of one field and triage the mention anew by it.

    What was set aside gets its case when it turns out a complaint; a case whose only mention
    turns out none, in public and not yet answered, closes. Raises NotAllowed, or Refused.
    """
    row = Mention.objects.select_related("analysis", "case", "brand").get(pk=mention.pk)
    if not may(actor, "casebook.answer", row):
        raise NotAllowed("You may not correct what was read for this brand.")
    before = _store(row, field, value, actor, now)
    if row.case is not None:
        facts = {"mention": row.pk, "field": field, "from": before, "to": value}
        ledger.append(
            row.case, "corrected", now=now, facts=facts, because=["S0-18"], actor=actor
        )
    Mention.objects.filter(pk=row.pk, state=MentionState.TRIAGED).update(
        state=MentionState.VERIFIED
    )
    case = triage(row, now=now)
    if case is not None and field == "is_complaint" and not value and is_nothing_else(case):
        close_as_none(case, actor=actor, now=now, facts={"mention": row.pk})
    return case


def _store(mention: Mention, field: str, value: Any, actor: User, now: datetime) -> Any:
    """Store the correction and let the analysis say so; returns what it said before."""
    if field not in CHECK_BY_FIELD or not CHECK_BY_FIELD[field](value):
        raise Refused("not_correctable", field)
    analysis = getattr(mention, "analysis", None)
    if analysis is None:
        raise Refused("not_read_yet", field)
    before = getattr(analysis, field)
    sure = [name for name in analysis.abstained if name != field]
    Correction.objects.create(
        mention=mention, user=actor, field=field, value=value, corrected_at=now
    )
    Analysis.objects.filter(pk=analysis.pk).update(**{field: value}, abstained=sure)
    return before


def is_nothing_else(case: Case) -> bool:
    """Tell whether a case is one public mention that nobody has worked on."""
    is_untouched = case.state == CaseState.NEW and case.visibility == "public"
    return is_untouched and case.mentions.count() == 1


@transaction.atomic
def not_a_complaint(case: Case, *, actor: User, now: datetime, reason: str) -> None:
    """Close a case that is none, with the reason a person gives (C-10); the reader learns from it.

    Raises NotAllowed, Refused without a reason, CannotMove where the case is being worked on.
    """
    if not may(actor, "casebook.answer", case):
        raise NotAllowed("You may not close cases of this brand.")
    if not reason.strip():
        raise Refused("reason_missing", "C-10")
    kept = ledger.keep_reason(case, actor, reason, now)
    for mention in case.mentions.filter(analysis__is_complaint=True):
        _store(mention, "is_complaint", False, actor, now)  # noqa: FBT003 - the value of the field
    close_as_none(case, actor=actor, now=now, facts={"reason": kept.pk})


def close_as_none(case: Case, *, actor: User, now: datetime, facts: Mapping[str, int]) -> None:
    """Close a case as no complaint (C-10); raises CannotMove where it is being worked on."""
    ledger.move(
        case,
        CaseState.CLOSED,
        now=now,
        because=["C-10", "not_a_complaint"],
        actor=actor,
        outcome=Outcome.NOT_A_COMPLAINT,
    )
    ledger.append(case, "not_a_complaint", now=now, facts=facts, because=["C-10"], actor=actor)
    clocks.cancel_all(case, now=now)
    case.waits_for_us = False
    case.save(update_fields=["waits_for_us"])
