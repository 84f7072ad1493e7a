"""How long a written reply rests: the customer finishes writing, anger cools, a slip is called back.

Only the words rest; the work on the case never does (C-04).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.playbook.policy import Policy
from amends.playbook.verdict import Verdict
from amends.rooms.respond.rules import PUBLIC, SAFETY_SEVERITY


COOL_DOWN, STILL_WRITING = "cool_down", "still_writing"


@dataclass(frozen=True, slots=True, kw_only=True)
class RestFacts:
    """What decides how long a reply rests; ``is_chat`` where people write in bursts."""

    visibility: str
    anger: int
    severity: int
    is_chat: bool
    last_heard_at: datetime | None
    now: datetime


def judge_rest(facts: RestFacts, policy: Policy) -> Verdict[datetime]:
    """Say from when on a reply may leave, and what it rests for.

    The seconds in which every reply can be called back need no reason.
    """
    undo_over = facts.now + timedelta(seconds=policy.limits.undo_s)
    minutes = cool_down_min(facts.visibility, facts.anger, facts.severity, policy)
    cooled = facts.now + timedelta(minutes=minutes)
    quiet = quiet_at(facts, policy)
    because = (*((COOL_DOWN, "C-04", "S4c-05") if minutes else ()),)
    if quiet is not None and quiet > facts.now:
        because += (STILL_WRITING, "S0-03")
    return Verdict(max(undo_over, cooled, quiet or undo_over), because)


def cool_down_min(visibility: str, anger: int, severity: int, policy: Policy) -> int:
    """Return how many minutes anger makes a reply rest: angry public cases only (C-04, S4c-05).

    It is the time in which nobody takes a hard word for himself (S3-13, S4a-16).

    Where safety is at stake nothing rests.
    """
    if visibility != PUBLIC or severity >= SAFETY_SEVERITY:
        return 0
    is_angry = anger >= policy.limits.anger_cooldown_from
    return policy.cooldown_angry_public_min if is_angry else 0


def quiet_at(facts: RestFacts, policy: Policy) -> datetime | None:
    """Return when the customer has been quiet long enough to have told it all; chats only (S0-03)."""
    if not facts.is_chat or facts.last_heard_at is None or facts.severity >= SAFETY_SEVERITY:
        return None
    return facts.last_heard_at + timedelta(seconds=policy.limits.chat_quiet_s)
