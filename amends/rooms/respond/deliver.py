"""Send what was decided: claim, speak without a transaction, settle. The only place that sends."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction

from amends.casebook import ledger, outbox, vault
from amends.casebook.models import Delivery, DeliveryState, Message, Visibility
from amends.casebook.policies import policy_of
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    ConnectorError,
    NeedsReconnecting,
    Outgoing,
    OutOfCredits,
    Sent,
    Speaker,
    Undeliverable,
)
from amends.connectors.protocol import Visibility as Reach
from amends.connectors.registry import CONNECTORS
from amends.rooms.respond.enclosing import enclosed
from amends.rooms.respond.holding import hold_back
from amends.rooms.respond.limits import LIMITS
from amends.rooms.respond.settling import settle_as, settle_sent


log = structlog.get_logger()
S = DeliveryState


def deliver(now: datetime, limit: int = 50) -> int:
    """Send up to ``limit`` deliveries that are due; returns how many were settled either way.

    A text whose fate nobody knows is never sent again in public: a person decides. E-mail, whose
    Message-ID makes a second copy harmless, is (invariant 4). Any number of workers may call this.
    """
    settled = sum(_settle_stale(delivery, now) for delivery in outbox.stale(now))
    for delivery in outbox.claim(now, limit):
        settled += 0 if hold_back(delivery, now) else _deliver_one(delivery, now)
    return settled


def _settle_stale(delivery: Delivery, now: datetime) -> int:
    return int(_settle_unsure(delivery, now, "worker_lost"))


def _deliver_one(delivery: Delivery, now: datetime) -> int:
    if _is_beyond_the_limit(delivery, now):
        return 1
    try:
        speaker, outgoing = _speaker(delivery), _outgoing(delivery)
    except Exception as error:  # noqa: BLE001 - part of the loop: one broken source stops no other
        return _postpone(delivery, now, "source_not_usable", error)
    try:
        sent = speaker.say(outgoing)
    except BrokenPage as error:
        return _unsure(delivery, now, error)
    except ConnectorError as error:
        return _settle_refused(delivery, now, error)
    except Exception as error:  # noqa: BLE001 - anything else leaves the fate open
        return _unsure(delivery, now, error)
    return int(_settle_said(delivery, now, sent))


def _is_beyond_the_limit(delivery: Delivery, now: datetime) -> bool:
    """Count again under lock at the last moment, whichever room wrote it (invariant 6)."""
    is_governed = delivery.visibility == Visibility.PUBLIC and delivery.counts
    if not is_governed or delivery.message != Message.REPLY or delivery.author is None:
        return False
    with transaction.atomic():
        ledger.lock(delivery.case)
        outbox.lock_thread(delivery.author)
        most = policy_of(delivery.case.brand).public_max_replies_per_person_thread
        if outbox.public_replies_before(delivery) < most:
            return False
        because = ("third_public_reply", "S4c-01")
        settle_as(delivery, S.CANCELLED, now=now, code="third_public_reply", because=because)
    return True


def _speaker(delivery: Delivery) -> Speaker:
    source = delivery.source
    speaker = CONNECTORS[source.kind].build(vault.unseal(source.settings))
    if not isinstance(speaker, Speaker):
        raise TypeError(f"{source.kind} cannot speak")
    return speaker


def _outgoing(delivery: Delivery) -> Outgoing:
    return Outgoing(
        to=delivery.to,
        text=delivery.text,
        visibility=Reach(delivery.visibility),
        key=delivery.key,
        parent=delivery.parent,
        thread=delivery.thread,
        references=tuple(delivery.references),
        subject=delivery.subject,
        language=delivery.language,
        automatic=delivery.message != Message.REPLY,
        attachments=enclosed(delivery),
    )


def _settle_said(delivery: Delivery, now: datetime, sent: Sent) -> bool:
    return settle_sent(delivery, now=now, external_id=sent.external_id, url=sent.url)


def _settle_refused(delivery: Delivery, now: datetime, error: ConnectorError) -> int:
    """Settle what certainly did not go out: later, or never."""
    if isinstance(error, Undeliverable):
        code = "undeliverable"
        return int(settle_as(delivery, S.FAILED, now=now, code=code, error_detail=str(error)))
    wait = None
    if isinstance(error, Busy):
        wait = timedelta(seconds=error.retry_after_s)
    elif isinstance(error, NeedsReconnecting):
        wait = timedelta(minutes=LIMITS.reconnect_wait_min)
    return _postpone(delivery, now, _CODES.get(type(error), "unreachable"), error, wait)


_CODES: dict[type[ConnectorError], str] = {
    Busy: "busy",
    NeedsReconnecting: "needs_reconnecting",
    OutOfCredits: "out_of_credits",
}


def _postpone(
    delivery: Delivery,
    now: datetime,
    code: str,
    error: Exception,
    wait: timedelta | None = None,
) -> int:
    log.warning("delivery_postponed", delivery=delivery.pk, code=code, error=repr(error))
    is_over = delivery.attempts >= LIMITS.max_attempts
    later = now + (wait if wait is not None else LIMITS.wait_after(delivery.attempts))
    return int(
        settle_as(
            delivery,
            S.FAILED if is_over else S.READY,
            now=now,
            code=code,
            not_before=later,
            error_detail=str(error),
        )
    )


def _unsure(delivery: Delivery, now: datetime, error: Exception) -> int:
    log.warning("delivery_fate_unknown", delivery=delivery.pk, error=repr(error))
    return int(_settle_unsure(delivery, now, "no_answer", str(error)))


def _settle_unsure(delivery: Delivery, now: datetime, code: str, detail: str = "") -> bool:
    """Ask a person in public; send again where a second copy does no harm."""
    kind = CONNECTORS.get(delivery.source.kind)
    may_repeat = kind is not None and kind.capability.may_repeat
    is_over = delivery.attempts >= LIMITS.max_attempts
    state = S.READY if may_repeat and not is_over else S.UNKNOWN
    later = now + LIMITS.wait_after(delivery.attempts)
    return settle_as(
        delivery,
        state,
        now=now,
        code=code,
        because=("invariant_4",),
        not_before=later,
        error_detail=detail,
    )
