"""Decide to which case a mention belongs: one open case per customer and problem; no Django here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from amends.playbook.verdict import Verdict
from amends.rooms.triage.thresholds import THRESHOLDS


GENERIC_TOPICS: Final = frozenset({"other", "question", "praise"})
# What people say about how a problem is handled: no problem of its own beside an open one.
HANDLING_TOPICS: Final = frozenset(
    {"no_response", "refund", "return_exchange", "staff_behavior"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Who wrote a mention and of what; ``is_forged``: his mail failed our server's checks."""

    author_id: int | None
    customer_id: int | None
    said_at: datetime
    source_id: int
    topics: frozenset[str] = frozenset()
    order_id: int | None = None
    is_forged: bool = False
    deserves_case: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One case a mention might belong to, and what connects the two."""

    id: int
    state: str
    author_id: int | None
    customer_id: int | None
    source_id: int
    last_heard_at: datetime
    closed_at: datetime | None = None
    topics: frozenset[str] = frozenset()
    order_ids: frozenset[int] = frozenset()
    is_referenced: bool = False
    is_same_thread: bool = False
    is_written_to: bool = False


def choose_case(arrival: Arrival, candidates: Iterable[Candidate]) -> Verdict[int | None]:
    """Return the case a mention belongs to, the closest tie first; None for a new one (S2-14).

    A reference opens nothing by itself: the sender must be the author or customer of the case,
    or anybody who guesses a Message-ID or a thread writes into a stranger's case.
    """
    found = list(candidates)
    if not arrival.is_forged:
        own = [case for case in found if is_same_person(arrival, case)]
        own.sort(key=lambda case: (case.last_heard_at, case.id), reverse=True)
        for tie in (_talk_tie, _problem_tie):
            for case in own:
                if code := tie(arrival, case):
                    return Verdict(case.id, ("S2-14", code))
        still_open = [case for case in own if case.state != "closed"]
        if len(still_open) == 1 and _names_nothing_else(arrival, still_open[0]):
            return Verdict(still_open[0].id, ("S2-14", "C-03", "only_open_case"))
    if any(case.is_referenced or case.is_same_thread for case in found):
        code = "sender_not_proven" if arrival.is_forged else "thread_of_another_person"
        return Verdict(None, ("new", code))
    return Verdict(None, ("new",))


def is_same_person(arrival: Arrival, case: Candidate) -> bool:
    """Tell whether author or customer are the same; nobody is never the same as nobody."""
    is_author = arrival.author_id is not None and arrival.author_id == case.author_id
    is_customer = arrival.customer_id is not None and arrival.customer_id == case.customer_id
    return is_author or is_customer


def _names_nothing_else(arrival: Arrival, case: Candidate) -> bool:
    """Tell whether somebody whom we asked to go on in private simply goes on, whatever the channel."""
    silence = arrival.said_at - case.last_heard_at
    is_recent = silence <= timedelta(days=THRESHOLDS.only_case_days)
    names_other_order = arrival.order_id is not None and bool(case.order_ids)
    is_vague = not arrival.topics - GENERIC_TOPICS - HANDLING_TOPICS
    return arrival.deserves_case and is_recent and is_vague and not names_other_order


def _talk_tie(arrival: Arrival, case: Candidate) -> str:
    """Tie a mention to the conversation it answers; a case closed long ago stays closed."""
    closed_for = arrival.said_at - (case.closed_at or arrival.said_at)
    if case.state == "closed" and closed_for > timedelta(days=THRESHOLDS.reopen_days):
        return ""
    if case.is_referenced:
        return "reference"
    if case.is_same_thread:
        return "thread"
    # C-03: who was written to in private and answers there answers that, whatever he names.
    return "our_private_message" if case.is_written_to else ""


def _problem_tie(arrival: Arrival, case: Candidate) -> str:
    """Tie a mention to an open case about the same problem; two orders are two problems."""
    if case.state == "closed" or not arrival.deserves_case:
        return ""
    silence = arrival.said_at - case.last_heard_at
    is_recent = silence <= timedelta(days=THRESHOLDS.same_problem_days)
    if is_recent and arrival.order_id is not None and case.order_ids:
        return "order" if arrival.order_id in case.order_ids else ""
    mine, theirs = arrival.topics - GENERIC_TOPICS, case.topics - GENERIC_TOPICS
    if is_recent and mine & theirs:
        return "topic"
    is_one_talk = silence <= timedelta(hours=THRESHOLDS.same_talk_hours)
    is_silent = not (mine and theirs) and case.source_id == arrival.source_id
    return "talk" if is_silent and is_one_talk else ""
