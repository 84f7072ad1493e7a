"""Corrective actions: who removes a cause until when, what was done, and the proof (S0-12, S0-14)."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from amends.casebook import ledger, roles
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.figures import NOT_COUNTED
from amends.casebook.models import Case, Cause, CorrectiveAction, User
from amends.rooms.diagnose.proof import ProofFacts, judge_proof


@transaction.atomic
def plan_action(
    cause: Cause, what: str, *, owner: User, due_at: datetime, user: User, now: datetime
) -> CorrectiveAction:
    """Say what will remove a cause, who does it and until when.

    An action that is not done yet is said anew; after one that did not help a new one begins.
    """
    _check(user, cause)
    if not what.strip():
        raise Refused("action_empty", "S0-12")
    if due_at <= now:
        raise Refused("action_in_the_past")
    if not roles.may(owner, "casebook.see", cause):
        raise Refused("cannot_answer_here")
    Cause.objects.select_for_update().get(pk=cause.pk)
    open_one = cause.corrective_actions.filter(done_at__isnull=True).order_by("-pk").first()
    action = open_one or CorrectiveAction(cause=cause)
    action.what, action.owner, action.due_at = what.strip(), owner, due_at
    action.save()
    ledger.touch(cause.brand_id)
    return action


@transaction.atomic
def finish_action(action: CorrectiveAction, *, user: User, now: datetime) -> None:
    """Say that it was done; from now on the cause has to stay away."""
    _check(user, action.cause)
    if not action.what:
        raise Refused("action_empty", "S0-12")
    undone = CorrectiveAction.objects.filter(pk=action.pk, done_at__isnull=True)
    if not undone.update(done_at=now):
        raise Refused("action_done")
    ledger.touch(action.cause.brand_id)


@transaction.atomic
def prove_action(action: CorrectiveAction, proof: str, *, user: User, now: datetime) -> None:
    """Call the cause gone. Refused without proof, too early, or when it was met since (S0-14)."""
    _check(user, action.cause)
    locked = CorrectiveAction.objects.select_for_update().get(pk=action.pk)
    if locked.proven_at:
        raise Refused("action_proven")
    since = cases_since(locked.cause, locked.done_at).count() if locked.done_at else 0
    verdict = judge_proof(ProofFacts(locked.done_at, since, proof, now))
    if not verdict.value:
        raise Refused(*verdict.because)
    locked.proof, locked.proven_at = proof.strip(), now
    locked.save(update_fields=["proof", "proven_at"])
    ledger.touch(locked.cause.brand_id)


def cases_since(cause: Cause, moment: datetime) -> QuerySet[Case]:
    """Return the complaints of a cause that were opened after a moment."""
    cases = Case.objects.filter(causes=cause, opened_at__gt=moment)
    return cases.exclude(outcome__in=NOT_COUNTED)


def _check(user: User, cause: Cause) -> None:
    if not roles.may(user, "casebook.diagnose", cause):
        raise NotAllowed(NotAllowed.__doc__)
