"""Places that show a few reviews for the eye only: which of them are new; ids alone are kept."""

import json
from collections.abc import Iterable

from amends.connectors.protocol import Batch, Heard


REMEMBERED = 500


def new_of(shown: Iterable[Heard], cursor: str) -> Batch:
    """Return what was not shown before, the oldest first."""
    known: list[str] = json.loads(cursor or "[]")
    fresh = {one.external_id: one for one in shown if one.external_id not in known}
    mentions = sorted(fresh.values(), key=lambda one: one.said_at)
    ids = [*known, *(one.external_id for one in mentions)][-REMEMBERED:]
    return Batch(tuple(mentions), cursor=json.dumps(ids, separators=(",", ":")))
