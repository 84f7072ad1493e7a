"""The table of what people are told, read once and checked: a wrong row stops the start and names itself."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from importlib.resources import files
from typing import Any, Final

from amends.rooms.triage.thresholds import BadTable


ROLES: Final = frozenset({"owner", "manager", "agent", "moderator", "analyst"})


class Wish(StrEnum):
    """When somebody wants to hear of a kind of thing."""

    AT_ONCE = "at_once"
    MORNING = "morning"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that is told."""

    is_urgent: bool
    mail_after: timedelta
    at_once: frozenset[str]

    def wish_of(self, role: str) -> Wish:
        """Return what somebody in a role wants who has chosen nothing."""
        return Wish.AT_ONCE if role in self.at_once else Wish.DESK


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaching:
    """How often and how late; sources in ``tables/reaching.toml``."""

    push_gap: timedelta
    mail_gap: timedelta
    morning_hour: int
    forgotten_after: timedelta
    warning: timedelta
    kinds: Mapping[str, Kind]


def read_reaching(raw: Mapping[str, Any]) -> Reaching:
    """Check and freeze the table; raises BadTable naming the row."""
    try:
        return Reaching(
            push_gap=_time(raw, minutes="push_gap_min"),
            mail_gap=_time(raw, minutes="mail_gap_min"),
            morning_hour=int(raw["morning_hour"]),
            forgotten_after=_time(raw, hours="forgotten_after_h"),
            warning=_time(raw, minutes="warning_min"),
            kinds={name: _kind(name, row) for name, row in raw["kinds"].items()},
        )
    except KeyError as missing:
        raise BadTable(f"reaching.toml: {missing} is missing") from missing


def _kind(name: str, row: Mapping[str, Any]) -> Kind:
    if strange := set(row["at_once"]) - ROLES:
        raise BadTable(f"reaching.toml {name}: no such role: {', '.join(sorted(strange))}")
    mail_after = _time(row, minutes="mail_after_min")
    return Kind(bool(row["is_urgent"]), mail_after, frozenset(row["at_once"]))


def _time(row: Mapping[str, Any], **units: str) -> timedelta:
    ((unit, name),) = units.items()
    if not isinstance(row[name], int) or row[name] < 0:
        raise BadTable(f"reaching.toml {name}: {row[name]!r} is not a number from 0 on")
    return timedelta(**{unit: row[name]})


def _load() -> Reaching:
    table = files("amends.rooms.triage") / "tables" / "reaching.toml"
    return read_reaching(tomllib.loads(table.read_text(encoding="utf-8")))


REACHING: Final = _load()
