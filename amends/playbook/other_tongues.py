"""Tell that a text speaks none of Arabic, Persian and English (S2-10)."""

import re
from functools import cache
from typing import Final

from amends.playbook.keys import load_table


_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# Letters that are neither Latin nor Arabic: Greek to Hebrew, India and the East.
_OTHER_LETTER: Final = re.compile(
    r"[\u0370-\u05ff\u0700-\u074f\u0780-\u1dff\u2c00-\u2dff\u3005-\ud7ff\uf900-\ufaff]"
)
_OUR_LETTER: Final = re.compile(r"[A-Za-z\u0620-\u06ff]")
_SCRIPT_SHOWS: Final = 4
_SENTENCE: Final = 4
"""So few letters show a script; so few words make a sentence that ought to hold a small one."""
_SURE: Final = 2


def is_in_other_script(text: str) -> bool:
    """Say whether a text is written in another script than Latin and Arabic, for the better part."""
    other = len(_OTHER_LETTER.findall(text))
    return other >= _SCRIPT_SHOWS and other * 2 > len(_OUR_LETTER.findall(text))


def speaks_another(text: str) -> bool:
    """Say whether the small words of a text in Latin letters are those of another language than English."""
    words = [
        word.lower()
        for word in _WORD.findall(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    ]
    english, others = _small_words()
    other, own = sum(word in others for word in words), sum(word in english for word in words)
    if other >= _SURE:
        return other >= own
    return bool(other) and not own and len(words) >= _SENTENCE


@cache
def _small_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the small words of English, and those of the others."""
    listed = load_table("other_tongues.toml")
    english = frozenset(listed.pop("english").split())
    return english, frozenset(word for words in listed.values() for word in words.split())
