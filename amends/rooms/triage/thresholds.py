"""The room's table, read once and checked: a wrong row stops the start and names itself."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final


class BadTable(ValueError):
    """The table of this room cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """What decides about cases; units stand in the names, sources in ``tables/triage.toml``."""

    unsure_from: float
    same_problem_days: int
    same_talk_hours: int
    only_case_days: int
    reopen_days: int
    angry_from: int
    vip: float
    loyal: float
    customer: float
    previous_complainer: float
    churn: float
    loyal_from_orders: int
    wake_before_min: int
    longest_sleep_days: int
    merge_undo_hours: int
    age_bands: tuple[tuple[float, float], ...]


def read_thresholds(raw: Mapping[str, Any]) -> Thresholds:
    """Check and freeze the table; raises BadTable naming the row."""
    rows = dict(raw)
    age = rows.pop("age", {})
    bands = tuple(zip(age.get("hours", ()), age.get("share", ()), strict=True))
    if not bands or bands[0][0] != 0 or list(bands) != sorted(bands):
        raise BadTable("triage.toml [age]: hours and share must rise together from 0")
    flat = {name: value for table in rows.values() for name, value in table.items()}
    for name, value in flat.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise BadTable(f"triage.toml {name}: {value!r} is not a number from 0 on")
    try:
        return Thresholds(**flat, age_bands=bands)
    except TypeError as wrong:
        raise BadTable(f"triage.toml: {wrong}") from wrong


def _load() -> Thresholds:
    table = files("amends.rooms.triage") / "tables" / "triage.toml"
    return read_thresholds(tomllib.loads(table.read_text(encoding="utf-8")))


THRESHOLDS: Final = _load()
