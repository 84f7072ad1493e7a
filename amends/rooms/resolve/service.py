"""Find out, decide, promise, and end a case; remedies have a file of their own."""

from datetime import datetime

from django.db import transaction

from amends.casebook import clocks, ledger, next_reply
from amends.casebook.errors import Refused
from amends.casebook.models import (
    Case,
    CaseState,
    CaseVerdict,
    ClockKind,
    ClockState,
    Confirmation,
    Fault,
    Investigation,
    Outcome,
    RemedyState,
    User,
)
from amends.rooms.resolve import nearing, rules
from amends.rooms.resolve.entering import enter
from amends.rooms.resolve.making_good import (
    decide_remedy,
    deliver_remedy,
    options,
    propose_remedy,
)
from amends.rooms.resolve.promising import check_promise, keep_promise, promise


__all__ = [
    "check_promise",
    "close",
    "decide",
    "decide_remedy",
    "deliver_remedy",
    "investigate",
    "keep_promise",
    "options",
    "promise",
    "propose_remedy",
    "reopen",
    "resolve",
    "run",
    "set_wish",
    "wait_for_customer",
]


def run(now: datetime) -> int:
    """Ring what has passed, and call for help before a promise breaks; returns how many."""
    return clocks.ring(now) + nearing.warn(now)


@transaction.atomic
def investigate(case: Case, text: str, *, user: User, now: datetime) -> Investigation:
    """Note what was found out (S3-12); an acknowledged case is then under investigation."""
    enter(case, user)
    if not text.strip():
        raise Refused("investigation_empty", "S3-12")
    note = Investigation.objects.create(case=case, user=user, text=text.strip(), noted_at=now)
    facts = {"investigation": note.pk}
    ledger.append(case, "investigated", now=now, facts=facts, because=("S3-12",), actor=user)
    if case.state == CaseState.ACKNOWLEDGED:
        ledger.move(case, CaseState.INVESTIGATING, now=now, because=("S3-12",), actor=user)
    return note


@transaction.atomic
def decide(case: Case, verdict: str, *, user: User, now: datetime, fault: str = "") -> None:
    """Say whether the claim was right and whose failure it was; tone and state stay apart (C-08)."""
    enter(case, user)
    fault = fault or case.fault
    if verdict not in CaseVerdict.values or fault not in Fault.values:
        raise Refused("no_such_verdict", "C-08")
    Case.objects.filter(pk=case.pk).update(verdict=verdict, fault=fault)
    case.verdict, case.fault = verdict, fault
    facts = {"verdict": verdict, "fault": fault}
    ledger.append(case, "decided", now=now, facts=facts, because=("C-08",), actor=user)


@transaction.atomic
def set_wish(case: Case, text: str, *, user: User, now: datetime) -> None:
    """Write down what the customer would like (S0-11, S3-34); ``unknown`` says that he was asked."""
    enter(case, user)
    if not text.strip():
        raise Refused("wish_empty", "S0-11")
    Case.objects.filter(pk=case.pk).update(desired_outcome=text.strip())
    case.desired_outcome = text.strip()
    ledger.append(case, "wish_noted", now=now, because=("S0-11", "C-19"), actor=user)


@transaction.atomic
def resolve(case: Case, *, user: User, now: datetime) -> None:
    """Call a case solved: investigated, wish and cause known, nothing promised left open (S3-12).

    The next word is the question whether it really is solved: no other answer is owed.
    """
    enter(case, user)
    verdict = rules.judge_resolving(_resolve_facts(case))
    if not verdict.value:
        raise Refused(*verdict.because)
    ledger.move(case, CaseState.RESOLVED, now=now, because=verdict.because, actor=user)
    for kind in (ClockKind.NEXT_REPLY, ClockKind.WINDOW):
        clocks.stop(case, kind, now=now, state=ClockState.CANCELLED)
    _set_waits(case, waits=False)


@transaction.atomic
def wait_for_customer(case: Case, *, user: User, now: datetime) -> None:
    """Say that it is the customer's turn."""
    enter(case, user)
    ledger.move(case, CaseState.WAITING, now=now, because=("customers_turn",), actor=user)
    for kind in (ClockKind.NEXT_REPLY, ClockKind.WINDOW):
        clocks.stop(case, kind, now=now, state=ClockState.CANCELLED)
    _set_waits(case, waits=False)


@transaction.atomic
def reopen(case: Case, *, user: User, now: datetime, reason: str) -> None:
    """Open a resolved or closed case again, with a reason; the next reply gets its clock."""
    enter(case, user)
    if not reason.strip():
        raise Refused("reason_missing")
    if case.merged_into_id is not None:
        raise Refused("lives_on_elsewhere")
    kept = ledger.keep_reason(case, user, reason, now)
    ledger.append(case, "reopened", now=now, facts={"reason": kept.pk}, actor=user)
    because = ("reopened_by_person",)
    ledger.move(case, CaseState.INVESTIGATING, now=now, because=because, actor=user)
    _set_waits(case, waits=True)
    next_reply.owe(case, now=now)


@transaction.atomic
def close(case: Case, outcome: str, *, user: User, now: datetime, reason: str) -> None:
    """Close a case by a person's word, with outcome and reason; running clocks are cancelled.

    A resolved case is closed as accepted only after the customer confirmed it, and his silence
    is asked twice by the desk itself (S3-39).
    """
    enter(case, user)
    if outcome not in Outcome.values or outcome == Outcome.MERGED:
        raise Refused("no_such_outcome")
    verdict = rules.judge_closing(_close_facts(case, outcome, reason))
    if not verdict.value:
        raise Refused(*verdict.because)
    kept = ledger.keep_reason(case, user, reason, now)
    facts = {"reason": kept.pk, "outcome": outcome}
    ledger.append(case, "closed_by_person", now=now, facts=facts, actor=user)
    ledger.move(
        case, CaseState.CLOSED, now=now, because=verdict.because, actor=user, outcome=outcome
    )
    clocks.cancel_all(case, now=now)
    _set_waits(case, waits=False)


def _resolve_facts(case: Case) -> rules.ResolveFacts:
    open_remedies = [RemedyState.PROPOSED, RemedyState.APPROVED]
    return rules.ResolveFacts(
        has_investigation=case.investigations.exists(),
        has_wish=bool(case.desired_outcome),
        has_cause=case.causes.exists(),
        has_open_promise=_has_open_promise(case),
        has_open_remedy=case.remedies.filter(
            state__in=open_remedies, is_goodwill=False
        ).exists(),
    )


def _close_facts(case: Case, outcome: str, reason: str) -> rules.CloseFacts:
    return rules.CloseFacts(
        state=case.state,
        outcome=outcome,
        verdict=case.verdict,
        has_reason=bool(reason.strip()),
        is_confirmed=Confirmation.objects.filter(case=case, is_solved=True).exists(),
        has_open_promise=_has_open_promise(case),
    )


def _has_open_promise(case: Case) -> bool:
    return case.promises.filter(clock__state=ClockState.RUNNING).exists()


def _set_waits(case: Case, *, waits: bool) -> None:
    Case.objects.filter(pk=case.pk).update(waits_for_us=waits)
    case.waits_for_us = waits
