"""What may be promised, given and called solved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.playbook.verdict import Verdict
from amends.rooms.resolve.remedies import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyFacts:
    """What decides over a remedy; amounts in the currency's smallest unit.

    ``is_decider`` is about the person who proposes, ``has_other_decider`` about the brand.
    """

    kind: str
    topics: tuple[str, ...]
    is_goodwill: bool
    amount_minor: int
    currency: str
    verdict: str
    standing: str
    is_decider: bool
    has_other_decider: bool
    has_remedy: bool
    is_fix_agreed: bool
    is_fix_recorded: bool
    limit_minor: int
    gift_timing: str
    refund_before_verdict: str


APPROVED, PROPOSED, REFUSED = "approved", "proposed", "refused"
_DOUBTED = frozenset({"suspected_fake", "troll"})


def judge_remedy(facts: RemedyFacts, table: Table) -> Verdict[str]:
    """Say whether a remedy is approved at once, waits for a decider, or is refused."""
    refusals = (
        *(("one_remedy", "C-09") if facts.has_remedy and not facts.is_goodwill else ()),
        *(("amount_needs_currency",) if facts.amount_minor and not facts.currency else ()),
        *(_goodwill_refusals(facts, table) if facts.is_goodwill else ()),
    )
    if refusals:
        return Verdict(REFUSED, refusals)
    reasons = _reasons_to_ask(facts, table)
    return Verdict(PROPOSED, reasons) if reasons else Verdict(APPROVED, ("S1-28",))


def _goodwill_refusals(facts: RemedyFacts, table: Table) -> tuple[str, ...]:
    """Say why a gift may not be given yet: it comes at the end, after the fix (S3-33)."""
    if facts.kind not in table.goodwill:
        return ("entitlement_is_no_gift", "C-09")
    is_in_time = {
        "after_fix": facts.is_fix_recorded,
        "with_fix": facts.is_fix_recorded or facts.is_fix_agreed,
        "any": True,
    }[facts.gift_timing]
    return () if is_in_time else ("gift_before_fix", "C-09", "S3-15")


def _reasons_to_ask(facts: RemedyFacts, table: Table) -> tuple[str, ...]:
    """Give the reasons why somebody else must agree (S1-28)."""
    above = facts.amount_minor > facts.limit_minor
    if facts.is_decider:
        # Four eyes on large sums, except where there is only one pair.
        return ("above_limit", "S1-28") if above and facts.has_other_decider else ()
    reasons = {
        ("above_limit", "S1-28"): above,
        ("not_matched", "S2-27"): not facts.is_goodwill and not _matches(facts, table),
        ("claim_not_upheld", "C-08"): facts.verdict == "not_upheld" and not facts.is_goodwill,
        ("refund_before_verdict", "C-24"): _is_early_refund(facts),
        ("author_doubted", "C-25"): facts.standing in _DOUBTED,
    }
    return tuple(code for codes, holds in reasons.items() if holds for code in codes)


def _matches(facts: RemedyFacts, table: Table) -> bool:
    return facts.kind in table.matching(facts.topics)


def _is_early_refund(facts: RemedyFacts) -> bool:
    is_early = facts.kind == "refund" and not facts.verdict
    return is_early and facts.refund_before_verdict == "rights_only"


def options_for(topics: Sequence[str], table: Table) -> tuple[str, ...]:
    """Return two to four remedies that fit the failure, best first (S2-27, S3-35)."""
    return table.matching(topics)[: table.options_max]


def judge_promise(
    due_at: datetime, now: datetime, next_contact_at: datetime, *, has_reason: bool
) -> Verdict[bool]:
    """Say whether a time may be promised: exact, in the future, and why where it is far off.

    ``next_contact_at`` is the latest that needs no reason: an hour of covered time by default.
    Rules C-05, S3-26, S3-27, S1-22.
    """
    if due_at.tzinfo is None:
        return Verdict(value=False, because=("promise_without_zone", "C-05"))
    if due_at <= now:
        return Verdict(value=False, because=("promise_in_the_past", "C-05"))
    if due_at <= next_contact_at:
        return Verdict(value=True, because=("S3-26", "C-05"))
    if not has_reason:
        return Verdict(value=False, because=("promise_needs_reason", "S3-27", "C-05"))
    return Verdict(value=True, because=("later_than_next_contact", "S3-27", "C-05"))


def is_nearly_due(due_at: datetime, made_at: datetime, now: datetime, warning_min: int) -> bool:
    """Tell whether it is time to call for help before a promise breaks (S3-26).

    A short promise is not called out the moment it is made: half of its time is left alone.
    """
    lead = min(timedelta(minutes=warning_min), (due_at - made_at) / 2)
    return now >= due_at - lead


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveFacts:
    """What must be there before a case is called solved."""

    has_investigation: bool
    has_wish: bool
    has_cause: bool
    has_open_promise: bool
    has_open_remedy: bool


def judge_resolving(facts: ResolveFacts) -> Verdict[bool]:
    """Say whether a case may be resolved, and everything that is still missing.

    Its cause is known or known to be unknown (S0-09); the customer was asked for his wish (S3-34).
    """
    missing = {
        ("no_investigation", "S3-12"): not facts.has_investigation,
        ("no_wish", "S0-11"): not facts.has_wish,
        ("no_cause", "S0-01"): not facts.has_cause,
        ("open_promise", "S3-26"): facts.has_open_promise,
        ("open_remedy", "S3-28"): facts.has_open_remedy,
    }
    because = tuple(code for codes, holds in missing.items() if holds for code in codes)
    return Verdict(not because, because or ("S3-28",))


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseFacts:
    """What decides whether a person may close a case."""

    state: str
    outcome: str
    verdict: str
    has_reason: bool
    is_confirmed: bool
    has_open_promise: bool


def judge_closing(facts: CloseFacts) -> Verdict[bool]:
    """Say whether a person may close: resolved is not closed without the customer (S3-39).

    A customer is not always right, but nobody is turned away without a verdict (S1-03).
    """
    is_resolved = facts.state == "resolved"
    refusals = {
        ("reason_missing",): not facts.has_reason,
        ("open_promise", "S3-26"): facts.has_open_promise,
        ("not_confirmed", "S3-39"): facts.outcome == "accepted" and not facts.is_confirmed,
        ("silence_is_asked_twice", "S3-39"): is_resolved and facts.outcome == "no_answer",
        ("verdict_missing", "C-08"): facts.outcome == "rejected"
        and facts.verdict not in {"partly", "not_upheld"},
    }
    because = tuple(code for codes, holds in refusals.items() if holds for code in codes)
    return Verdict(not because, because or ("closed_by_person",))
