"""Decide what a mention becomes: set aside, or a case; which one, how grave, whose, by when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

from amends.playbook.policy import Policy
from amends.playbook.verdict import Verdict
from amends.rooms.triage.thresholds import THRESHOLDS


AUTOMATIC: Final = frozenset({"bounce", "auto_reply", "loop", "list"})
SAFETY: Final = 5
SAFETY_FIRST: Final = 1000.0
OVER: Final = frozenset({"resolved", "closed"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader understood; without one a person must look, so the defaults complain."""

    is_complaint: bool = True
    probability: float = 1.0
    is_unsure: bool = False
    sentiment: int = -1
    topics: tuple[str, ...] = ("other",)
    severity: int = 2
    anger: int = 0
    insult_to_person: bool = False
    repeat: bool = False
    churn: bool = False

    @property
    def is_thanks(self) -> bool:
        """Whether nothing is asked or complained about: praise, or kind words."""
        asks = self.is_complaint or self.repeat or "question" in self.topics
        return not asks and ("praise" in self.topics or self.sentiment > 0)


@dataclass(frozen=True, slots=True)
class Hearing:
    """What one mention is, before it is anybody's case."""

    reading: Reading
    is_private: bool
    automatic: str = ""
    is_ours: bool = False
    is_known: bool = False
    is_indirect: bool = False
    hit: str = (
        ""  # what the monitors found in what was not said to us; nothing where none listens
    )
    is_in_our_language: bool = True


def judge_hearing(heard: Hearing, policy: Policy) -> Verdict[str]:
    """Return why a mention is set aside, or nothing when it gets a case (S3-10, C-10)."""
    if heard.automatic in AUTOMATIC or heard.is_ours:
        code = heard.automatic if heard.automatic in AUTOMATIC else "ours"
        return Verdict(code, ("automatic",))
    if heard.is_indirect and (unasked := _judge_indirect(heard, policy)).value:
        return unasked
    reading = heard.reading
    if reading.is_complaint or reading.severity >= SAFETY:
        return Verdict("", ("S3-10", "complaint"))
    if heard.is_private:
        return Verdict("", ("S3-10", "private"))
    if reading.insult_to_person:
        return _judge_insult(policy, is_known=heard.is_known)
    return _judge_public(reading)


SET_ASIDE_BY_HIT: Final[Mapping[str, str]] = {
    "none": "not_named",
    "maybe": "maybe_us",
    "no": "not_us",
}
UNMATCHED: Final = frozenset({*SET_ASIDE_BY_HIT.values(), "indirect", "other_language"})


def _judge_indirect(heard: Hearing, policy: Policy) -> Verdict[str]:
    """Say why what was not said to us waits, or goes by: it is not about us, or nobody knows yet."""
    if policy.monitor_scope == "direct_only":
        return Verdict("indirect", ("C-27", "direct_only"))
    if policy.monitor_scope == "brand_languages" and not heard.is_in_our_language:
        return Verdict("other_language", ("C-27", "S4a-09"))
    return Verdict(SET_ASIDE_BY_HIT.get(heard.hit, ""), ("S4b-05", heard.hit or "unwatched"))


def forget_after(set_aside: str, policy: Policy) -> timedelta | None:
    """Return how long the words of somebody are kept who was not speaking of us; None for ever (C-27)."""
    if set_aside not in UNMATCHED:
        return None
    return timedelta(days=policy.monitor_retention_days_unmatched)


def _judge_insult(policy: Policy, *, is_known: bool) -> Verdict[str]:
    choice = (
        policy.abuse_insult_only_known_customer
        if is_known
        else policy.abuse_insult_only_unknown
    )
    because = ("S0-19", "C-10", "known" if is_known else "unknown")
    return Verdict("insult_only" if choice == "ignore" else "", because)


def _judge_public(reading: Reading) -> Verdict[str]:
    if "question" in reading.topics:
        return Verdict("", ("S3-10", "question"))
    if reading.is_unsure and reading.probability >= THRESHOLDS.unsure_from:
        return Verdict("", ("S3-10", "unsure"))
    if reading.is_thanks:
        return Verdict("praise", ("praise",))
    return Verdict("not_a_complaint", ("not_a_complaint",))


class Return(StrEnum):
    """What a later mention does to its case."""

    THANKS = "thanks"
    IN_WORK = "in_work"
    ANSWERED = "customer_answered"
    REOPENED = "not_solved"
    ASKS_AGAIN = "asks_again"
    QUIET = "quiet"


SETS_GOING: Final = frozenset({Return.ANSWERED, Return.REOPENED, Return.ASKS_AGAIN})


def judge_return(state: str, reading: Reading, *, is_private: bool) -> Return:
    """Tell what a later mention does to a case in a state (DESIGN, the life of a case; S3-39).

    Thanks leave a solved case solved. What is unclear in private is asked after, never dropped.
    """
    if reading.is_thanks:
        return Return.THANKS
    if state not in OVER:
        return Return.ANSWERED if state == "waiting" else Return.IN_WORK
    if reading.is_complaint or reading.repeat or reading.sentiment < 0:
        return Return.REOPENED
    asks = is_private or "question" in reading.topics
    return Return.ASKS_AGAIN if asks else Return.QUIET


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of the customer behind a case."""

    is_customer: bool = False
    is_vip: bool = False
    orders: int = 0
    earlier_cases: int = 0


def segments_of(person: Person, anger: int) -> tuple[str, ...]:
    """Return the groups a customer belongs to, each to be treated its own way (S1-10)."""
    belongs = {
        "angry": anger >= THRESHOLDS.angry_from,
        "vip": person.is_vip,
        "previous_complainer": person.earlier_cases > 0,
    }
    return tuple(name for name, is_one in belongs.items() if is_one)


def value_of(person: Person, *, churn: bool) -> float:
    """Return 0–1: what the shop stands to lose; it moves the queue, never rights or courtesy (C-17)."""
    parts = (
        THRESHOLDS.vip * person.is_vip,
        THRESHOLDS.loyal * (person.orders >= THRESHOLDS.loyal_from_orders),
        THRESHOLDS.customer * person.is_customer,
        THRESHOLDS.previous_complainer * (person.earlier_cases > 0),  # S1-13
        THRESHOLDS.churn * churn,
    )
    return round(min(1.0, sum(parts)), 4)


def age_share(waited: timedelta) -> float:
    """Return 0–1: how long somebody has waited, in steps."""
    hours = waited.total_seconds() / 3600
    return max((share for since, share in THRESHOLDS.age_bands if since <= hours), default=0.0)


def priority_of(severity: int, waited: timedelta, value: float, policy: Policy) -> float:
    """Return what orders the queue, larger first: severity 5 before all, then the sum (S1-17, C-17)."""
    weights = policy.limits
    total = (
        weights.severity_weight * severity
        + weights.age_weight * age_share(waited)
        + policy.triage_value_weight * value
    )
    return round(total + (SAFETY_FIRST if severity >= SAFETY else 0.0), 4)


@dataclass(frozen=True, slots=True)
class ReplyTimes:
    """By when an answer is due, in minutes, and why; ``is_safety`` runs on the wall, on call."""

    target_min: int
    limit_min: int
    because: tuple[str, ...]
    is_safety: bool = False


def first_reply_times(
    *, is_private: bool, severity: int, age: timedelta, policy: Policy
) -> ReplyTimes | None:
    """Return by when the first answer is due; None for what came out of an archive.

    What everybody reads has a clock of its own (S4a-01).
    """
    if is_backlog(age, policy):
        return None
    if is_private:
        target = policy.limits.private_first_reply_target_min
        times = ReplyTimes(target, policy.limits.private_first_reply_max_min, ("S3-11", "C-07"))
    else:
        target = policy.sla_public_first_reply_target_min
        rules = ("S4a-11", "S4a-12", "C-04")
        times = ReplyTimes(target, policy.sla_public_first_reply_max_min, rules)
    return _within_safety(times, severity, policy)


def is_backlog(age: timedelta, policy: Policy) -> bool:
    """Tell whether a mention comes out of an archive: it gets no clock (S3-10)."""
    return age > timedelta(days=policy.limits.import_backlog_days)


def _within_safety(times: ReplyTimes, severity: int, policy: Policy) -> ReplyTimes:
    if severity < SAFETY:
        return times
    most = policy.limits.safety_first_reply_max_min
    target, limit = min(times.target_min, most), min(times.limit_min, most)
    return ReplyTimes(target, limit, ("S4c-13",), is_safety=True)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may own a case; no languages named means any."""

    user_id: int
    is_on_duty: bool
    languages: tuple[str, ...] = ()


def is_on_duty(weekday: int, starts: time, ends: time, local: datetime) -> bool:
    """Tell whether a weekly shift covers a local time; it may run past midnight, its end is out."""
    at, today = local.time(), local.weekday() == weekday
    if starts < ends:
        return today and starts <= at < ends
    is_morning_after = local.weekday() == (weekday + 1) % 7
    return (today and at >= starts) or (is_morning_after and at < ends)


def fit_for(
    team: Iterable[Colleague], language: str, *, mode: str, is_private: bool
) -> Verdict[tuple[int, ...]]:
    """Return who may take a case: the shift that speaks the language (S4a-05, C-14).

    ``mode`` is assignment.mode: nobody for single_person (the lead takes all), everybody for a
    private case in a pool. Nobody: the lead takes it.
    """
    if mode == "single_person":
        return Verdict((), ("C-14", "single_person"))
    is_pool = mode == "pool" and is_private
    fit = tuple(
        one.user_id
        for one in team
        if (one.is_on_duty or is_pool) and (not one.languages or language in one.languages)
    )
    return Verdict(fit, ("C-14", "pool" if is_pool else "shift"))


def choose_owner(
    fit: Verdict[tuple[int, ...]], open_cases: Mapping[int, int], lead: int | None, owner: int
) -> Verdict[int]:
    """Return the one owner: who has least to do, else the team lead, else the brand's owner."""
    if fit.value:
        chosen = min(fit.value, key=lambda user: (open_cases.get(user, 0), user))
        return Verdict(chosen, ("S4a-05", *fit.because))
    if lead is not None:
        return Verdict(lead, ("S4a-05", "lead"))
    return Verdict(owner, ("S4a-05", "brand_owner"))
