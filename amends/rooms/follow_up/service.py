"""Ask whether it is really solved, take the answer, close or open again."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from amends.casebook import clocks, ledger, next_reply
from amends.casebook.errors import Refused
from amends.casebook.models import (
    Brand,
    Case,
    CaseState,
    ClockState,
    Confirmation,
    Outcome,
)
from amends.casebook.policies import policy_of
from amends.rooms.follow_up import asks, rules
from amends.rooms.follow_up.inviting import invite, judge_invitation
from amends.rooms.follow_up.surveys import answer_survey, send_survey, stop_surveys


__all__ = [
    "answer_confirmation",
    "answer_survey",
    "invite",
    "judge_invitation",
    "reopen_by_customer",
    "run",
    "stop_surveys",
]
log = structlog.get_logger()
BATCH = 200
WORDS_LENGTH = 5000


def run(now: datetime) -> int:
    """Ask, ask once more, close what stayed silent; returns how many cases something was done to."""
    states = [CaseState.RESOLVED, CaseState.WAITING]
    brands = Brand.objects.filter(cases__state__in=states).distinct()
    return sum(_run_brand(brand, now) for brand in brands)


def _run_brand(brand: Brand, now: datetime) -> int:
    limits = policy_of(brand).limits
    asked = Confirmation.objects.filter(
        case=OuterRef("pk"),
        asked_at__gt=now - timedelta(hours=limits.confirmation_ask_gap_hours),
    )
    long_ago = now - timedelta(hours=limits.follow_up_hours)
    resolved = Case.objects.filter(
        ~Exists(asked), brand=brand, state=CaseState.RESOLVED, resolved_at__lte=long_ago
    )
    since = now - timedelta(days=limits.waiting_closes_after_days)
    waiting = Case.objects.filter(
        brand=brand, state=CaseState.WAITING, state_since__lte=since, last_heard_at__lte=since
    )
    return _each(resolved, follow_up, now) + _each(waiting, close_waiting, now)


def _each(cases: QuerySet[Case], step: Callable[..., bool], now: datetime) -> int:
    done = 0
    related = cases.select_related("brand", "author", "customer", "source")
    for case in related.order_by("state_since", "pk")[:BATCH]:
        try:
            done += step(case, now=now)
        except Exception:
            log.exception("follow_up_failed", case=case.pk)
    return done


@transaction.atomic
def follow_up(case: Case, *, now: datetime) -> bool:
    """Take the next step of one resolved case; False when there is nothing to do yet."""
    if not _is_in(case, CaseState.RESOLVED):
        return False
    policy = policy_of(case.brand)
    facts = asks.asked(case, policy)
    verdict = rules.next_step(facts, now, policy.limits)
    if verdict.value == rules.ASK:
        asks.ask(case, facts, policy, now=now, because=verdict.because)
    elif verdict.value == rules.CLOSE:
        _close(case, Outcome.NO_ANSWER, now, verdict.because)
    return verdict.value != rules.WAIT


@transaction.atomic
def close_waiting(case: Case, *, now: datetime) -> bool:
    """Close a case in which the customer has not answered for long; not while we owe something."""
    if not _is_in(case, CaseState.WAITING):
        return False
    since = max(case.state_since, case.last_heard_at)
    days = policy_of(case.brand).limits.waiting_closes_after_days
    owes = case.promises.filter(clock__state=ClockState.RUNNING).exists()
    if owes or not rules.has_waited_enough(since, now, days):
        return False
    _close(case, Outcome.NO_ANSWER, now, ("waited_long", "S3-39"))
    return True


@transaction.atomic
def answer_confirmation(token: str, *, is_solved: bool, words: str, now: datetime) -> Case:
    """Take the customer's answer: yes closes the case, no opens it again with his words.

    Each solution is answered once. Raises Refused(no_such_link), (already_answered),
    (link_expired).
    """
    ask = Confirmation.objects.filter(token=token).select_related("case__brand").first()
    if ask is None:
        raise Refused("no_such_link")
    case = _locked(ask.case)
    ask.refresh_from_db(fields=["answered_at"])
    is_answered = ask.answered_at is not None or asks.is_answered(case, ask)
    facts = rules.AnswerFacts(expires_at=ask.expires_at, is_answered=is_answered)
    verdict = rules.judge_answer(facts, now)
    if not verdict.value:
        raise Refused(*verdict.because)
    ask.is_solved, ask.words, ask.answered_at = is_solved, words.strip()[:WORDS_LENGTH], now
    ask.save(update_fields=["is_solved", "words", "answered_at"])
    entry = {"confirmation": ask.pk, "is_solved": is_solved}
    ledger.append(case, "confirmation_answered", now=now, facts=entry, because=("S3-39",))
    _follow_answer(case, is_solved=is_solved, now=now)
    return case


@transaction.atomic
def reopen_by_customer(token: str, now: datetime) -> Case:
    """Open a resolved or closed case again by its status link, with one tap."""
    case = Case.objects.filter(token=token).select_related("brand", "merged_into").first()
    if case is None:
        raise Refused("no_such_link")
    case = _locked(case.merged_into or case)
    if case.state not in {CaseState.RESOLVED, CaseState.CLOSED}:
        raise Refused("case_is_open")
    _open_again(case, now, ("reopened_by_customer",))
    return case


def _follow_answer(case: Case, *, is_solved: bool, now: datetime) -> None:
    is_over = case.state in {CaseState.RESOLVED, CaseState.CLOSED}
    if is_solved and case.state == CaseState.RESOLVED:
        _close(case, Outcome.ACCEPTED, now, ("confirmed_by_customer", "S3-39"))
        send_survey(case, now=now)
    elif not is_solved and is_over:
        _open_again(case, now, ("not_solved", "S3-39"))


def _close(case: Case, outcome: str, now: datetime, because: tuple[str, ...]) -> None:
    ledger.move(case, CaseState.CLOSED, now=now, because=because, outcome=outcome)
    clocks.cancel_all(case, now=now)
    Case.objects.filter(pk=case.pk).update(waits_for_us=False)


def _open_again(case: Case, now: datetime, because: tuple[str, ...]) -> None:
    ledger.move(case, CaseState.INVESTIGATING, now=now, because=because)
    Case.objects.filter(pk=case.pk).update(waits_for_us=True, last_heard_at=now)
    next_reply.owe(case, now=now)


def _is_in(case: Case, state: str) -> bool:
    """Tell whether a case still is where the sweep saw it, locked until the transaction ends."""
    current = ledger.lock(case)
    case.state, case.resolved_at = current.state, current.resolved_at
    case.state_since, case.last_heard_at = current.state_since, current.last_heard_at
    return case.state == state


def _locked(case: Case) -> Case:
    ledger.lock(case)
    related = ("brand", "author", "customer", "source", "owner")
    return Case.objects.select_related(*related).get(pk=case.pk)
