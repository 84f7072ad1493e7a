"""Decide what leaves the house for whom, and write it down as errands."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max, Q

from amends.casebook.models import Brand, Device, Errand, Notice, Shift, User, Way
from amends.casebook.roles import brands_of, role_at
from amends.connectors.mail.threads import make_message_id
from amends.rooms.triage.reaching import judging
from amends.rooms.triage.reaching.mailboxes import domain_of
from amends.rooms.triage.reaching.truth import over


AT_ONCE = 50  # people in one round
MOST = 200  # notices of one of them


def send_out(now: datetime) -> int:
    """Judge the notices whose time has come, person by person; returns how many people that were."""
    due = (
        Notice.objects.filter(due_at__lte=now)
        .order_by()
        .values_list("user", "brand")
        .distinct()
    )
    return sum(_judge(user, brand, now) for user, brand in list(due[:AT_ONCE]))


@transaction.atomic
def _judge(user_id: int, brand_id: int, now: datetime) -> int:
    # The lock lets one worker judge a person at a time; the other finds nothing due any more.
    user = User.objects.select_for_update().get(pk=user_id)
    waiting = Notice.objects.filter(user=user, brand=brand_id, due_at__isnull=False)
    rows = list(waiting.select_related("case").order_by("pk")[:MOST])
    if not any(row.due_at and row.due_at <= now for row in rows):
        return 0
    brand = brands_of(user).filter(pk=brand_id).first()
    if brand is None:
        waiting.update(due_at=None)
        return 1
    domain, devices = domain_of(brand), list(Device.objects.filter(user=user).order_by("pk"))
    reader = _reader(user, brand, has_device=bool(devices), has_mailbox=bool(domain), now=now)
    plan = judging.plan(_told(rows), reader, now)
    by_key = {row.pk: row for row in rows}
    _push(user, brand, devices, [by_key[pk] for pk in plan.push], now)
    _mail(user, brand, domain, [by_key[pk] for pk in plan.mail], now)
    for row in rows:
        row.due_at = plan.due[row.pk]
    Notice.objects.bulk_update(rows, ["due_at", "pushed_at", "mailed_at"])
    return 1


def _told(rows: Sequence[Notice]) -> list[judging.Told]:
    done = over(rows)
    return [
        judging.Told(
            id=row.pk,
            kind=row.kind,
            told_at=row.told_at,
            is_over=row.pk in done,
            is_pushed=row.pushed_at is not None,
            is_mailed=row.mailed_at is not None,
        )
        for row in rows
    ]


def _reader(
    user: User, brand: Brand, *, has_device: bool, has_mailbox: bool, now: datetime
) -> judging.Reader:
    tz = ZoneInfo(brand.timezone)
    mails = Q(way=Way.MAIL)
    last = Errand.objects.filter(user=user, brand=brand).aggregate(
        pushed_at=Max("made_at", filter=Q(way=Way.PUSH)),
        mailed_at=Max("made_at", filter=mails),
        urgently_mailed_at=Max("made_at", filter=mails & Q(is_urgent=True)),
    )
    shifts = Shift.objects.filter(brand=brand, user=user)
    duties = (judging.Duty(one.weekday, one.starts, one.ends) for one in shifts)
    return judging.Reader(
        role=role_at(user, brand),
        wishes=user.wishes,
        has_device=has_device,
        has_mailbox=has_mailbox,
        quiet_until=judging.quiet_until(duties, now, tz),
        tz=tz,
        **last,
    )


def _push(
    user: User, brand: Brand, devices: Iterable[Device], rows: Sequence[Notice], now: datetime
) -> None:
    if not rows:
        return
    for device in devices:
        key = uuid.uuid4().hex
        _errand(user, brand, rows, now, way=Way.PUSH, device=device, key=key)
    for row in rows:
        row.pushed_at = now


def _mail(user: User, brand: Brand, domain: str, rows: Sequence[Notice], now: datetime) -> None:
    if not rows:
        return
    _errand(user, brand, rows, now, way=Way.MAIL, key=make_message_id(domain))
    for row in rows:
        row.mailed_at = now


def _errand(
    user: User, brand: Brand, rows: Sequence[Notice], now: datetime, **fields: object
) -> None:
    is_urgent = any(one.is_urgent for one in _told(rows))
    row = Errand.objects.create(
        user=user, brand=brand, is_urgent=is_urgent, made_at=now, due_at=now, **fields
    )
    row.notices.set(rows)
