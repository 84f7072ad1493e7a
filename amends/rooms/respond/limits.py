"""The thresholds of sending: tries, waits, files, and the loop guard of receipts."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from typing import Any, Final


@dataclass(frozen=True)
class Limits:
    """The numbers of ``tables/deliver.toml``; minutes and counts."""

    max_attempts: int
    wait_min: int
    longest_wait_min: int
    reconnect_wait_min: int
    per_author_and_day: int
    batch: int
    most_files: int
    most_file_mb: int
    most_files_mb: int
    voice_from_anger: int

    def wait_after(self, attempts: int) -> timedelta:
        """Return how long to wait after so many attempts: doubled each time, up to the longest."""
        doubled = self.wait_min * 2 ** min(max(attempts, 1) - 1, 16)
        return timedelta(minutes=min(doubled, self.longest_wait_min))


def parse_limits(rows: Mapping[str, Any]) -> Limits:
    """Check the rows of the table; raises ValueError naming the table and the number."""
    values = {**rows["delivery"], **rows["receipts"], **rows["files"]}
    for name, value in values.items():
        if not isinstance(value, int) or value < 1:
            raise ValueError(f"{_PATH}: {name} is a whole number of at least 1")
    return Limits(**values)


_PATH: Final = files("amends.rooms.respond") / "tables" / "deliver.toml"
LIMITS: Final = parse_limits(tomllib.loads(_PATH.read_text(encoding="utf-8")))
