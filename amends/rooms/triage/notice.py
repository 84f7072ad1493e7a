"""Tell a customer, in private, who looks after him now and by when he hears from us (S1-20)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from amends.casebook import clocks, doors, next_reply
from amends.casebook.errors import Refused
from amends.casebook.models import (
    Case,
    Clock,
    ClockKind,
    ClockState,
    Delivery,
    Message,
    Source,
    User,
    Visibility,
)
from amends.casebook.policies import policy_of
from amends.connectors.outgoing import private_platforms
from amends.messages import render
from amends.messages.when import say_when


REPLIES = (ClockKind.FIRST_REPLY, ClockKind.NEXT_REPLY)


def tell(case: Case, to: User, now: datetime) -> Delivery:
    """Put the notice of a hand-over into the outbox; raises Refused where no private door is open."""
    source = _private_door(case)
    language = case.language or case.brand.language
    due_at = answer_due(case, now)
    message = render(
        "hand_over",
        language,
        brand=case.brand.name_in(language),
        reference=str(case),
        answer_time=say_when(due_at, now, language, ZoneInfo(case.brand.timezone)),
        team=to.name or case.brand.name_in(language),
    )
    where = doors.address(case, source, Visibility.PRIVATE)
    return doors.put(
        case, where, message.text, now=now, message=Message.NOTICE, language=language
    )


def answer_due(case: Case, now: datetime) -> datetime:
    """Return by when the next answer is due; where no clock runs that can be kept, one starts."""
    running = Clock.objects.filter(
        case=case, state=ClockState.RUNNING, kind__in=REPLIES, limit_at__gt=now
    )
    clock = running.order_by("limit_at").first()
    if clock is not None:
        return clock.limit_at
    due_at = next_reply.due_at(case, now=now)
    return clocks.start_promise(case, now=now, due_at=due_at).limit_at


def _private_door(case: Case) -> Source:
    any_door = policy_of(case.brand).channel_private_target == "any"
    source = doors.private_source(case, private_platforms(), any_door=any_door)
    if source is None:
        raise Refused("no_private_door", "S1-20")
    return source
