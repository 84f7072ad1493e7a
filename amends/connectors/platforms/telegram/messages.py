"""What Telegram tells of messages, as mentions; pure."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from amends.connectors.platforms.telegram.files import files_of
from amends.connectors.protocol import Batch, BrokenPage, Edit, Heard, Visibility


Message = Mapping[str, Any]
SITE = "https://t.me"
ASKED = ("message", "edited_message", "channel_post", "edited_channel_post")
# A sign for what came without words, so that a case shows that something came.
SIGNS = {
    "photo": "📷", "video": "🎞", "video_note": "🎞", "animation": "🎞", "voice": "🎤", "audio": "🎵",
    "document": "📄", "sticker": "🖼", "location": "📍", "venue": "📍", "contact": "👤",
}  # fmt: skip
_BIG_CHAT = "-100"  # what Telegram writes before the number of a big group


def key_of(message: Message) -> str:
    """Return what a message is called: its number is its own only within a chat."""
    return f"{message['chat']['id']}:{message['message_id']}"


def parse_updates(updates: Iterable[Any], me: str) -> Batch:
    """Read updates, oldest first; ``me`` is the number of our bot. Raises BrokenPage.

    What is neither a message nor an edited one says nothing.
    """
    try:
        told = [(name, update[name]) for update in updates for name in ASKED if name in update]
        heard = [parse_message(message, me) for _, message in told if _says(message)]
        edits = [edit_of(one) for name, one in told if name.startswith("edited") and _says(one)]
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as problem:
        raise BrokenPage("Telegram sent something that is no message.") from problem
    return Batch(tuple(heard), tuple(edits))


def parse_call(raw: bytes, me: str) -> Batch:
    """Read one call, which tells of one update; raises BrokenPage."""
    try:
        update = json.loads(raw)
    except (ValueError, RecursionError) as problem:
        raise BrokenPage("Telegram called with something that is no JSON.") from problem
    if not isinstance(update, dict):
        raise BrokenPage("Telegram called with something that is no update.")
    return parse_updates([update], me)


def _says(message: Message) -> bool:
    """Tell whether somebody says something: comings, goings and the like are no words."""
    return bool(words_of(message))


def words_of(message: Message) -> str:
    """Return the words of a message, or signs for what came without any."""
    words = message.get("text") or message.get("caption") or ""
    return str(words) or " ".join(sign for form, sign in SIGNS.items() if form in message)


def parse_message(message: Message, me: str) -> Heard:
    """Read one message; raises KeyError and the like for what is none."""
    chat, author = message["chat"], _author(message)
    is_private, is_channel = chat["type"] == "private", chat["type"] == "channel"
    above = message.get("reply_to_message") or {}
    parents = (f"{chat['id']}:{above['message_id']}",) if above else ()
    key, name = key_of(message), author.get("username", "")
    return Heard(
        external_id=key,
        text=words_of(message),
        said_at=_moment(message["date"]),
        visibility=Visibility.PRIVATE if is_private else Visibility.PUBLIC,
        author_id=str(author.get("id", "")),
        author_name=_name_of(author),
        author_handle=f"@{name}" if name else "",
        url="" if is_private else link_of(chat, message["message_id"]),
        thread=str(chat["id"]) if is_private else (parents[0] if parents else key),
        parents=parents,
        # A bot hears a channel only where it belongs to the owner, and its posts again in the
        # channel's own group.
        is_ours=is_channel
        or bool(message.get("is_automatic_forward"))
        or str(author.get("id")) == me,
        afterwards=files_of(message),
        data=_data(message, author),
    )


def edit_of(message: Message) -> Edit:
    """Return what a message says now."""
    return Edit(key_of(message), words_of(message), _moment(message["edit_date"]))


def link_of(chat: Message, number: int) -> str:
    """Return the page of a message in a group; small groups have none."""
    if chat.get("username"):
        return f"{SITE}/{chat['username']}/{number}"
    is_big = str(chat["id"]).startswith(_BIG_CHAT)
    return f"{SITE}/c/{str(chat['id']).removeprefix(_BIG_CHAT)}/{number}" if is_big else ""


def _author(message: Message) -> Message:
    """Return who speaks: a person, or a group or channel that speaks for itself."""
    return message.get("sender_chat") or message.get("from") or {}


def _name_of(author: Message) -> str:
    names = (author.get(part) or "" for part in ("first_name", "last_name", "title"))
    return " ".join(filter(None, names))


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _data(message: Message, author: Message) -> dict[str, Any]:
    told = {
        "site": message["chat"].get("title", ""),
        "language": author.get("language_code", ""),
        "bot": bool(author.get("is_bot")),
        "forms": [form for form in SIGNS if form in message],
    }
    return {name: value for name, value in told.items() if value}
