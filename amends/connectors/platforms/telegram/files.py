"""Files that came with messages on Telegram: fetched at once, for their addresses last an hour."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amends.connectors.platforms.telegram.api import Api
from amends.connectors.platforms.telegram.messages import Message
from amends.connectors.protocol import Attachment, BrokenPage
from amends.connectors.values.attachments import cleaned


MOST_BYTES = 10_000_000
# What came, and how it is called where it has no name of its own.
NAMES = {
    "document": "file", "photo": "photo.jpg", "video": "video.mp4", "video_note": "video.mp4",
    "animation": "video.mp4", "voice": "voice.ogg", "audio": "audio.mp3",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """One file as a message tells of it."""

    key: str
    name: str
    size_bytes: int


def file_of(message: Message) -> File | None:
    """Return the file of a message, of a picture its largest size; None where none came."""
    form = next((form for form in NAMES if message.get(form)), "")
    if not form:
        return None
    told: Any = message[form]
    one: Mapping[str, Any] = told[-1] if isinstance(told, list) else told
    if not isinstance(one, dict) or not one.get("file_id"):
        return None
    name = str(one.get("file_name") or NAMES[form])
    return File(str(one["file_id"]), name, int(one.get("file_size") or 0))


def fetch(api: Api, message: Message) -> tuple[Attachment, ...]:
    """Return what came with a message; nothing where it is too big, or Telegram has it no more.

    Raises ConnectorError where it is worth asking again.
    """
    file = file_of(message)
    if file is None or file.size_bytes > MOST_BYTES:
        return ()
    try:
        content = api.file(file.key)
    except BrokenPage:
        return ()
    return (cleaned(Attachment(file.name, "", content)),) if content else ()
