"""What X calls us with (X Activity API): posts, deletions and messages of one event; pure."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from amends.connectors.platforms.x.posts import by_id, edit_of, parse_message, parse_post
from amends.connectors.protocol import Batch, BrokenPage, Deletion


POSTS = frozenset({
    "post.create", "post.mention.create", "post.reply.create", "post.quote.create",
})  # fmt: skip
QUOTE = "post.quote.create"
DELETION = "post.delete"
MESSAGES = frozenset({"dm.received", "dm.sent"})


def parse_event(raw: bytes, at: datetime) -> Batch:
    """Read one call; an event nobody knows says nothing. Raises BrokenPage."""
    try:
        event = json.loads(raw)["data"]
        return _read(event, event["event_type"], event["payload"], at)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise BrokenPage("X called with something that is no event.") from problem


def _read(
    event: Mapping[str, Any], kind: str, payload: Mapping[str, Any], at: datetime
) -> Batch:
    me = str((event.get("filter") or {}).get("user_id") or "")
    if kind == DELETION:
        return Batch(deletions=(Deletion(str(payload["id"]), at),))
    if kind in MESSAGES:
        users = by_id(payload.get("users"))
        told = [
            one for one in payload["direct_message_events"] if one["type"] == "message_create"
        ]
        return Batch(tuple(parse_message(one, users, me) for one in told))
    if kind not in POSTS:
        return Batch()
    edit = edit_of(payload)
    heard = parse_post(payload, event.get("includes") or {}, me)
    if kind == QUOTE and not heard.is_ours:  # of our post, which the call itself may not show
        heard = replace(heard, data={**heard.data, "is_summons": True})
    return Batch((heard,), (edit,) if edit else ())
