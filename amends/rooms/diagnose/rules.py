"""Weigh causes, and estimate honestly how many stayed silent."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from amends.playbook.verdict import Verdict


BADGE = "estimate"


@dataclass(frozen=True)
class Table:
    """The thresholds of ``tables/diagnose.toml``."""

    vital_share: float
    within_days: int
    due_days: int


def parse_table(rows: Mapping[str, Any]) -> Table:
    """Check the rows of the room's table; raises ValueError naming the table."""
    read = Table(**rows["pareto"], **rows["task"])
    if not 0 < read.vital_share < 1 or read.within_days < 1 or read.due_days < 1:
        raise ValueError(f"{_PATH}: a share lies between 0 and 1, days are at least 1")
    return read


_PATH: Final = files("amends.rooms.diagnose") / "tables" / "diagnose.toml"
TABLE: Final = parse_table(tomllib.loads(_PATH.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Weight:
    """One cause among all: its cases, its share and the share down to and with it (0–1)."""

    cause: int
    cases: int
    share: float
    cumulative: float
    is_vital: bool


def pareto(cases_by_cause: Sequence[tuple[int, int]], vital_share: float) -> list[Weight]:
    """Return causes heaviest first; vital are those that begin below the vital share."""
    total = sum(cases for _, cases in cases_by_cause)
    ordered = sorted(cases_by_cause, key=lambda row: (-row[1], row[0]))
    weights, before = [], 0
    for cause, cases in ordered:
        is_vital = before / total < vital_share
        before += cases
        weights.append(Weight(cause, cases, cases / total, before / total, is_vital))
    return weights


@dataclass(frozen=True, slots=True)
class Silence:
    """What one brand knows of those who stayed silent.

    ``found`` of ``answered`` customers we asked about a cause were unhappy; ``compared`` is how
    many complained of the same causes by themselves.
    """

    complaints: int
    answered: int = 0
    found: int = 0
    compared: int = 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many others probably felt the same; never shown without its badge (C-26)."""

    complaints: int
    estimate: int
    multiplier: float
    badge: str
    is_own_ratio: bool


def estimate_silent(
    facts: Silence, *, rule_of_thumb: int, own_from_n: int
) -> Verdict[Estimate]:
    """Estimate the silent by the shop's own ratio where it has answers enough, else by 26.

    26 of 27 say nothing (S0-15, S4d-03).
    """
    is_own = facts.answered >= own_from_n and facts.compared > 0
    multiplier = facts.found / facts.compared if is_own else float(rule_of_thumb)
    estimate = Estimate(
        facts.complaints, round(facts.complaints * multiplier), multiplier, BADGE, is_own
    )
    return Verdict(estimate, ("own_ratio" if is_own else "rule_of_thumb", "S0-15", "C-26"))


def together(estimates: Sequence[Estimate]) -> Estimate:
    """Add up the estimates of several brands; the multiplier is what it comes to."""
    complaints = sum(one.complaints for one in estimates)
    estimate = sum(one.estimate for one in estimates)
    alone = estimates[0].multiplier if len(estimates) == 1 else 0.0
    multiplier = estimate / complaints if complaints and len(estimates) > 1 else alone
    is_own = bool(estimates) and all(one.is_own_ratio for one in estimates)
    return Estimate(complaints, estimate, multiplier, BADGE, is_own)
