"""Clocks: by when somebody owes the customer something, counted in covered hours and on the wall.

``target_at`` and ``limit_at`` ring; the ``wall_`` pair is kept beside them for the report, so that
no opening hour hides a gap (C-07). A safety case is on call: its alarm runs on the wall.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Min, Q, QuerySet

from amends.casebook import ledger, notices
from amends.casebook.models import Case, Clock, ClockKind, ClockState
from amends.casebook.policies import policy_of
from amends.playbook import hours
from amends.playbook.policy import Policy


RUNG_AT_ONCE = 500
REPLIES = (ClockKind.FIRST_REPLY, ClockKind.NEXT_REPLY)
ANSWERED = (*REPLIES, ClockKind.WINDOW)  # what an answer stops
MOST_WARNING = timedelta(days=1)


@transaction.atomic
def start(  # noqa: PLR0913 - a clock is two limits, a calendar and an exemption
    case: Case,
    kind: str,
    *,
    now: datetime,
    target_min: int,
    limit_min: int,
    policy: Policy,
    safety: bool = False,
) -> Clock:
    """Start a clock, or return the one of its kind that is running; minutes are covered minutes."""
    running = _running(case).filter(kind=kind).first()
    if running is not None:
        return running
    clock = build(
        case,
        kind,
        now=now,
        minutes=(target_min, limit_min),
        policy=policy,
        safety=safety,
    )
    clock.save(force_insert=True)
    ledger.append_many(case, [started(clock, ["C-07"])], now=now)
    refresh_limit(case)
    return clock


@transaction.atomic
def start_promise(case: Case, *, now: datetime, due_at: datetime) -> Clock:
    """Start the clock of a promise: due at an exact time, whatever the opening hours (S3-26)."""
    clock = _on_the_wall(case, ClockKind.PROMISE, now=now, rings_at=(due_at, due_at))
    clock.save(force_insert=True)
    ledger.append_many(case, [started(clock, ["S3-26"])], now=now)
    refresh_limit(case)
    return clock


def build_window(case: Case, *, now: datetime, window: timedelta, closes_at: datetime) -> Clock:
    """Return the clock of a door that closes, not stored yet: by the wall, whatever is covered.

    It warns when a quarter of its time is left, at most a day.
    """
    warns_at = closes_at - min(window / 4, MOST_WARNING)
    return _on_the_wall(case, ClockKind.WINDOW, now=now, rings_at=(warns_at, closes_at))


@transaction.atomic
def put_window(case: Case, clock: Clock, *, now: datetime) -> None:
    """Let a door's clock run, or move the one that runs to a later end; never to an earlier."""
    running = _running(case).filter(kind=ClockKind.WINDOW).first()
    if running is None:
        clock.save(force_insert=True)
        ledger.append_many(case, [started(clock, ["C-03"])], now=now)
    elif running.limit_at < clock.limit_at:
        for name in ("target_at", "limit_at", "wall_target_at", "wall_limit_at"):
            setattr(running, name, getattr(clock, name))
        running.target_missed_at = running.limit_missed_at = running.warned_at = None
        running.save()
    refresh_limit(case)


def build(
    case: Case,
    kind: str,
    *,
    now: datetime,
    minutes: tuple[int, int],
    policy: Policy,
    safety: bool = False,
) -> Clock:
    """Return a clock that is not stored yet; ``minutes`` are its target and its limit."""
    target_at, limit_at = (now + timedelta(minutes=m) for m in minutes)
    clock = _on_the_wall(case, kind, now=now, rings_at=(target_at, limit_at))
    if policy.sla_clock == "business" and not safety:
        clock.target_at, clock.limit_at = (_covered_at(case, now, m, policy) for m in minutes)
    return clock


def started(clock: Clock, because: list[str]) -> ledger.Line:
    """Return the line of the ledger that tells of a new clock."""
    facts = {
        "clock": clock.pk,
        "kind": str(clock.kind),
        "target_at": clock.target_at.isoformat(),
        "limit_at": clock.limit_at.isoformat(),
    }
    return ledger.Line("clock_started", facts, because)


@transaction.atomic
def stop(case: Case, kind: str, *, now: datetime, state: str = ClockState.KEPT) -> Clock | None:
    """Stop the running clock of a kind; None when none runs. See ``stop_clock``."""
    clock = _running(case).filter(kind=kind).order_by("limit_at").first()
    if clock is None:
        return None
    clock.case = case
    return stop_clock(clock, now=now, state=state)


@transaction.atomic
def stop_clock(clock: Clock, *, now: datetime, state: str = ClockState.KEPT) -> Clock:
    """Stop one clock and write how long it took; kept after its limit is missed. Once only."""
    case = clock.case
    ledger.lock(case)
    clock.refresh_from_db(fields=["state", "limit_at"])
    if clock.state != ClockState.RUNNING:
        return clock
    is_late = state == ClockState.KEPT and now > clock.limit_at
    clock.state = ClockState.MISSED if is_late else state
    clock.stopped_at = now
    clock.wall_seconds = _seconds(now - clock.started_at)
    clock.covered_seconds = _seconds(_covered(case, clock.started_at, now))
    clock.save(update_fields=["state", "stopped_at", "wall_seconds", "covered_seconds"])
    facts = {
        "clock": clock.pk,
        "kind": clock.kind,
        "state": str(clock.state),
        "covered_s": clock.covered_seconds,
        "wall_s": clock.wall_seconds,
    }
    ledger.append_many(case, [ledger.Line("clock_stopped", facts, ["C-07"])], now=now)
    refresh_limit(case)
    return clock


@transaction.atomic
def run_on(case: Case, *, stopped_at: datetime, now: datetime) -> None:
    """Let the clocks that an answer stopped at a moment run on, for it did not arrive."""
    running = _running(case).values_list("kind", flat=True)
    stopped = Clock.objects.filter(case=case, kind__in=ANSWERED, stopped_at=stopped_at)
    for clock in stopped.exclude(state=ClockState.CANCELLED).exclude(kind__in=list(running)):
        clock.state, clock.stopped_at = ClockState.RUNNING, None
        clock.wall_seconds = clock.covered_seconds = None
        clock.save(update_fields=["state", "stopped_at", "wall_seconds", "covered_seconds"])
        facts = {"clock": clock.pk, "kind": clock.kind}
        ledger.append_many(case, [ledger.Line("clock_runs_on", facts, ["C-07"])], now=now)
    refresh_limit(case)


@transaction.atomic
def cancel_all(case: Case, *, now: datetime) -> None:
    """Stop every running clock of a case as no longer owed."""
    for clock in _running(case):
        clock.case = case
        stop_clock(clock, now=now, state=ClockState.CANCELLED)


@transaction.atomic
def tighten(case: Case, *, now: datetime, limit_min: int) -> None:
    """Pull the running reply clocks to a limit on the wall: a case turned out grave (S4c-13)."""
    limit = now + timedelta(minutes=limit_min)
    replies = _running(case).filter(kind__in=REPLIES)
    for clock in replies.filter(limit_at__gt=limit):
        clock.limit_at, clock.wall_limit_at = limit, min(limit, clock.wall_limit_at)
        clock.target_at = min(clock.target_at, limit)
        clock.wall_target_at = min(clock.wall_target_at, limit)
        clock.save()
        facts = {"clock": clock.pk, "kind": clock.kind, "limit_at": limit.isoformat()}
        ledger.append_many(case, [ledger.Line("clock_tightened", facts, ["S4c-13"])], now=now)
    refresh_limit(case)


def refresh_limit(case: Case) -> None:
    """Set the case's limit to the earliest one of its running clocks, for the queue."""
    promises = Q(kind=ClockKind.PROMISE)
    earliest = _running(case).aggregate(
        any=Min("limit_at"), promise=Min("limit_at", filter=promises)
    )
    case.limit_at, case.promised_at = earliest["any"], earliest["promise"]
    Case.objects.filter(pk=case.pk).update(limit_at=case.limit_at, promised_at=case.promised_at)


def ring(now: datetime) -> int:
    """Write down each target and each limit that passed, once; return how many did."""
    return sum(_ring_one(pk, mark, now) for pk, mark in list(_due(now)))


def _due(now: datetime) -> Iterator[tuple[int, str]]:
    running = Clock.objects.filter(state=ClockState.RUNNING)
    for mark in ("target", "limit"):
        passed = running.filter(Q(**{f"{mark}_at__lt": now, f"{mark}_missed_at__isnull": True}))
        for pk in passed.order_by(f"{mark}_at").values_list("pk", flat=True)[:RUNG_AT_ONCE]:
            yield pk, mark


@transaction.atomic
def _ring_one(pk: int, mark: str, now: datetime) -> int:
    # Compare and swap: another worker may have been here first.
    passed = Clock.objects.filter(
        pk=pk, state=ClockState.RUNNING, **{f"{mark}_missed_at__isnull": True}
    )
    rung = passed.update(**{f"{mark}_missed_at": F(f"{mark}_at")})
    if rung:
        clock = Clock.objects.select_related("case__brand").get(pk=pk)
        facts = {"clock": pk, "kind": clock.kind, "owner": clock.owner_id}
        rule = "S4a-11" if mark == "target" else "S4a-12"
        ledger.append(clock.case, f"clock_{mark}_missed", now=now, facts=facts, because=[rule])
        if mark == "limit":
            _tell_broken(clock, now)
    return rung


def _tell_broken(clock: Clock, now: datetime) -> None:
    """Tell its owner and those who lead that a limit has passed (S4a-12, S2-15)."""
    case, facts = clock.case, {"clock": clock.pk}
    key = f"broken:{clock.pk}:{clock.limit_at.timestamp():.0f}"
    people = {clock.owner_id, *notices.deciders_of(case.brand_id)}
    notices.tell(case.brand, people, "broken", key=key, facts=facts, now=now, case=case)


def _on_the_wall(
    case: Case, kind: str, *, now: datetime, rings_at: tuple[datetime, datetime]
) -> Clock:
    target_at, limit_at = rings_at
    return Clock(
        case=case,
        kind=kind,
        owner_id=case.owner_id,
        started_at=now,
        target_at=target_at,
        limit_at=limit_at,
        wall_target_at=target_at,
        wall_limit_at=limit_at,
    )


def _running(case: Case) -> QuerySet[Clock]:
    return Clock.objects.filter(case=case, state=ClockState.RUNNING)


def _covered_at(case: Case, now: datetime, minutes: int, policy: Policy) -> datetime:
    tz = ZoneInfo(case.brand.timezone)
    return hours.add_covered(now, minutes, policy.coverage_calendar, case.source.kind, tz)


def _covered(case: Case, since: datetime, now: datetime) -> timedelta:
    coverage, tz = policy_of(case.brand).coverage_calendar, ZoneInfo(case.brand.timezone)
    return hours.covered_between(since, now, coverage, case.source.kind, tz)


def _seconds(length: timedelta) -> int:
    return max(0, int(length.total_seconds()))
