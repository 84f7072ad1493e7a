"""In which form a name stands at a place of a folded text, or that it does not stand there at all."""

import re
from enum import StrEnum
from typing import Final

from amends.language.naming.affixes import takes_after, takes_before


FEWEST_IN_A_TAG: Final = 5
"""Letters from which a name counts inside a longer tag or handle: #boycottnakheel."""
_WWW: Final = "ww."  # as it is folded
_JOINS_NAMES: Final = re.compile(r"[\w]|[.-]\w")


class Form(StrEnum):
    """How a name was written, the plainest sign that it is one first."""

    HANDLE = "handle"
    HASHTAG = "hashtag"
    LINK = "link"
    ALONE = "alone"
    JOINED = "joined"
    PART = "part"


def form_at(text: str, start: int, end: int) -> Form | None:
    """Return the form of the name at [start, end) of a folded text; None where it is no name.

    A term that itself begins with @ or # must end where the handle or the tag ends.
    """
    if text[start] in "@#":
        return _signed(text, start, end)
    first, last = _run_of_letters(text, start, end)
    before, after = text[first:start], text[end:last]
    sign = _sign_of(text, start, end)
    letters = end - start - text.count(" ", start, end)
    if takes_before(letters, before) and takes_after(letters, after):
        return sign or (Form.JOINED if before or after else Form.ALONE)
    return Form.PART if sign and letters >= FEWEST_IN_A_TAG else None


def _signed(text: str, start: int, end: int) -> Form | None:
    stands_apart = start == 0 or not text[start - 1].isalnum()
    if not stands_apart or _JOINS_NAMES.match(text, end):
        return None
    return Form.HANDLE if text[start] == "@" else Form.HASHTAG


def _run_of_letters(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end


def _sign_of(text: str, start: int, end: int) -> Form | None:
    """Return what the run of signs between two blanks is, as far as the place is inside of it."""
    first = text.rfind(" ", 0, start) + 1
    until = text.find(" ", end)
    run = text[first : until if until >= 0 else len(text)]
    if "://" in run or run.startswith(_WWW):
        return Form.LINK
    ahead = text[first:start]
    if "#" in ahead:
        return Form.HASHTAG
    if "@" in run:
        # name@host is an address; @name and @name@host are handles.
        return Form.HANDLE if run.lstrip("(\"'.:").startswith("@") else Form.LINK
    return None
