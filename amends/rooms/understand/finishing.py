"""Finish a batch where it was analysed: written for its file, counted for the report."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from amends.rooms.understand.bulk import Analysed
from amends.rooms.understand.totals import Totals, totals_of
from amends.rooms.understand.writing import form_of


class Finished(NamedTuple):
    """What goes into the file, its rows, those that could not be read, and all added up where asked for."""

    written: Any
    rows: int
    errors: int
    totals: Totals | None


@dataclass(frozen=True, slots=True)
class Finish:
    """What to make of answers: the form of the file `out`, and totals where `counts`."""

    out: Path | None
    counts: bool = False

    def __call__(self, answers: list[Analysed]) -> Finished:
        """Return a batch in the form of the file."""
        found = totals_of(answers) if self.counts else None
        errors = sum(answer.analysis is None for answer in answers)
        return Finished(form_of(self.out)(answers), len(answers), errors, found)
