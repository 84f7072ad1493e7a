"""Judge what leaves the house for one person, and when; no Django here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta, tzinfo

from amends.rooms.triage.reaching.kinds import REACHING, Wish
from amends.rooms.triage.rules import Colleague, is_on_duty


DAY = timedelta(days=1)
WEEK_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One notice of a person; ``is_over``: seen, or no longer true."""

    id: int
    kind: str
    told_at: datetime
    is_over: bool = False
    is_pushed: bool = False
    is_mailed: bool = False

    @property
    def is_urgent(self) -> bool:
        """Whether it burns, so that it comes through at any hour."""
        known = REACHING.kinds.get(self.kind)
        return known is not None and known.is_urgent


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Whom it is for: what he wants, where he can be reached, and when he was last.

    ``quiet_until`` is when his next shift begins, None while he is on duty or has no shifts.
    """

    role: str
    wishes: Mapping[str, str] = field(default_factory=dict)
    has_device: bool = False
    has_mailbox: bool = False
    quiet_until: datetime | None = None
    pushed_at: datetime | None = None
    mailed_at: datetime | None = None
    urgently_mailed_at: datetime | None = None
    tz: tzinfo = UTC


@dataclass(frozen=True, slots=True)
class Plan:
    """What leaves now, by push and by mail, and when each notice is judged again (None: never)."""

    push: tuple[int, ...]
    mail: tuple[int, ...]
    due: Mapping[int, datetime | None]


@dataclass(frozen=True, slots=True)
class _Step:
    """From when on one notice may leave by each way; None: not by this way, or not any more."""

    push_at: datetime | None = None
    mail_at: datetime | None = None
    joins_mail: bool = False


def wish_for(kind: str, role: str, wishes: Mapping[str, str]) -> Wish:
    """Return when a person hears of a kind: as he chose, else as his role usually does."""
    if wishes.get(kind) in tuple(Wish):
        return Wish(wishes[kind])
    known = REACHING.kinds.get(kind)
    return known.wish_of(role) if known else Wish.DESK


def plan(told: Iterable[Told], reader: Reader, now: datetime) -> Plan:
    """Return what leaves now for one person of one brand (S2-15, S2-16, C-07).

    A mail takes along all that waits for one, so that the next comes after the gap at the earliest;
    only what burns does not wait for it.
    """
    steps = {one.id: _step(one, reader, now) for one in told}
    push = {pk for pk, step in steps.items() if step.push_at and step.push_at <= now}
    mail = {pk for pk, step in steps.items() if step.mail_at and step.mail_at <= now}
    if any(steps[pk].joins_mail for pk in mail):
        mail |= {pk for pk, step in steps.items() if step.joins_mail}
    due = {pk: _next(step, pk in push, pk in mail) for pk, step in steps.items()}
    return Plan(tuple(sorted(push)), tuple(sorted(mail)), due)


def _step(one: Told, reader: Reader, now: datetime) -> _Step:
    wish = wish_for(one.kind, reader.role, reader.wishes)
    is_old = now - one.told_at > REACHING.forgotten_after
    if one.is_over or is_old or wish is Wish.DESK:
        return _Step()
    can_mail = reader.has_mailbox and not one.is_mailed
    if wish is Wish.MORNING:
        return _Step(mail_at=morning_after(one.told_at, reader.tz) if can_mail else None)
    starts_at = one.told_at
    if reader.quiet_until and not one.is_urgent:
        starts_at = max(starts_at, reader.quiet_until)
    return _Step(
        _push_at(one, reader, starts_at) if reader.has_device and not one.is_pushed else None,
        _mail_at(one, reader, starts_at) if can_mail else None,
        joins_mail=can_mail and starts_at <= now,
    )


def _push_at(one: Told, reader: Reader, starts_at: datetime) -> datetime:
    if one.is_urgent or reader.pushed_at is None:
        return starts_at
    return max(starts_at, reader.pushed_at + REACHING.push_gap)


def _mail_at(one: Told, reader: Reader, starts_at: datetime) -> datetime:
    """Wait for the desk to be looked at, then for the gap since the last mail."""
    last = reader.urgently_mailed_at if one.is_urgent else reader.mailed_at
    at = max(starts_at, one.told_at + REACHING.kinds[one.kind].mail_after)
    return at if last is None else max(at, last + REACHING.mail_gap)


def _next(step: _Step, is_pushed: bool, is_mailed: bool) -> datetime | None:  # noqa: FBT001 - two answers of the plan
    left = (None if is_pushed else step.push_at, None if is_mailed else step.mail_at)
    return min((at for at in left if at), default=None)


def morning_after(moment: datetime, tz: tzinfo) -> datetime:
    """Return the first morning after a moment, at the hour of the table in a brand's time."""
    local = moment.astimezone(tz)
    morning = local.replace(hour=REACHING.morning_hour, minute=0, second=0, microsecond=0)
    return morning if morning > local else morning + DAY


@dataclass(frozen=True, slots=True)
class Duty:
    """One weekly shift of a person; Monday is 0, an end before its start lies on the next day."""

    weekday: int
    starts: time
    ends: time


def quiet_until(shifts: Iterable[Duty], now: datetime, tz: tzinfo) -> datetime | None:
    """Return when the next shift of a person begins; None on duty, and for whoever has no shifts."""
    own, local = list(shifts), now.astimezone(tz)
    if any(is_on_duty(one.weekday, one.starts, one.ends, local) for one in own):
        return None
    return min((_begins(one, local) for one in own), default=None)


def _begins(shift: Duty, local: datetime) -> datetime:
    days = (shift.weekday - local.weekday()) % WEEK_DAYS
    at = local.replace(
        hour=shift.starts.hour, minute=shift.starts.minute, second=0, microsecond=0
    )
    at += timedelta(days=days)
    return at if at > local else at + timedelta(days=WEEK_DAYS)


def is_nearly_over(limit_at: datetime, started_at: datetime, now: datetime) -> bool:
    """Tell whether it is time to warn before a clock breaks; half of a short one is left alone."""
    lead = min(REACHING.warning, (limit_at - started_at) / 2)
    return limit_at - lead <= now < limit_at


def next_told(
    team: Iterable[Colleague], told: frozenset[int], lead: int | None, owner: int
) -> int | None:
    """Return who is told next when nobody told so far has looked: the shift, the lead, the owner.

    None when all of them know (S2-15, S4a-12).
    """
    shift = [one.user_id for one in team if one.is_on_duty]
    ladder = [*sorted(shift), lead, owner]
    return next((one for one in ladder if one is not None and one not in told), None)
