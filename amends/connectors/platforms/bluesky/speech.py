"""Says something on Bluesky: a post in its thread, or a direct message."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

from amends.connectors.network.rest import items_of
from amends.connectors.platforms.bluesky.api import CHAT, Api
from amends.connectors.platforms.bluesky.posts import MESSAGE_LENGTH, facets_of, link_of
from amends.connectors.protocol import (
    BrokenPage,
    Counting,
    Outgoing,
    Sent,
    Undeliverable,
    Visibility,
)
from amends.connectors.values.lengths import length


LENGTH = 300  # letters as seen
BYTES = 3000
COLLECTION = "app.bsky.feed.post"


def say(api: Api, outgoing: Outgoing, now: datetime) -> Sent:
    """Send once. Raises Undeliverable for what Bluesky refuses and for an answer to what is gone.

    Raises TimeoutError when its fate is unknown.
    """
    if outgoing.visibility is Visibility.PRIVATE:
        return _write(api, outgoing)
    return _post(api, outgoing, now)


def _post(api: Api, outgoing: Outgoing, now: datetime) -> Sent:
    _check(outgoing.text, LENGTH, BYTES)
    record = {
        "$type": COLLECTION,
        "text": outgoing.text,
        "createdAt": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "langs": [outgoing.language] if outgoing.language else [],
        "facets": facets_of(outgoing.text, _who(api)),
        "reply": _place(api, outgoing.parent) if outgoing.parent else {},
    }
    given = {name: value for name, value in record.items() if value}
    body = {"repo": api.did, "collection": COLLECTION, "record": given}
    uri = _send(api, "com.atproto.repo.createRecord", body, "uri")
    return Sent(uri, link_of(uri))


def _check(text: str, letters: int, octets: int) -> None:
    is_long = length(text, Counting.GRAPHEMES) > letters
    if is_long or length(text, Counting.UTF8_BYTES) > octets:
        raise Undeliverable(f"At most {letters} letters and {octets} bytes fit.")


def _who(api: Api) -> Callable[[str], str]:
    def did_of(name: str) -> str:
        try:
            told = api.get("com.atproto.identity.resolveHandle", {"handle": name})
        except BrokenPage:
            return ""
        return str(told.get("did", "")) if isinstance(told, dict) else ""

    return did_of


def _place(api: Api, parent: str) -> dict[str, Any]:
    """Return where in its thread an answer stands; the parent must still be there."""
    page = api.page("app.bsky.feed.getPosts", {"uris": [parent]})
    found = {one.get("uri"): one for one in items_of(page, "posts", "Bluesky")}.get(parent)
    if found is None:
        raise Undeliverable("What this answers was deleted, or is hidden from us.")
    own = {"uri": parent, "cid": found.get("cid", "")}
    answered = (found.get("record") or {}).get("reply") or {}
    return {"root": answered.get("root") or own, "parent": own}


def _write(api: Api, outgoing: Outgoing) -> Sent:
    _check(outgoing.text, MESSAGE_LENGTH, MESSAGE_LENGTH * 10)
    talk = outgoing.thread if outgoing.parent else _talk_with(api, outgoing.to)
    body = {"convoId": talk, "message": {"text": outgoing.text}}
    key = _send(api, "chat.bsky.convo.sendMessage", body, "id", CHAT)
    return Sent(f"{talk}/{key}")


def _talk_with(api: Api, did: str) -> str:
    """Return the conversation with a person; he may not want one."""
    path = "chat.bsky.convo.getConvoForMembers"
    status, told = api.send("GET", path, params={"members": [did]}, headers=CHAT)
    talk = told.get("convo") if isinstance(told, dict) else None
    if status >= HTTPStatus.BAD_REQUEST or not isinstance(talk, dict) or not talk.get("id"):
        raise Undeliverable(f"Bluesky opens no conversation with {did}.")
    return str(talk["id"])


def _send(
    api: Api, path: str, body: dict[str, Any], name: str, headers: dict[str, str] | None = None
) -> str:
    status, told = api.send("POST", path, json=body, headers=headers or {})
    if status >= HTTPStatus.BAD_REQUEST:
        why = told.get("message", "") if isinstance(told, dict) else ""
        raise Undeliverable(f"Bluesky answered {status}: {why}")
    if not isinstance(told, dict) or not told.get(name):
        raise BrokenPage("Bluesky did not say what it posted.")
    return str(told[name])
