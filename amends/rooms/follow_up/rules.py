"""When to ask whether it is solved, when to close, whom to send two questions."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any, Final

from amends.playbook.limits import Limits
from amends.playbook.verdict import Verdict


WAIT, ASK, CLOSE = "wait", "ask", "close"


@dataclass(frozen=True)
class Table:
    """How long the links we send stay open, in days."""

    confirmation_days: int
    survey_days: int


def parse_table(rows: Mapping[str, Any]) -> Table:
    """Check the rows of the room's table; raises ValueError naming the table."""
    read = Table(**rows["links"])
    if read.confirmation_days < 1 or read.survey_days < 1:
        raise ValueError(f"{_PATH}: links stay open for a day at least")
    return read


_PATH: Final = files("amends.rooms.follow_up") / "tables" / "follow_up.toml"
TABLE: Final = parse_table(tomllib.loads(_PATH.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked about one solution; ``can_ask`` is false where no private door is."""

    resolved_at: datetime
    asks: int
    last_asked_at: datetime | None
    can_ask: bool


def next_step(facts: Asked, now: datetime, limits: Limits) -> Verdict[str]:
    """Say whether to ask, to wait, or to take silence through the asks as the end (S3-39, S4a-33)."""
    due_at = (
        closes_at(facts, limits) if _is_asked_out(facts, limits) else _asks_at(facts, limits)
    )
    if now < due_at:
        return Verdict(WAIT)
    if _is_asked_out(facts, limits):
        return Verdict(CLOSE, ("silent_after_asks" if facts.asks else "nobody_to_ask", "S3-39"))
    return Verdict(ASK, (f"ask_{facts.asks + 1}", "S3-39", "S4a-33"))


def closes_at(facts: Asked, limits: Limits) -> datetime:
    """Return when silence closes the case if nothing more is asked."""
    gap = timedelta(hours=limits.confirmation_ask_gap_hours)
    if facts.last_asked_at is not None:
        return facts.last_asked_at + gap
    # Where nobody can be asked, the same time passes as if somebody had been.
    return _first_ask_at(facts, limits) + gap * limits.max_confirmation_asks


def _is_asked_out(facts: Asked, limits: Limits) -> bool:
    return facts.asks >= limits.max_confirmation_asks or not facts.can_ask


def _asks_at(facts: Asked, limits: Limits) -> datetime:
    if facts.last_asked_at is None:
        return _first_ask_at(facts, limits)
    return facts.last_asked_at + timedelta(hours=limits.confirmation_ask_gap_hours)


def _first_ask_at(facts: Asked, limits: Limits) -> datetime:
    return facts.resolved_at + timedelta(hours=limits.follow_up_hours)


def has_waited_enough(waiting_since: datetime, now: datetime, days: int) -> bool:
    """Tell whether a case that waits for the customer may be closed."""
    return now >= waiting_since + timedelta(days=days)


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFacts:
    """What decides whether a customer gets two questions."""

    may_survey: bool
    surveyed_at: datetime | None
    had_one: bool
    can_ask: bool


def survey_wanted(facts: SurveyFacts, now: datetime, cap_days: int) -> Verdict[bool]:
    """Say whether to send the survey: opted in, not lately, once a case (S2-12, C-26)."""
    last = facts.surveyed_at
    against = {
        "opted_out": not facts.may_survey,
        "surveyed_lately": last is not None and now < last + timedelta(days=cap_days),
        "had_one": facts.had_one,
        "no_private_door": not facts.can_ask,
    }
    because = tuple(code for code, holds in against.items() if holds)
    return Verdict(not because, (*because, "S2-12", "C-26"))


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteFacts:
    """What decides whether a customer may be invited to bring his review up to date."""

    may_invite: bool  # what the place allows
    is_confirmed: bool
    was_invited: bool
    has_open_remedy: bool
    remedy_at: datetime | None
    has_review: bool
    can_ask: bool


def judge_inviting(
    facts: InviteFacts, policy: str, now: datetime, cool_off_days: int
) -> Verdict[bool]:
    """Say whether to invite: once, after a confirmed solution, far from any remedy (C-02).

    Never where the place forbids it, and never to delete (S3-41, S3-45, S4d-15). Who did not
    answer, or not as hoped, is not asked again (S3-46).
    """
    cool_off = timedelta(days=cool_off_days)
    is_near = facts.remedy_at is not None and now < facts.remedy_at + cool_off
    against = {
        "invitations_off": policy != "neutral_invite",
        "place_forbids_invitations": not facts.may_invite,
        "not_confirmed": not facts.is_confirmed,
        "invited_before": facts.was_invited,
        "remedy_too_near": facts.has_open_remedy or is_near,
        "no_review_to_update": not facts.has_review,
        "nobody_to_invite": not facts.can_ask,
    }
    because = tuple(code for code, holds in against.items() if holds)
    return Verdict(not because, (*because, "C-02", "S3-41", "S3-45"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFacts:
    """What decides whether an answer to one of our links is taken."""

    expires_at: datetime
    is_answered: bool


def judge_answer(facts: AnswerFacts, now: datetime) -> Verdict[bool]:
    """Say whether an answer is taken: once, while the link is open."""
    if facts.is_answered:
        return Verdict(value=False, because=("already_answered",))
    if now >= facts.expires_at:
        return Verdict(value=False, because=("link_expired",))
    return Verdict(value=True)
