"""What a file from a stranger may be called and what it really is."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from amends.connectors.protocol import Attachment
from amends.connectors.source_settings import N_


LONGEST_NAME = 120  # characters, the suffix included
UNKNOWN_TYPE = "application/octet-stream"

NOT_ALLOWED = N_("Files of this type are not accepted.")
TOO_BIG = N_("This file is too big.")
EMPTY = N_("This file is empty.")

SUFFIX_BY_TYPE = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "application/pdf": ".pdf",
    "video/mp4": ".mp4",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/mp4": ".m4a",
    "text/plain": ".txt",
}

_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
)
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
_MP4_BRANDS = {
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"MSNV",
    b"3gp4",
    b"3gp5",
}
_NOT_PLAIN = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]|<[!?/a-z]|javascript:", re.IGNORECASE)
_SEPARATORS = re.compile(r"[/\\:\x00]")
_UNFIT = re.compile(r'[<>"|?*\s]+')


def type_of(content: bytes) -> str:
    """Tell the type by the bytes alone; anything not on our list is octet-stream.

    Markup (HTML, SVG, XML) is never text/plain, whatever it calls itself.
    """
    for start, name in _STARTS:
        if content.startswith(start):
            return name
    for look in _LOOKS:
        if name := look(content):
            return name
    return UNKNOWN_TYPE


def _riff(content: bytes) -> str:
    return "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else ""


def _iso_media(content: bytes) -> str:
    brand = content[8:12]
    if content[4:8] != b"ftyp":
        return ""
    if brand in _HEIC_BRANDS:
        return "image/heic"
    if brand == b"M4A ":
        return "audio/mp4"
    return "video/mp4" if brand in _MP4_BRANDS else ""


def _mp3_frame(content: bytes) -> str:
    is_frame = len(content) > 2 and content[0] == 0xFF and content[1] & 0xE6 == 0xE2  # noqa: PLR2004 - MPEG audio layer III frame
    return "audio/mpeg" if is_frame else ""


def _plain_text(content: bytes) -> str:
    if not content or _NOT_PLAIN.search(content):
        return ""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return "text/plain"


_LOOKS: tuple[Callable[[bytes], str], ...] = (_riff, _iso_media, _mp3_frame, _plain_text)


def safe_name(name: str, content_type: str) -> str:
    """Return a name that is a name only: no path, no hidden characters, one true suffix.

    Every dot but the last becomes an underscore and the suffix is the one of the type, so that
    no server ever takes the file for a script or a rule of its own. Letters of every script
    stay.
    """
    last = _SEPARATORS.split(name)[-1]
    visible = "".join(c for c in unicodedata.normalize("NFC", last) if _is_visible(c))
    stem, dot, suffix = visible.strip(" .").rpartition(".")
    known = SUFFIX_BY_TYPE.get(content_type, ".bin")
    if not dot or len(suffix) > 5:  # noqa: PLR2004 - longer endings are words, not suffixes
        stem = f"{stem}{dot}{suffix}"
    elif known == ".bin":
        stem = f"{stem}_{suffix}"
    stem = _UNFIT.sub("_", stem).replace(".", "_").strip("_-")
    return f"{stem[: LONGEST_NAME - len(known)] or 'file'}{known}"


def _is_visible(character: str) -> bool:
    """Drop controls, bidi marks and zero-width characters; keep the joiner Persian needs."""
    return character == "\u200c" or unicodedata.category(character) not in {
        "Cc",
        "Cf",
        "Co",
        "Cs",
        "Zl",
        "Zp",
    }


def cleaned(attachment: Attachment) -> Attachment:
    """Return the file under a safe name and its true type; its bytes stay untouched.

    For what must be kept whatever it is (mail): unknown types become octet-stream ``.bin``.
    """
    content_type = type_of(attachment.content)
    name = safe_name(attachment.name, content_type)
    return replace(attachment, name=name, content_type=content_type)


def refusal(attachment: Attachment, *, allowed: frozenset[str], max_bytes: int) -> str:
    """Say why a file may not come in, as an English message id; empty when it may."""
    if not attachment.content:
        return EMPTY
    if len(attachment.content) > max_bytes:
        return TOO_BIG
    return "" if type_of(attachment.content) in allowed else NOT_ALLOWED
