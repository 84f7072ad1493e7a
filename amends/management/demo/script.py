"""The demo's files as steps in time: what was said, what we answered, what happened then."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from amends.management.demo.brands import FILES
from amends.messages.when import say_when


Row = Mapping[str, Any]
SLOT = re.compile(r"\{when\+(\d+)\}")
ROUND_MIN = 5
# At one and the same minute, what was said comes before what was answered, and that before the rest.
SAID, ANSWERED, HAPPENED = range(3)


@dataclass(frozen=True, order=True)
class Step:
    """One thing at its time; ``rank`` and ``number`` keep the order of things at one minute."""

    at: datetime
    rank: int
    number: int
    mention: str
    row: Row


def mentions() -> list[dict[str, Any]]:
    """Return every mention of the demo, in the order of its file."""
    lines = (FILES / "mentions.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def steps(now: datetime) -> list[Step]:
    """Return the history up to now, oldest first; what has not happened yet is left out."""
    said_at = {
        row["id"]: now - timedelta(minutes=row["minutes_ago"])
        for row in mentions()
        if "minutes_ago" in row
    }
    found = [*_said(said_at), *_answered(said_at), *_happened(said_at)]
    return sorted(step for step in found if step.at <= now)


def _said(said_at: Mapping[str, datetime]) -> Iterator[Step]:
    for number, row in enumerate(mentions()):
        if row["id"] in said_at:
            yield Step(said_at[row["id"]], SAID, number, row["id"], row)


def _answered(said_at: Mapping[str, datetime]) -> Iterator[Step]:
    lines = (FILES / "replies.jsonl").read_text("utf-8").splitlines()
    for number, row in enumerate(map(json.loads, lines)):
        if row["to"] in said_at:
            at = said_at[row["to"]] + timedelta(minutes=row["minutes_after"])
            yield Step(at, ANSWERED, number, row["to"], row)


def _happened(said_at: Mapping[str, datetime]) -> Iterator[Step]:
    stories = tomllib.loads((FILES / "story.toml").read_text("utf-8"))["story"]
    events = [(s["mention"], event) for s in stories for event in s["event"]]
    for number, (mention, row) in enumerate(events):
        if mention in said_at:
            at = said_at[mention] + timedelta(minutes=row["after_min"])
            yield Step(at, HAPPENED, number, mention, row)


def fill_times(row: Row, at: datetime, timezone: str) -> str:
    """Return a reply's text with its times said in its language, rounded up to five minutes."""
    tz = ZoneInfo(timezone)

    def said(match: re.Match[str]) -> str:
        due = at + timedelta(minutes=int(match[1]))
        due += timedelta(minutes=-due.minute % ROUND_MIN)
        return say_when(due.replace(second=0, microsecond=0), at, row["lang"], tz)

    return SLOT.sub(said, row["text"])
