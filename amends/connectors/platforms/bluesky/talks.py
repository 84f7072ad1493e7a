"""Direct messages on Bluesky: conversations with something new, each read back to what is known."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from amends.connectors.network.rest import items_of
from amends.connectors.platforms.bluesky.api import Api
from amends.connectors.platforms.bluesky.posts import Post, mark_of, parse_message
from amends.connectors.protocol import BrokenPage, Heard


PAGE = 100
MOST = 500  # conversations remembered
DELETED = "chat.bsky.convo.defs#deletedMessageView"
WRITTEN = "chat.bsky.convo.defs#messageView"


@dataclass(slots=True)
class Talked:
    """What was newly said, and what was taken back."""

    mentions: list[Heard] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def read_talks(api: Api, known: dict[str, str], since: int) -> Talked:
    """Read what is new in all conversations; ``known`` maps each to its last revision, and moves.

    ``since`` is the mark of the moment before which nothing is heard.
    """
    talked = Talked()
    try:
        for talk in _changed(api, known):
            _read(api, talk, known.get(str(talk["id"]), ""), talked)
            known[str(talk["id"])] = _revision(talk)
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("Bluesky sent something that is no conversation.") from problem
    for talk_id in list(known)[:-MOST]:
        del known[talk_id]
    talked.mentions = [one for one in talked.mentions if mark_of(one.said_at) >= since]
    talked.mentions.sort(key=lambda one: one.said_at)
    return talked


def _changed(api: Api, known: dict[str, str]) -> Iterator[Post]:
    """Yield the conversations in which something happened; the latest stand first."""
    params: dict[str, Any] = {"limit": PAGE}
    while True:
        page = api.chat("chat.bsky.convo.listConvos", params)
        talks = items_of(page, "convos", "Bluesky")
        changed = [one for one in talks if _revision(one) > known.get(str(one["id"]), "")]
        yield from changed
        if not page.get("cursor") or not talks or len(changed) < len(talks):
            return
        params["cursor"] = page["cursor"]


def _revision(talk: Post) -> str:
    return str((talk.get("lastMessage") or {}).get("rev") or "")


def _read(api: Api, talk: Post, known: str, talked: Talked) -> None:
    params: dict[str, Any] = {"convoId": talk["id"], "limit": PAGE}
    while True:
        page = api.chat("chat.bsky.convo.getMessages", params)
        messages = items_of(page, "messages", "Bluesky")
        fresh = [one for one in messages if str(one["rev"]) > known]
        for one in fresh:
            _take(one, talk, api.did, talked)
        if not page.get("cursor") or not messages or len(fresh) < len(messages):
            return
        params["cursor"] = page["cursor"]


def _take(message: Post, talk: Post, me: str, talked: Talked) -> None:
    kind = message.get("$type", WRITTEN)
    if kind == DELETED:
        talked.gone.append(f"{talk['id']}/{message['id']}")
    elif kind == WRITTEN:
        talked.mentions.append(parse_message(message, talk, me))
