"""The clocks of two cases that become one: what is owed goes over, the earlier limit holds."""

from dataclasses import dataclass, field
from datetime import datetime

from amends.casebook import clocks, ledger
from amends.casebook.models import Case, Clock, ClockKind, ClockState


@dataclass(slots=True)
class Taken:
    """The clocks that went over, and those that a stricter one of their kind made needless."""

    moved: list[int] = field(default_factory=list)
    cancelled: list[int] = field(default_factory=list)


def take_over(case: Case, into: Case, now: datetime) -> Taken:
    """Move the running clocks of a case to another; of two of one reply the earlier one runs on."""
    taken, there = Taken(), {clock.kind: clock for clock in _running(into)}
    for clock in _running(case):
        rival = there.get(clock.kind) if clock.kind != ClockKind.PROMISE else None
        if rival and rival.limit_at <= clock.limit_at:
            _cancel(clock, case, taken, now)
            continue
        if rival:
            _cancel(rival, into, taken, now)
        taken.moved.append(clock.pk)
        Clock.objects.filter(pk=clock.pk).update(case=into, owner=into.owner_id)
    return taken


def give_back(
    case: Case, into: Case, moved: list[int], cancelled: list[int], now: datetime
) -> None:
    """Return the clocks to where they were; a cancelled one starts anew with its old times.

    What was kept or missed meanwhile stays as it was written down.
    """
    running = Clock.objects.filter(state=ClockState.RUNNING)
    running.filter(pk__in=moved, case=into).update(case=case, owner=case.owner_id)
    Clock.objects.filter(pk__in=moved, case=into).update(case=case)
    for old in Clock.objects.filter(pk__in=cancelled, state=ClockState.CANCELLED):
        _start_anew(old, case if old.case_id == case.pk else into, now)


def _start_anew(old: Clock, case: Case, now: datetime) -> None:
    if running_of(case, old.kind) is not None:
        return
    clock = Clock.objects.create(
        case=case,
        kind=old.kind,
        owner_id=case.owner_id,
        started_at=old.started_at,
        target_at=old.target_at,
        limit_at=old.limit_at,
        wall_target_at=old.wall_target_at,
        wall_limit_at=old.wall_limit_at,
        target_missed_at=old.target_missed_at,
        limit_missed_at=old.limit_missed_at,
    )
    ledger.append_many(case, [clocks.started(clock, ["C-07", "merge_undone"])], now=now)


def running_of(case: Case, kind: str) -> Clock | None:
    """Return the running clock of a kind."""
    return Clock.objects.filter(case=case, state=ClockState.RUNNING, kind=kind).first()


def _running(case: Case) -> list[Clock]:
    return list(Clock.objects.filter(case=case, state=ClockState.RUNNING).order_by("pk"))


def _cancel(clock: Clock, case: Case, taken: Taken, now: datetime) -> None:
    clock.case = case
    clocks.stop_clock(clock, now=now, state=ClockState.CANCELLED)
    taken.cancelled.append(clock.pk)
