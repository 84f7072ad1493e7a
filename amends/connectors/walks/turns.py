"""One source of several lists: the shops of a chain, the countries of an app."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from amends.connectors.protocol import Batch


def hear_in_turn(cursor: str, names: Sequence[str], hear: Callable[[str, str], Batch]) -> Batch:
    """Hear one page of one of several lists, each to its end before the next.

    ``hear`` takes the name of a list and its own cursor.
    """
    state = json.loads(cursor or "{}")
    cursors: dict[str, str] = state.get("cursors", {})
    turn = state.get("turn", 0)
    if turn >= len(names):
        turn = 0
    if not names:
        return Batch(cursor=cursor)
    batch = hear(names[turn], cursors.get(names[turn], ""))
    after = turn if batch.more else turn + 1
    more = after < len(names)
    state = {"turn": after if more else 0, "cursors": cursors | {names[turn]: batch.cursor}}
    return replace(batch, cursor=json.dumps(state, separators=(",", ":")), more=more)
