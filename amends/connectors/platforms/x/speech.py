"""Says something on X: an answer to a post that called us, or a direct message."""

from http import HTTPStatus
from typing import Any

from amends.connectors.platforms.x.api import Api, Forbidden
from amends.connectors.platforms.x.posts import MESSAGE_LENGTH, SITE
from amends.connectors.protocol import (
    BrokenPage,
    Counting,
    Outgoing,
    Sent,
    Undeliverable,
    Visibility,
)
from amends.connectors.values.lengths import length


LENGTH = 280  # as X weighs letters
LINK_LENGTH = 23  # as which each link counts, however long it is


def say(api: Api, outgoing: Outgoing, account: str) -> Sent:
    """Send once. Raises Undeliverable for what X refuses, such as an answer nobody asked for.

    Raises TimeoutError when its fate is unknown.
    """
    if outgoing.visibility is Visibility.PRIVATE:
        return _write(api, outgoing)
    return _post(api, outgoing, account)


def _post(api: Api, outgoing: Outgoing, account: str) -> Sent:
    if length(outgoing.text, Counting.X_WEIGHTED, LINK_LENGTH) > LENGTH:
        raise Undeliverable(f"At most {LENGTH} fit, as X weighs letters.")
    body: dict[str, Any] = {"text": outgoing.text}
    if outgoing.parent:
        body["reply"] = {"in_reply_to_tweet_id": outgoing.parent}
    key = _send(api, "tweets", body, "id")
    return Sent(key, f"{SITE}/{account}/status/{key}")


def _write(api: Api, outgoing: Outgoing) -> Sent:
    if not outgoing.to:
        raise Undeliverable("X does not say to whom this would go.")
    if len(outgoing.text) > MESSAGE_LENGTH:
        raise Undeliverable(f"At most {MESSAGE_LENGTH} letters fit.")
    path = f"dm_conversations/with/{outgoing.to}/messages"
    return Sent(_send(api, path, {"text": outgoing.text}, "dm_event_id"))


def _send(api: Api, path: str, body: dict[str, Any], name: str) -> str:
    try:
        status, told = api.send("POST", path, json=body)
    except Forbidden as refusal:
        raise Undeliverable(str(refusal)) from refusal
    if status >= HTTPStatus.BAD_REQUEST:
        why = told.get("detail", "") if isinstance(told, dict) else ""
        raise Undeliverable(f"X answered {status}: {why}")
    posted = told.get("data") if isinstance(told, dict) else None
    if not isinstance(posted, dict) or not posted.get(name):
        raise BrokenPage("X did not say what it posted.")
    return str(posted[name])
