"""Make text of bytes whose charset is missing, wrong or invented."""

import codecs
import re
from functools import lru_cache


# Their bytes are valid UTF-8 as well, so they must be believed before UTF-8 is tried.
_BELIEVED_FIRST = re.compile(r"^(iso-?2022|utf-?7|hz|utf-?16|utf-?32)", re.IGNORECASE)
# Codecs that turn bytes into something other than what was written ("C:\new" into a line break).
_NOT_CHARSETS = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}
)
# Two neighbouring letters of Arabic script: French and German never put two high bytes together.
_ARABIC_WORD = re.compile(
    r"[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc]{2}"
)
# One damaged letter in so many must not turn a whole UTF-8 text into another alphabet.
_FEW = 10
_WIDER = {"gb2312": "gb18030", "euc_kr": "cp949"}


def decode(raw: bytes, declared: str = "") -> str:
    """Decode by UTF-8, then as declared, then windows-1256, then latin-1; never fail.

    Undeclared bytes without an Arabic word are taken for latin-1; UTF-8 with a few damaged
    letters stays UTF-8. NUL and lone surrogates, which no database stores, are dropped.
    """
    charset = _known(declared) if declared else ""
    order = [charset, "utf-8"] if _BELIEVED_FIRST.match(charset) else ["utf-8", charset]
    for name in filter(None, order):
        try:
            return storable(raw.decode(name))
        except (UnicodeError, LookupError, ValueError):
            continue
    mostly = raw.decode("utf-8", "replace")
    if mostly.count("\ufffd") * _FEW < sum(not letter.isascii() for letter in mostly):
        return storable(mostly)
    arabic = raw.decode("cp1256", "replace")
    return storable(arabic if _ARABIC_WORD.search(arabic) else raw.decode("latin-1"))


def storable(text: str) -> str:
    """Drop what a database refuses: NUL and lone surrogates."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")


@lru_cache(256)
def _known(declared: str) -> str:
    """Return the codec's name, or nothing when Python knows no such charset."""
    wanted = declared.strip(" \t'\";").lower()
    for name in (
        wanted,
        wanted.removesuffix("-i").removesuffix("-e"),
        wanted.replace("cp-", "cp"),
    ):
        try:
            found = codecs.lookup(name)
        except (LookupError, ValueError):
            continue
        is_text = getattr(found, "_is_text_encoding", True)
        is_known = is_text and found.name not in _NOT_CHARSETS
        return _WIDER.get(found.name, found.name) if is_known else ""
    return ""
