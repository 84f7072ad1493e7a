"""Carry errands out of the house: claim, speak without a transaction, settle.

A mail that may have arrived is sent again with its Message-ID, a push with its topic: both show up
once. A mail server or a push service that fails delays nothing else.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog
from django.db.models import F

from amends.casebook.models import Brand, Device, Errand, ErrandState, User, Way
from amends.casebook.roles import brands_of
from amends.connectors.network.http import Http
from amends.connectors.protocol import Busy, Undeliverable
from amends.connectors.push.wire import DeviceGone, push
from amends.rooms.triage.reaching import devices, letters
from amends.rooms.triage.reaching.mailboxes import mailbox_of


log = structlog.get_logger()
S = ErrandState
STALE_AFTER = timedelta(minutes=5)
WAITS_MIN = (1, 5, 15, 60, 240)  # after each try; then it is given up
AT_ONCE = 50


class _GivenUp(Exception):
    """There is nobody to bring it to any more, or nothing left to say."""


def carry(now: datetime, *, http: Http | None = None) -> int:
    """Bring out what is due; returns how many errands were settled either way.

    Any number of workers may call this: an errand is claimed by one. After the first failure of a
    brand's mailbox its other mails wait as well.
    """
    _free_the_lost(now)
    dumb: set[int | None] = set()
    settled = 0
    for errand in _claimed(now):
        is_mail = errand.way == Way.MAIL
        if is_mail and errand.brand_id in dumb:
            _postpone(errand, now, "unreachable")
        elif not _bring(errand, now, http) and is_mail:
            dumb.add(errand.brand_id)
        settled += 1
    return settled


def _free_the_lost(now: datetime) -> None:
    """Let those of a dead worker be claimed again."""
    lost = Errand.objects.filter(state=S.SENDING, claimed_at__lte=now - STALE_AFTER)
    if lost.exists():  # writing takes a turn from other writers, even where nothing changes
        lost.update(state=S.READY)


def _claimed(now: datetime) -> Iterator[Errand]:
    ready = Errand.objects.filter(state=S.READY, due_at__lte=now).order_by(
        "-is_urgent", "due_at"
    )
    for pk in list(ready.values_list("pk", flat=True)[:AT_ONCE]):
        mine = Errand.objects.filter(pk=pk, state=S.READY)
        if mine.update(state=S.SENDING, claimed_at=now, attempts=F("attempts") + 1):
            yield Errand.objects.select_related("brand", "user", "device").get(pk=pk)


def _bring(errand: Errand, now: datetime, http: Http | None) -> bool:
    """Bring one out and settle it; False when its channel failed."""
    try:
        _speak(errand, now, http)
    except DeviceGone:
        _forget(errand.device)
        _settle(errand, S.FAILED, now, "device_gone")
    except (_GivenUp, Undeliverable) as error:
        _settle(errand, S.FAILED, now, "undeliverable")
        log.warning("errand_given_up", errand=errand.pk, error=type(error).__name__)
    except Exception as error:  # noqa: BLE001 - part of the loop: one broken channel stops no other
        wait = timedelta(seconds=error.retry_after_s) if isinstance(error, Busy) else None
        code = "busy" if wait else "unreachable"
        _postpone(errand, now, code, wait)
        # Its words may name where a device is reached.
        kind = type(error).__name__
        log.warning("errand_postponed", errand=errand.pk, way=errand.way, error=kind)
        return wait is not None
    else:
        _settle(errand, S.SENT, now)
    return True


def _speak(errand: Errand, now: datetime, http: Http | None) -> None:
    rows = letters.carried(errand)
    if not rows and errand.notices.exists():
        raise _GivenUp
    brand = _still_open(errand.brand, errand.user) if errand.brand else None
    if errand.way == Way.PUSH:
        _push(errand, letters.push_of(errand, rows, now), now, http)
        return
    mailbox = mailbox_of(brand) if brand else None
    if mailbox is None:
        raise _GivenUp
    mailbox.speaker.say(letters.mail_of(errand, rows, now))


def _push(errand: Errand, words: bytes, now: datetime, http: Http | None) -> None:
    device = errand.device
    if device is None or device.user_id != errand.user_id:
        raise _GivenUp
    push(
        devices.sender(),
        devices.reached_at(device),
        words,
        topic=errand.key,
        is_urgent=errand.is_urgent,
        now=now,
        http=http,
    )
    Device.objects.filter(pk=device.pk).update(reached_at=now)


def _still_open(brand: Brand, user: User) -> Brand:
    """Return the brand, if its walls still hold the person: he may have left since."""
    if not brands_of(user).filter(pk=brand.pk).exists():
        raise _GivenUp
    return brand


def _forget(device: Device | None) -> None:
    if device is not None:
        device.delete()


def _settle(errand: Errand, state: str, now: datetime, code: str = "") -> None:
    left_at = now if state == S.SENT else None
    mine = Errand.objects.filter(pk=errand.pk, state=S.SENDING)
    mine.update(state=state, left_at=left_at, error_code=code)


def _postpone(errand: Errand, now: datetime, code: str, wait: timedelta | None = None) -> None:
    if errand.attempts > len(WAITS_MIN):
        _settle(errand, S.FAILED, now, code)
        return
    later = now + (wait or timedelta(minutes=WAITS_MIN[errand.attempts - 1]))
    mine = Errand.objects.filter(pk=errand.pk, state=S.SENDING)
    mine.update(state=S.READY, due_at=later, error_code=code)
