"""Make one case of two about one problem, and two again: nothing in either ledger is rewritten.

What lives moves: mentions, running clocks, promises. What was done stays where it was done:
replies, deliveries, notes, entries; the page of the other case shows them. The merged case closes.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from amends.casebook import clocks, ledger
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import (
    Case,
    CaseState,
    Delivery,
    DeliveryState,
    Mention,
    Merge,
    Outcome,
    Promise,
    RemedyState,
    Reply,
    User,
)
from amends.casebook.policies import policy_of
from amends.casebook.roles import may
from amends.rooms.triage import placing
from amends.rooms.triage.tidy import duties, judging
from amends.rooms.triage.tidy.snoozing import wake_up


IN_FLIGHT = (
    DeliveryState.READY, DeliveryState.SENDING, DeliveryState.UNKNOWN, DeliveryState.LINK,
    DeliveryState.HELD,
)  # fmt: skip
OPEN_REMEDIES = (RemedyState.PROPOSED, RemedyState.APPROVED)
STOPS_HALFWAY = frozenset({CaseState.ACKNOWLEDGED, CaseState.INVESTIGATING})


@transaction.atomic
def merge(case: Case, into: Case, *, actor: User, now: datetime) -> Merge:
    """Let a case live on in another one of the same person; both ledgers say so (S2-14).

    The earlier limit of two reply clocks holds. Raises NotAllowed, or Refused with what stands
    in the way.
    """
    case, into = _locked(case, into)
    _check(case, into, actor)
    moved = _move(case, into, now)
    row = Merge.objects.create(
        case=case, into=into, merged_by=actor, merged_at=now, moved=moved
    )
    _close(case, into, row, actor, now)
    facts = {"case": case.pk, "number": case.number, "merge": row.pk} | moved
    ledger.append(
        into, "absorbed", now=now, facts=facts, because=("merged", "S2-14"), actor=actor
    )
    _go_on(into, moved, actor, now)
    return row


@transaction.atomic
def undo_merge(case: Case, *, actor: User, now: datetime) -> None:
    """Split exactly what was merged; within a day, and before anything was answered since."""
    row = Merge.objects.filter(case=case, undone_at=None).select_related("into").first()
    if row is None:
        raise Refused("not_merged")
    case, into = _locked(case, row.into)
    _check_undo(row, case, into, actor, now)
    _move_back(row, case, into, now)
    Merge.objects.filter(pk=row.pk).update(undone_at=now)
    facts = {"merge": row.pk, "case": case.pk, "into": into.pk}
    for one in (case, into):
        ledger.append(one, "merge_undone", now=now, facts=facts, actor=actor)
    ledger.move(case, CaseState.INVESTIGATING, now=now, because=("merge_undone",), actor=actor)
    for one in (case, into):
        _weigh(one, now)


def _locked(case: Case, into: Case) -> tuple[Case, Case]:
    """Lock both in the order of their ids, whichever way round two people merge them."""
    rows = Case.objects.select_for_update().filter(pk__in=[case.pk, into.pk]).order_by("pk")
    by_id = {row.pk: row for row in rows}
    return by_id[case.pk], by_id[into.pk]


def _check(case: Case, into: Case, actor: User) -> None:
    if not may(actor, "casebook.assign", case) or not may(actor, "casebook.assign", into):
        raise NotAllowed(NotAllowed.__doc__)
    verdict = judging.judge_merge(
        _side(case),
        _side(into),
        is_on_its_way=Delivery.objects.filter(case=case, state__in=IN_FLIGHT).exists(),
        has_open_remedy=case.remedies.filter(state__in=OPEN_REMEDIES).exists(),
    )
    if not verdict.value:
        raise Refused(*verdict.because)


def _side(case: Case) -> judging.Side:
    return judging.Side(
        id=case.pk,
        brand_id=case.brand_id,
        state=case.state,
        author_id=case.author_id,
        customer_id=case.customer_id,
    )


def _move(case: Case, into: Case, now: datetime) -> dict[str, Any]:
    """Move what lives; returns the ids of rows by noun, and what else changed."""
    mentions = list(case.mentions.order_by("pk").values_list("pk", flat=True))
    Mention.objects.filter(case=case).update(case=into)
    earlier = list(Case.objects.filter(merged_into=case).values_list("pk", flat=True))
    Case.objects.filter(pk__in=earlier).update(merged_into=into)
    taken = duties.take_over(case, into, now)
    promises = Promise.objects.filter(clock__in=taken.moved)
    kept = list(promises.values_list("pk", flat=True))
    promises.update(case=into)
    return {
        "mentions": mentions,
        "cases": earlier,
        "clocks": taken.moved,
        "cancelled": taken.cancelled,
        "promises": kept,
        "waited": case.waits_for_us,
    }


def _close(case: Case, into: Case, row: Merge, actor: User, now: datetime) -> None:
    facts = {"into": into.pk, "number": into.number, "merge": row.pk}
    because = ("merged", "S2-14")
    ledger.append(case, "merged_into", now=now, facts=facts, because=because, actor=actor)
    if case.state in STOPS_HALFWAY:
        # DESIGN's table has no arrow from here to closed: it waits for the other case first.
        ledger.move(case, CaseState.WAITING, now=now, because=because, actor=actor)
    ledger.move(
        case, CaseState.CLOSED, now=now, because=because, actor=actor, outcome=Outcome.MERGED
    )
    clocks.refresh_limit(case)
    Case.objects.filter(pk=case.pk).update(merged_into=into, waits_for_us=False)


def _go_on(into: Case, moved: dict[str, Any], actor: User, now: datetime) -> None:
    if moved["waited"]:
        wake_up(into, now=now, because=("merged",), actor=actor)
        if into.state == CaseState.WAITING:
            ledger.move(
                into, CaseState.INVESTIGATING, now=now, because=("merged",), actor=actor
            )
        Case.objects.filter(pk=into.pk).update(waits_for_us=True)
    _weigh(into, now)


def _weigh(case: Case, now: datetime) -> None:
    """Weigh a case anew over the mentions it has now."""
    heard = case.mentions.filter(is_ours=False).aggregate(at=Max("said_at"))["at"]
    case = ledger.lock(case)
    case.last_heard_at = min(heard, now) if heard else case.last_heard_at
    case.save(update_fields=["last_heard_at"])
    placing.refresh(case, policy=policy_of(case.brand), now=now)
    clocks.refresh_limit(case)


def _check_undo(row: Merge, case: Case, into: Case, actor: User, now: datetime) -> None:
    if not may(actor, "casebook.assign", case):
        raise NotAllowed(NotAllowed.__doc__)
    answered = Reply.objects.filter(case=into, written_at__gt=row.merged_at)
    is_gone = case.merged_into_id != into.pk
    verdict = judging.judge_undo(
        row.merged_at, now, state=into.state, has_answered=is_gone or answered.exists()
    )
    if not verdict.value:
        raise Refused(*verdict.because)


def _move_back(row: Merge, case: Case, into: Case, now: datetime) -> None:
    moved = row.moved
    Mention.objects.filter(pk__in=moved["mentions"], case=into).update(case=case)
    Promise.objects.filter(pk__in=moved["promises"], case=into).update(case=case)
    Case.objects.filter(pk__in=moved["cases"], merged_into=into).update(merged_into=case)
    duties.give_back(case, into, moved["clocks"], moved["cancelled"], now)
    Case.objects.filter(pk=case.pk).update(merged_into=None, waits_for_us=moved["waited"])
