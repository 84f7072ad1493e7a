"""The thresholds of sending: tries, waits, and the loop guard of receipts."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Limits:
    """The numbers of ``tables/deliver.toml``; minutes and counts."""

    max_attempts: int
    wait_min: int
    longest_wait_min: int
    reconnect_wait_min: int
    per_author_and_day: int
    batch: int

    def wait_after(self, attempts: int) -> timedelta:
        """Return how long to wait after so many attempts: doubled each time, up to the longest."""
        doubled = self.wait_min * 2 ** min(max(attempts, 1) - 1, 16)
        return timedelta(minutes=min(doubled, self.longest_wait_min))


@cache
def limits() -> Limits:
    """Read and check the table; a wrong value names itself."""
    path = files("amends.rooms.respond") / "tables" / "deliver.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    values = {**rows["delivery"], **rows["receipts"]}
    for name, value in values.items():
        if not isinstance(value, int) or value < 1:
            raise ValueError(f"{path}: {name} is a whole number of at least 1")
    return Limits(**values)
