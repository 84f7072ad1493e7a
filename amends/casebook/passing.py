"""Words that must not be stored: they pass through this process and are gone with it (decision 7)."""

import threading
from collections import OrderedDict


MOST = 1000  # what waits to be read; the oldest go first


_words: OrderedDict[tuple[int, str], str] = OrderedDict()
_guard = threading.Lock()


def hand_on(source: int, external_id: str, text: str) -> None:
    """Let words be read once by whoever understands them, in the memory of this process."""
    with _guard:
        _words[(source, external_id)] = text
        while len(_words) > MOST:
            _words.popitem(last=False)


def words_of(source: int, external_id: str) -> str:
    """Return words that pass; empty where they have passed, or another process heard them."""
    return _words.get((source, external_id), "")


def let_go(source: int, external_id: str) -> None:
    """Forget words that were read."""
    with _guard:
        _words.pop((source, external_id), None)
