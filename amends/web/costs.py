"""What the sources that charge have cost this month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from amends.casebook.models import Source
from amends.casebook.spending import spent
from amends.connectors.registry import CONNECTORS
from amends.connectors.values.prices import has_prices


@dataclass(frozen=True, slots=True)
class Cost:
    """What one source has cost and may cost this month, in millionths of a dollar."""

    spent: int
    budget: int | None


def costs_of(sources: Iterable[Source], now: datetime) -> dict[int, Cost]:
    """Return the costs of each source that charges; asks nothing where none does."""
    charging = [row for row in sources if _charges(row.kind)]
    if not charging:
        return {}
    paid = spent((row.pk for row in charging), now)
    return {row.pk: Cost(paid.get(row.pk, 0), row.budget_micros) for row in charging}


def _charges(kind: str) -> bool:
    known = CONNECTORS.get(kind)
    return known is not None and has_prices(known.capability.prices)
