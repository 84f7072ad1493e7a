"""Link cases to causes, weigh the causes, and see that somebody takes the repeated ones on."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from amends.casebook import ledger, roles
from amends.casebook.errors import NotAllowed, Refused
from amends.casebook.models import (
    Brand,
    Case,
    Cause,
    CauseKind,
    CorrectiveAction,
    Outcome,
    Outreach,
    User,
)
from amends.casebook.policies import policy_of
from amends.language.normalise import fold
from amends.rooms.diagnose import rules
from amends.rooms.diagnose.crises import watch
from amends.rooms.diagnose.rules import Estimate


NAME_LENGTH = 160


class CauseRow(NamedTuple):
    """One line of the Pareto board."""

    cause: Cause
    cases: int
    share: float
    cumulative: float
    is_vital: bool


def run(now: datetime) -> int:
    """Watch whether many complain at once; returns how many alarms moved.

    A cause that keeps coming back becomes a task the moment it is chosen again.
    """
    return watch(now)


@transaction.atomic
def choose_causes(
    case: Case, names_or_ids: Sequence[str | int], kind: str, *, user: User, now: datetime
) -> list[Cause]:
    """Say what caused a case, in place of what was said before; names not known yet are made.

    No name with kind ``unknown`` means "cause unknown", which is an answer too (S0-01). Another
    spelling of a known name is the same cause. Several may meet in one case (S0-09), and a case
    that was found outside has its causes as any other (S4d-04). A cause with as many cases as
    make a cluster gets a corrective action with an owner and a date, unless one is open (S0-12).
    """
    if not roles.may(user, "casebook.resolve", case):
        raise NotAllowed(NotAllowed.__doc__)
    if kind not in CauseKind.values:
        raise Refused("cause_kind")
    given = list(names_or_ids) or ([CauseKind.UNKNOWN.value] if _is_unknown(kind) else [])
    if not given:
        raise Refused("cause_missing", "S0-01")
    ledger.lock(case)
    causes = [_cause(case.brand, one, kind) for one in given]
    case.causes.set(causes)
    facts = {"causes": [cause.pk for cause in causes], "kind": kind}
    ledger.append(case, "causes_chosen", now=now, facts=facts, because=("S0-01",), actor=user)
    for cause in causes:
        _open_task(case.brand, cause, now)
    return causes


def pareto(brand_ids: Iterable[int], since: datetime) -> list[CauseRow]:
    """Return the causes of cases opened since then, heaviest first, the vital few marked (S1-16)."""
    weighed = _weigh(list(brand_ids), since)
    causes = Cause.objects.select_related("brand").in_bulk([one.cause for one in weighed])
    return [
        CauseRow(causes[w.cause], w.cases, w.share, w.cumulative, w.is_vital) for w in weighed
    ]


def silent_estimate(brand_ids: Iterable[int], since: datetime) -> Estimate:
    """Estimate how many others felt the same and stayed silent, with its badge (S0-15, C-26)."""
    brands = Brand.objects.filter(pk__in=list(brand_ids))
    return rules.together([_estimate(brand, since) for brand in brands])


def _estimate(brand: Brand, since: datetime) -> Estimate:
    policy = policy_of(brand)
    return rules.estimate_silent(
        _silence(brand, since),
        rule_of_thumb=policy.metrics_silent_multiplier,
        own_from_n=policy.limits.own_ratio_min_n,
    ).value


def _silence(brand: Brand, since: datetime) -> rules.Silence:
    cases = _complaints([brand.pk])
    asked = Outreach.objects.filter(cause__brand=brand, answered_at__isnull=False)
    heard = asked.aggregate(n=Count("pk"), found=Count("pk", filter=Q(was_unhappy=True)))
    return rules.Silence(
        complaints=cases.filter(opened_at__gte=since).count(),
        answered=heard["n"],
        found=heard["found"],
        compared=cases.filter(causes__in=asked.values("cause")).distinct().count(),
    )


def _complaints(brand_ids: list[int]) -> QuerySet[Case]:
    cases = Case.objects.filter(brand__in=brand_ids)
    return cases.exclude(outcome__in=[Outcome.NOT_A_COMPLAINT, Outcome.MERGED])


def _weigh(brand_ids: list[int], since: datetime) -> list[rules.Weight]:
    cases = _complaints(brand_ids).filter(opened_at__gte=since, causes__isnull=False)
    counted = cases.values_list("causes").annotate(n=Count("pk")).order_by()
    return rules.pareto([(cause, n) for cause, n in counted], rules.TABLE.vital_share)


def _is_unknown(kind: str) -> bool:
    return kind == CauseKind.UNKNOWN


def _cause(brand: Brand, name_or_id: str | int, kind: str) -> Cause:
    causes = Cause.objects.filter(brand=brand)
    if isinstance(name_or_id, int):
        found = causes.filter(pk=name_or_id).first()
        if found is None:
            raise Refused("cause_of_another_brand")
        return found
    name = " ".join(name_or_id.split())[:NAME_LENGTH]
    if not name:
        raise Refused("cause_missing", "S0-01")
    same = (cause for cause in causes if fold(cause.name) == fold(name))
    return next(same, None) or Cause.objects.create(brand=brand, kind=kind, name=name)


def _open_task(brand: Brand, cause: Cause, now: datetime) -> None:
    """Give a cause that keeps coming back to somebody (S1-31); what is to be done he decides."""
    since = now - timedelta(days=rules.TABLE.within_days)
    cases = _complaints([brand.pk]).filter(causes=cause, opened_at__gte=since).count()
    least = policy_of(brand).limits.cluster_from_cases
    if cause.kind == CauseKind.UNKNOWN or cases < least:
        return
    locked = Cause.objects.select_for_update().get(pk=cause.pk)
    if locked.corrective_actions.filter(done_at__isnull=True).exists():
        return
    due_at = now + timedelta(days=rules.TABLE.due_days)
    owner = brand.lead or brand.owner
    CorrectiveAction.objects.create(cause=locked, owner=owner, due_at=due_at)
