"""Reach people: warn of clocks, judge what leaves, pass on what nobody saw; carrying is a loop of its own."""

from datetime import datetime

from amends.rooms.triage.reaching.leaving import send_out
from amends.rooms.triage.reaching.nearing import warn
from amends.rooms.triage.reaching.passing_on import pass_on


def run(now: datetime) -> int:
    """Write down what leaves the house for whom; returns how many rows moved."""
    return warn(now) + pass_on(now) + send_out(now)
