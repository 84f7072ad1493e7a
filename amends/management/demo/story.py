"""What happened after a mention: one small function per kind of event, each a real verb."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from amends.casebook.errors import CasebookError
from amends.casebook.models import Case, Promise, Remedy, Reply, User
from amends.management.demo.brands import Stage, minor
from amends.management.demo.script import Step
from amends.rooms.coach import service as coach
from amends.rooms.diagnose import service as diagnose
from amends.rooms.follow_up import service as follow_up
from amends.rooms.resolve import making_good
from amends.rooms.resolve import service as resolve
from amends.rooms.triage import service as triage


log = structlog.get_logger()
# What nobody answered in the files was settled in passing, except the latest few: those burn.
SETTLED_AFTER = timedelta(hours=8)
VERDICTS = {"cannot_determine": "cannot_tell"}
FAULTS = {"upheld": "ours", "partly": "ours", "not_upheld": "not_ours"}


def happen(stage: Stage, case: Case, step: Step, now: datetime) -> None:
    """Do what the event says, as the person who did it."""
    user = stage.people[step.row["by"]]
    EVENTS[step.row["kind"]](stage, case, step, user, now)


def _note(_s: Stage, case: Case, step: Step, user: User, _n: datetime) -> None:
    resolve.investigate(case, step.row["text"], user=user, now=step.at)


def _verdict(_s: Stage, case: Case, step: Step, user: User, _n: datetime) -> None:
    value: str = step.row["value"]
    resolve.investigate(case, step.row["text"], user=user, now=step.at)
    verdict = VERDICTS.get(value, value)
    resolve.decide(case, verdict, user=user, now=step.at, fault=FAULTS.get(value, "unknown"))


def _cause(stage: Stage, case: Case, step: Step, user: User, _n: datetime) -> None:
    name = stage.causes[step.row["code"]]
    diagnose.choose_causes(case, [name], "process", user=user, now=step.at)


def _promise(_s: Stage, case: Case, step: Step, user: User, now: datetime) -> None:
    due_at = now + timedelta(minutes=step.row["due_in_min"])
    resolve.promise(
        case, step.row["text"], due_at, user=user, now=step.at, reason=step.row["text"]
    )


def _kept(_s: Stage, case: Case, step: Step, user: User, _n: datetime) -> None:
    open_one = Promise.objects.filter(case=case, clock__state="running").first()
    if open_one:
        resolve.keep_promise(open_one, user=user, now=step.at)


def _remedy(stage: Stage, case: Case, step: Step, user: User, _n: datetime) -> None:
    currency = stage.currencies[case.brand.slug]
    remedy = making_good.propose_remedy(
        case, step.row["value"], user=user, now=step.at,
        amount_minor=minor(step.row["amount"], currency), currency=currency,
    )  # fmt: skip
    approver = stage.people.get(step.row.get("approved_by", ""))
    if approver and remedy.state == "proposed":
        making_good.decide_remedy(remedy, user=approver, now=step.at, approve=True)


def _handover(stage: Stage, case: Case, step: Step, user: User, _n: datetime) -> None:
    to = stage.people[step.row["to"]]
    triage.hand_over(case, to, actor=user, now=step.at, reason=step.row["text"])


def _resolved(_s: Stage, case: Case, step: Step, user: User, _n: datetime) -> None:
    resolve.investigate(case, step.row["text"], user=user, now=step.at)
    for promise in Promise.objects.filter(case=case, clock__state="running"):
        resolve.keep_promise(promise, user=user, now=step.at)
    for remedy in Remedy.objects.filter(case=case, state__in=("proposed", "approved")):
        _make_good(remedy, user, step.at)
    if not case.desired_outcome:
        made_good = case.remedies.first()
        wish = made_good.kind if made_good else "explanation"
        resolve.set_wish(case, wish, user=user, now=step.at)
    if not case.causes.exists():
        diagnose.choose_causes(case, [], "unknown", user=user, now=step.at)
    resolve.resolve(case, user=user, now=step.at)


def _make_good(remedy: Remedy, user: User, at: datetime) -> None:
    if remedy.state == "proposed":
        owner = remedy.case.brand.owner
        making_good.decide_remedy(remedy, user=owner, now=at, approve=True)
        remedy.refresh_from_db()
    making_good.deliver_remedy(remedy, user=user, now=at)


def _asked(_s: Stage, _c: Case, step: Step, _u: User, _n: datetime) -> None:
    follow_up.run(step.at)


def _confirmed(_s: Stage, case: Case, step: Step, _u: User, _n: datetime) -> None:
    follow_up.run(step.at)
    ask = case.confirmations.filter(answered_at=None).order_by("-pk").first()
    if ask:
        follow_up.answer_confirmation(ask.token, is_solved=True, words="", now=step.at)


def _kudos(stage: Stage, case: Case, step: Step, user: User, _n: datetime) -> None:
    praised = stage.people[step.row["to"]]
    reply = Reply.objects.filter(case=case, user=praised).first()
    if reply:
        coach.praise(reply, giver=user, now=step.at, words=step.row["words"])


EVENTS: dict[str, Callable[[Stage, Case, Step, User, datetime], None]] = {
    "note": _note, "verdict": _verdict, "cause": _cause, "promise": _promise, "kept": _kept,
    "remedy": _remedy, "handover": _handover, "resolved": _resolved, "asked": _asked,
    "confirmed": _confirmed, "kudos": _kudos,
}  # fmt: skip


def settle_old(now: datetime) -> None:
    """Close what came long ago and needed no written answer: kind words, and calls taken at once."""
    left = Case.objects.filter(state="new", opened_at__lt=now - SETTLED_AFTER)
    for case in left.select_related("brand__owner", "owner"):
        _settle(case, case.opened_at + timedelta(minutes=25))


def _settle(case: Case, at: datetime) -> None:
    try:
        if case.severity == 1:
            triage.not_a_complaint(
                case, actor=case.brand.owner, now=at, reason="كلمة طيبة أو سؤال"
            )
        else:
            resolve.close(
                case, "withdrawn", user=case.brand.owner, now=at, reason="حُلّت بالهاتف في حينها"
            )
    except CasebookError as refusal:
        log.info("demo_case_left_open", case=str(case), why=str(refusal))
