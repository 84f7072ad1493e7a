"""Practice: invented conversations, what the review says of an answer, and praise before it.

S3-20: conduct is learnt by practice; S4b-21: in one's own words; S2-06: first what is good.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final

from amends.playbook.completeness import standing_of
from amends.playbook.contract import Finding, Review, ReviewContext, Turn
from amends.playbook.draft import Draft
from amends.playbook.patterns import LANGUAGES
from amends.playbook.policy import DEFAULT, Policy
from amends.playbook.review import review


# It is always this Monday, noon in Riyadh: an answer names times, and time must stand still.
MOMENT: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ZONE: Final = "Asia/Riyadh"
FULL, LEAST = 100, 0
COST_BY_LEVEL: Final = {"block": 40, "warn": 15, "hint": 5}
LONGEST: Final = 4000
PRAISED: Final = (
    "personal",
    "thanks",
    "empathy",
    "apology",
    "next_step",
    "time",
    "private_door",
)


@dataclass(frozen=True, slots=True)
class Exercise:
    """One invented conversation with what the desk knows of it, and one good answer."""

    language: str
    code: str
    title: str
    place: str
    public: bool
    fault: str
    anger: int
    stage: str
    talk: tuple[Turn, ...]
    known: tuple[str, ...]
    trains: tuple[str, ...]
    rules: tuple[str, ...]
    answer: str
    public_replies: int = 0
    safety: bool = False
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What an answer is worth: what is good in it, what the review found, and points of 100."""

    good: tuple[str, ...]
    findings: tuple[Finding, ...]
    points: int

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the findings that cost a reason or more, each once."""
        weighed = (one.code for one in self.findings if one.level != "hint")
        return tuple(dict.fromkeys(weighed))


def exercises(language: str) -> tuple[Exercise, ...]:
    """Return the exercises of a language, in the order of the table."""
    return _load(language if language in LANGUAGES else "en")


def exercise(language: str, code: str) -> Exercise | None:
    """Return one exercise, or None where there is none of that code."""
    return next((one for one in exercises(language) if one.code == code), None)


def judge(one: Exercise, answer: str, policy: Policy = DEFAULT, speak: str = "") -> Judged:
    """Judge an answer as any reply of the desk is judged, by the policy of the brand."""
    answer = answer.strip()[:LONGEST]
    known = context_of(one)
    found: Review = review(answer, known, policy, speak)
    codes = {finding.code for finding in found.findings}
    words = Draft(answer, known, policy)
    good = tuple(name for name in PRAISED if standing_of(name, words, codes) == "there")
    lost = sum(COST_BY_LEVEL[finding.level] for finding in found.findings)
    return Judged(good, found.findings, max(FULL - lost, LEAST) if answer else LEAST)


def context_of(one: Exercise) -> ReviewContext:
    """Return what the review must know of an exercise; it is no case and has no customer."""
    heard = tuple(turn.text for turn in one.talk if turn.who != "shop")
    return ReviewContext(
        lang=one.language,
        public=one.public,
        conversation=one.talk,
        public_replies_already=one.public_replies if one.public else 0,
        fault=one.fault,
        stage=one.stage,
        now=MOMENT,
        timezone=ZONE,
        published=heard if one.public else (),
        safety=one.safety,
        confirmed=one.confirmed,
    )


def next_for(
    all_exercises: Sequence[Exercise], done: Iterable[str], found: Iterable[str]
) -> Exercise | None:
    """Return what to practise next: first what trains against one's own findings (S4b-15)."""
    known, weak = set(done), list(found)
    left = [one for one in all_exercises if one.code not in known]
    for code in weak:
        for one in left:
            if code in one.trains:
                return one
    return left[0] if left else None


@cache
def _load(language: str) -> tuple[Exercise, ...]:
    path = files("amends.rooms.coach") / "tables" / "practice" / f"{language}.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["exercise"]
    return tuple(_exercise(language, row) for row in rows)


def _exercise(language: str, row: Mapping[str, Any]) -> Exercise:
    lists = {name: tuple(row[name]) for name in ("known", "trains", "rules")}
    talk = tuple(Turn(who, text) for who, text in row["talk"])
    given = {"stage": "first"} | dict(row) | lists | {"talk": talk}
    return Exercise(language=language, **given)
