"""Which files come with messages on Telegram; pure. Each has an id that a bot may use again."""

from collections.abc import Mapping
from typing import Any

from amends.connectors.afterwards import FarFile


# What came, and how it is called where it has no name of its own.
NAMES = {
    "document": "file", "photo": "photo.jpg", "video": "video.mp4", "video_note": "video.mp4",
    "animation": "video.mp4", "voice": "voice.ogg", "audio": "audio.mp3",
}  # fmt: skip


def files_of(message: Mapping[str, Any]) -> tuple[FarFile, ...]:
    """Return the file of a message, of a picture its largest size; empty where none came."""
    form = next((form for form in NAMES if message.get(form)), "")
    told: Any = message.get(form)
    one = told[-1] if isinstance(told, list) else told
    if not isinstance(one, dict) or not one.get("file_id"):
        return ()
    name = str(one.get("file_name") or NAMES[form])
    return (FarFile(str(one["file_id"]), name, int(one.get("file_size") or 0)),)
