"""Give each complaint one case, one owner and its clocks; one transaction for each batch."""

from datetime import datetime

from amends.casebook import queue
from amends.casebook.models import MentionState
from amends.rooms.triage.ages import refresh_ages
from amends.rooms.triage.corrections import correct, not_a_complaint
from amends.rooms.triage.deciding import triage, triage_all
from amends.rooms.triage.leaving import hand_all_over, leave_brand, open_cases_of
from amends.rooms.triage.naming import answer_hit, undo_answer
from amends.rooms.triage.owners import hand_over, leave, owner_for
from amends.rooms.triage.tidy.merging import merge, undo_merge
from amends.rooms.triage.tidy.noting import colleagues, see_calls, write_note
from amends.rooms.triage.tidy.snoozing import asleep, snooze, wake, wake_due
from amends.rooms.triage.tidy.splitting import split
from amends.rooms.triage.tidy.tagging import tag, untag


__all__ = [
    "answer_hit",
    "asleep",
    "colleagues",
    "correct",
    "hand_all_over",
    "hand_over",
    "leave",
    "leave_brand",
    "merge",
    "not_a_complaint",
    "open_cases_of",
    "owner_for",
    "refresh_ages",
    "run",
    "see_calls",
    "snooze",
    "split",
    "tag",
    "triage",
    "triage_all",
    "undo_answer",
    "undo_merge",
    "untag",
    "wake",
    "wake_due",
    "write_note",
]


def run(now: datetime) -> int:
    """Triage what was verified and let those who wait move up; return how many rows moved."""
    taken = queue.work_off(
        MentionState.VERIFIED, lambda mentions: triage_all(mentions, now=now), now=now
    )
    return taken + wake_due(now) + refresh_ages(now)
