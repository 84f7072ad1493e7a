"""What must be known of a kind of channel before a text is put into the outbox."""

import re
import unicodedata
import uuid

from amends.connectors.mail.threads import make_message_id
from amends.connectors.protocol import Counting, Door
from amends.connectors.registry import CONNECTORS


EMAIL = "email"
_LINK = re.compile(r"https?://[^\s<>\"'{}|\\^`]+", re.IGNORECASE)
_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)


def private_platforms() -> dict[str, str]:
    """Return the platform of each kind that can write to a customer in private."""
    return {
        kind.name: kind.capability.platform or kind.name
        for kind in CONNECTORS.values()
        if kind.capability.private is Door.API
    }


def new_key(kind: str, domain: str) -> str:
    """Return an idempotency key nobody can guess; for e-mail it is the Message-ID."""
    return make_message_id(domain) if kind == EMAIL else uuid.uuid4().hex


def length(text: str, counting: Counting, link_length: int = 0) -> int:
    """Count a text as a channel counts it: in its unit, each link as so many of them."""
    if link_length:
        bare, links = _LINK.subn("", text)
        return length(bare, counting) + links * link_length
    if counting is Counting.UTF16:
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    if counting is Counting.UTF8_BYTES:
        return len(text.encode("utf-8", "surrogatepass"))
    if counting is Counting.GRAPHEMES:
        return _graphemes(text)
    return len(text)


def _graphemes(text: str) -> int:
    """Count letters as a reader sees them: marks, joined emoji, skin tones and flags count once."""
    count, before, flags = 0, "", 0
    for letter in text:
        flags = flags + 1 if ord(letter) in _FLAGS else 0
        joins = before == _JOINER or flags == 2 or (before == "\r" and letter == "\n")  # noqa: PLR2004 - a flag is two letters
        if not joins and not _extends(letter):
            count += 1
        flags %= 2
        before = letter
    return count


def _extends(letter: str) -> bool:
    is_mark = unicodedata.category(letter) in {"Mn", "Me", "Mc"}
    return is_mark or letter in {_JOINER, "\u200c"} or ord(letter) in _SKIN_TONES
