"""Which regular expressions a shop may use for its order numbers: short, bounded, quick."""

import re
from typing import Final


LONGEST: Final = 120
MOST_WAYS: Final = 400  # in how many ways one number may be read; more makes the search slow
_TOKEN: Final = re.compile(
    r"""(?P<atom>\\[dwsDWS\-.#/_] | \[(?:\\.|[^\]\\\[])+\] | [^\\()\[\]{}*+?|^$.\s]|\s)
      | (?P<count>\{(?P<low>\d{1,3})(?:,(?P<high>\d{1,3}))?\})
      | (?P<edge>\\b)
      | (?P<maybe>\?)
      | (?P<open>\((?:\?:)?(?!\?))
      | (?P<close>\))
      | (?P<either>\|)""",
    re.VERBOSE,
)


class PatternError(ValueError):
    """A pattern cannot be used; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_order_pattern(pattern: str) -> None:
    r"""Accept a pattern, or raise PatternError: too_long, unbounded, not_plain, slow, invalid, empty.

    Letters, digits, sets, ``\d``, ``{4,8}``, ``?``, groups and ``|``; no ``*`` or ``+``, no
    look-around, no references, no count behind a group: such a pattern is read in few ways, so a
    long message cannot hold up the reader.
    """
    if len(pattern) > LONGEST:
        raise PatternError("too_long")
    if re.search(r"(?<!\\)[*+]", re.sub(r"\[(?:\\.|[^\]\\])+\]", "", pattern)):
        raise PatternError("unbounded")
    if _ways(pattern) > MOST_WAYS:
        raise PatternError("slow")
    try:
        compiled = re.compile(pattern)
    except re.error:
        raise PatternError("invalid") from None
    if compiled.fullmatch("") or compiled.search("   "):
        raise PatternError("empty")


def _ways(pattern: str) -> int:
    """Count in how many ways the pattern can be walked through; refuse what is not plain."""
    ways, at, before = 1, 0, ""
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        if token is None:
            raise PatternError("not_plain")
        kind = str(token.lastgroup) if token.lastgroup not in {"low", "high"} else "count"
        if kind == "count":
            if before != "atom":
                raise PatternError("not_plain")
            low, high = int(token["low"]), int(token["high"] or token["low"])
            ways *= max(high - low + 1, 1)
        elif kind in {"maybe", "either"}:
            ways *= 2
        before, at = kind, token.end()
    return ways
