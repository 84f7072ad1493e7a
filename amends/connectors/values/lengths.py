"""How long a text is, counted as channels count: letters, units, bytes, weights."""

import re
import unicodedata
from collections.abc import Iterator

from amends.connectors.protocol import Counting


_LINK = re.compile(r"https?://[^\s<>\"'{}|\\^`]+", re.IGNORECASE)
_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)
_FIRST_EMOJI = 0x1F000
_HEAVY = 2
# Latin, Greek, Cyrillic, Hebrew, Arabic and their neighbours; spaces, dashes and quotes.
_LIGHT = (range(4352), range(8192, 8206), range(8208, 8224), range(8242, 8248))


def length(text: str, counting: Counting, link_length: int = 0) -> int:
    """Count a text as a channel counts it: in its unit, each link as so many of them."""
    if link_length:
        bare, links = _LINK.subn("", text)
        return length(bare, counting) + links * link_length
    if counting is Counting.UTF16:
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    if counting is Counting.UTF8_BYTES:
        return len(text.encode("utf-8", "surrogatepass"))
    if counting is Counting.X_WEIGHTED:
        return sum(map(_weight, _graphemes(text)))
    if counting is Counting.GRAPHEMES:
        return sum(1 for _ in _graphemes(text))
    return len(text)


def has_link(text: str) -> bool:
    """Tell whether a text holds the address of a page."""
    return _LINK.search(text) is not None


def _weight(grapheme: str) -> int:
    """Weigh a letter as X does: an emoji is 2 however it is joined, others by their code points."""
    if any(ord(letter) >= _FIRST_EMOJI for letter in grapheme):
        return _HEAVY
    light = (any(ord(letter) in some for some in _LIGHT) for letter in grapheme)
    return sum(1 if is_light else _HEAVY for is_light in light)


def _graphemes(text: str) -> Iterator[str]:
    """Yield letters as a reader sees them: marks, joined emoji, skin tones, flags in one piece."""
    piece, before, flags = "", "", 0
    for letter in text:
        flags = flags + 1 if ord(letter) in _FLAGS else 0
        joins = before == _JOINER or flags == 2 or (before == "\r" and letter == "\n")  # noqa: PLR2004 - a flag is two letters
        if piece and not joins and not _extends(letter):
            yield piece
            piece = ""
        piece += letter
        flags %= 2
        before = letter
    if piece:
        yield piece


def _extends(letter: str) -> bool:
    is_mark = unicodedata.category(letter) in {"Mn", "Me", "Mc"}
    return is_mark or letter in {_JOINER, "\u200c"} or ord(letter) in _SKIN_TONES
