"""What may leave, through which door, when, and how often in public."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from amends.connectors.protocol import Capability, Door
from amends.connectors.values.lengths import length
from amends.playbook.contract import Finding
from amends.playbook.policy import Policy
from amends.playbook.review import LONGEST_DRAFT
from amends.playbook.verdict import Verdict


PUBLIC = "public"
ALLOWED, EXEMPT, EXCEPTION, REFUSED = "allowed", "exempt", "exception", "refused"
SAFETY_SEVERITY = 5
# S4d-15, C-02: the review hints at it in anybody's text; this desk never sends it.
NEVER_SENT = frozenset({"removal_request"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFacts:
    """What decides whether one more public reply to a person in a thread may be written.

    ``claimed`` is the exemption the writer names; the other fields are what the rows say.
    """

    given: int
    claimed: str = ""
    is_safety: bool = False
    is_confirmed: bool = False
    is_other_person: bool = False
    has_new_words: bool = False
    has_reason: bool = False
    has_exception: bool = False


def judge_public_reply(facts: PublicFacts, policy: Policy) -> Verdict[str]:
    """Say whether a public reply counts, is exempt (C-12), is excepted, or is refused (S4c-01).

    A claim that the rows do not bear out is refused even below the limit. A troll and those who
    take his side get no more than anybody, each counted by himself (S4a-19).
    """
    if facts.claimed:
        return _judge_claim(facts, policy)
    if facts.given < policy.public_max_replies_per_person_thread:
        return Verdict(ALLOWED, ("S4c-01",))
    for name in ("safety", "confirmed_closure"):
        if name in policy.public_exemptions and _holds(name, facts):
            return Verdict(EXEMPT, (name, "C-12"))
    if facts.has_exception:
        return Verdict(EXCEPTION, ("managers_exception", "S4c-01", "C-12"))
    return Verdict(REFUSED, ("third_public_reply", "S4c-01", "C-12"))


def _judge_claim(facts: PublicFacts, policy: Policy) -> Verdict[str]:
    if facts.claimed not in policy.public_exemptions:
        return Verdict(REFUSED, ("no_such_exemption", "C-12"))
    if not _holds(facts.claimed, facts):
        return Verdict(REFUSED, ("exemption_not_borne_out", "C-12"))
    return Verdict(EXEMPT, (facts.claimed, "C-12"))


def _holds(exemption: str, facts: PublicFacts) -> bool:
    return {
        "safety": facts.is_safety,
        "confirmed_closure": facts.is_confirmed,
        "other_person": facts.is_other_person,
        # Whether it is a new question is the writer's word, so he gives a reason.
        "new_issue": facts.has_new_words and facts.has_reason,
    }[exemption]


def look_needed(reach: int, policy: Policy, *, is_alone: bool) -> str:
    """Return whose second look a public reply needs: nobody's, one's own or a colleague's (S4a-35).

    Who answers alone looks twice himself. An unknown reach counts as none.
    """
    if reach >= policy.limits.colleague_look_from_reach and not is_alone:
        return "colleague"
    smaller = min(policy.limits.second_look_from_reach, policy.limits.colleague_look_from_reach)
    return "own" if reach >= smaller else ""


def door_of(capability: Capability, visibility: str) -> Door:
    """Return how an answer of this visibility reaches a channel."""
    return capability.public if visibility == PUBLIC else capability.private


def window_of(capability: Capability, visibility: str) -> int:
    """Return for how many hours after the customer's last words a door is open; 0 for always."""
    is_public = visibility == PUBLIC
    return capability.public_window_hours if is_public else capability.private_window_hours


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorFacts:
    """Where a text is meant to go, and when the customer was last heard there."""

    text: str
    visibility: str
    capability: Capability | None
    last_heard_at: datetime | None
    now: datetime


def judge_door(facts: DoorFacts) -> Verdict[Door]:
    """Say through which door a text goes; NONE with the reason where it cannot."""
    capability = facts.capability
    if capability is None or door_of(capability, facts.visibility) is Door.NONE:
        return Verdict(Door.NONE, (f"no_{facts.visibility}_door", "C-03"))
    if not facts.text.strip():
        return Verdict(Door.NONE, ("reply_empty",))
    if (
        0
        < capability.max_length
        < length(facts.text, capability.counting, capability.link_length)
    ):
        return Verdict(Door.NONE, ("too_long",))
    if len(facts.text) > LONGEST_DRAFT:
        return Verdict(Door.NONE, ("longer_than_reviewed",))
    window = timedelta(hours=window_of(capability, facts.visibility))
    if window and (facts.last_heard_at is None or facts.now > facts.last_heard_at + window):
        return Verdict(Door.NONE, ("window_closed",))
    return Verdict(door_of(capability, facts.visibility))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFacts:
    """What the desk itself has to say about a draft, beside the review of its words."""

    visibility: str
    case_visibility: str
    has_public_reply: bool
    has_public_door: bool
    is_insult_only: bool
    is_known_customer: bool


def desk_warnings(facts: DeskFacts, policy: Policy) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (code, rules) of what deserves a reason before a reply leaves."""
    # S0-16, S4b-18, S4b-19, S4b-23: whoever complains in public is answered where he spoke first.
    is_private_first = (
        policy.channel_public_first
        and facts.case_visibility == PUBLIC
        and facts.visibility != PUBLIC
        and facts.has_public_door
        and not facts.has_public_reply
    )
    ignores = {
        True: policy.abuse_insult_only_known_customer,
        False: policy.abuse_insult_only_unknown,
    }[facts.is_known_customer]
    warnings = {
        ("private_first", ("S4b-16", "C-03")): is_private_first,
        ("insult_only", ("S0-19", "C-10")): facts.is_insult_only and ignores == "ignore",
    }
    return tuple(warning for warning, holds in warnings.items() if holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFacts:
    """What decides whether a new private case gets an automatic receipt."""

    is_live: bool
    is_on: bool
    is_new: bool
    is_automatic: bool
    is_backlog: bool
    has_door: bool
    had_one: bool
    to_author_today: int


def receipt_wanted(facts: ReceiptFacts, per_author_and_day: int) -> Verdict[bool]:
    """Say whether a receipt goes out: to people only, once a case, few to one person a day (C-07)."""
    against = {
        "policy_not_approved": not facts.is_live,
        "switched_off": not facts.is_on,
        "not_new": not facts.is_new,
        "automatic": facts.is_automatic,
        "backlog": facts.is_backlog,
        "no_private_door": not facts.has_door,
        "had_one": facts.had_one,
        "loop_guard": facts.to_author_today >= per_author_and_day,
    }
    because = tuple(code for code, holds in against.items() if holds)
    return Verdict(not because, because or ("automatic_receipt", "C-07"))


def weighed_here(findings: Iterable[Finding], policy: Policy) -> list[Finding]:
    """Return findings at the level they have on this desk, without what the policy switched off.

    A plea to delete a review blocks (S4d-15), money promised too early or too high asks why
    (S3-23), an apology without a next step weighs what the policy says (C-16).
    """
    own = {
        **dict.fromkeys(NEVER_SENT, "block"),
        "over_promise": "warn",
        "apology_without_next_step": policy.lint_apology_without_next_step,
    }
    levels = [(one, own.get(one.code, one.level)) for one in findings]
    return [replace(one, level=level) for one, level in levels if level != "off"]  # type: ignore[arg-type]  # off is left out


def unreasoned(findings: Iterable[Finding], reasons: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes of warnings that nobody gave a reason for, each once."""
    warned = dict.fromkeys(one.code for one in findings if one.level == "warn")
    return tuple(code for code in warned if not reasons.get(code, "").strip())


def blocked(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the codes of findings that cannot be sent, each once."""
    return tuple(dict.fromkeys(one.code for one in findings if one.level == "block"))
