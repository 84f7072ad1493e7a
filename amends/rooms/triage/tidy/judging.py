"""Decide what a person may do to the order of cases; no Django here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from amends.language.normalise import fold
from amends.playbook.verdict import Verdict
from amends.rooms.triage.thresholds import THRESHOLDS


SAFETY: Final = 5
WORKING: Final = frozenset({"new", "acknowledged", "investigating", "waiting"})
WAKE_BEFORE: Final = timedelta(minutes=THRESHOLDS.wake_before_min)
LONGEST_SLEEP: Final = timedelta(days=THRESHOLDS.longest_sleep_days)
UNDO_WITHIN: Final = timedelta(hours=THRESHOLDS.merge_undo_hours)


def judge_sleep(
    until: datetime, now: datetime, *, severity: int, limit_at: datetime | None
) -> Verdict[bool]:
    """Tell whether a case may go out of sight; never a safety case, nor one whose limit is near."""
    if severity >= SAFETY:
        return Verdict(value=False, because=("safety_never_sleeps", "S4c-13"))
    if until <= now:
        return Verdict(value=False, because=("sleep_in_the_past",))
    if until > now + LONGEST_SLEEP:
        return Verdict(value=False, because=("sleep_too_long",))
    if limit_at is not None and limit_at <= now + WAKE_BEFORE:
        return Verdict(value=False, because=("clock_nearly_out", "S4a-12"))
    return Verdict(value=True, because=("put_to_sleep",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two cases that shall become one."""

    id: int
    brand_id: int
    state: str
    author_id: int | None
    customer_id: int | None


def judge_merge(
    one: Side, into: Side, *, is_on_its_way: bool, has_open_remedy: bool
) -> Verdict[bool]:
    """Tell whether a case may live on in another: one brand, one person, both being worked on.

    Two people's cases stay two: an answer to one would show him the other's words (S2-14).
    """
    is_author = one.author_id is not None and one.author_id == into.author_id
    is_customer = one.customer_id is not None and one.customer_id == into.customer_id
    hurdles = {
        "merge_into_itself": one.id == into.id,
        "other_brand": one.brand_id != into.brand_id,
        "not_one_person": not (is_author or is_customer),
        "not_being_worked_on": not {one.state, into.state} <= WORKING,
        "reply_on_its_way": is_on_its_way,
        "open_remedy": has_open_remedy,
    }
    because = tuple(code for code, holds in hurdles.items() if holds)[:1]
    return Verdict(not because, because or ("merged", "S2-14"))


def judge_undo(
    merged_at: datetime, now: datetime, *, state: str, has_answered: bool
) -> Verdict[bool]:
    """Tell whether a merge can still be undone: soon, and before anything was answered since."""
    hurdles = {
        "merge_is_old": now > merged_at + UNDO_WITHIN,
        "merge_went_on": has_answered or state not in WORKING,
    }
    because = tuple(code for code, holds in hurdles.items() if holds)[:1]
    return Verdict(not because, because or ("merge_undone",))


def called_in(text: str, names: Mapping[int, str]) -> frozenset[int]:
    """Return whom a note calls by an @ and his name or first name, in any spelling.

    The longest name that fits counts; two colleagues of that name are both called.
    """
    pieces = [fold(piece) for piece in text.split("@")[1:]]
    return frozenset(user for piece in pieces for user in _named(piece, names))


def _named(piece: str, names: Mapping[int, str]) -> set[int]:
    fits = [
        (len(spelling), user)
        for user, name in names.items()
        for spelling in _spellings(name)
        if piece.startswith(spelling) and not piece[len(spelling) :][:1].isalnum()
    ]
    longest = max((length for length, _ in fits), default=0)
    return {user for length, user in fits if length == longest}


def _spellings(name: str) -> set[str]:
    folded = fold(name).strip()
    return {folded, folded.split(" ")[0]} - {""}
