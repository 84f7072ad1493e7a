"""The board of causes: the Pareto with what is done about each, and one cause week by week.

Complaints show what to mend (S0-17), repeated ones soonest (S1-31), and whether it stays mended
(S1-18).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, OuterRef, Q, Subquery

from amends.casebook.figures import NOT_COUNTED
from amends.casebook.models import Cause, CorrectiveAction
from amends.rooms.diagnose import service
from amends.rooms.diagnose.proof import standing
from amends.rooms.diagnose.service import CauseRow


WEEKS = 8
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Line:
    """One cause with its weight, its latest action and where that stands."""

    weight: CauseRow
    action: CorrectiveAction | None
    standing: str


def board(brand_ids: Iterable[int], since: datetime) -> list[Line]:
    """Return the causes of cases opened since then, heaviest first, in a fixed number of queries."""
    rows = service.pareto(brand_ids, since)
    actions, back = _actions([row.cause.pk for row in rows])
    return [
        Line(row, actions.get(row.cause.pk), _standing(actions.get(row.cause.pk), back))
        for row in rows
    ]


def _actions(causes: Sequence[int]) -> tuple[dict[int, CorrectiveAction], set[int]]:
    """Return the latest action of each cause, and which causes were met again after it was done."""
    found = CorrectiveAction.objects.filter(cause__in=causes).select_related("owner")
    latest = {action.cause_id: action for action in found.order_by("pk")}
    done = CorrectiveAction.objects.filter(cause=OuterRef("pk")).order_by("-pk")
    again = Q(cases__opened_at__gt=F("done_at")) & ~Q(cases__outcome__in=NOT_COUNTED)
    met = Cause.objects.filter(pk__in=latest).annotate(
        done_at=Subquery(done.values("done_at")[:1]), times=Count("cases", filter=again)
    )
    return latest, set(met.filter(times__gt=0).values_list("pk", flat=True))


def _standing(action: CorrectiveAction | None, back: set[int]) -> str:
    return standing(
        has_action=action is not None,
        is_planned=bool(action and action.what),
        done=bool(action and action.done_at),
        proven=bool(action and action.proven_at),
        back=bool(action and action.cause_id in back),
    )


def weeks(cause: Cause, now: datetime) -> list[tuple[datetime, int]]:
    """Return for each of the last eight weeks when it began and how many complained, oldest first."""
    starts = [now - WEEK * n for n in range(WEEKS, 0, -1)]
    counted = {
        f"week_{n}": Count("pk", filter=Q(opened_at__gt=start, opened_at__lte=start + WEEK))
        for n, start in enumerate(starts)
    }
    cases = cause.cases.filter(opened_at__gt=starts[0]).exclude(outcome__in=NOT_COUNTED)
    found = cases.aggregate(**counted)
    return [(start, found[f"week_{n}"]) for n, start in enumerate(starts)]
