"""Read a text as it shows: signs nobody sees left out, what a control turns around turned around."""

import re
from collections.abc import Iterator, Sequence


_UNSEEN = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_UNSEEN_SIGN = re.compile(f"[{_UNSEEN}]")
_HIDES = re.compile(rf"\d\W{{0,9}}[{_UNSEEN}]\W{{0,9}}\d|\u202e")
_TURNED = re.compile("\u202e[^\u202c\u202d\u202e\n]*")

Shown = tuple[str, Sequence[int]]


def as_shown(text: str) -> Iterator[Shown]:
    """Yield the texts that a reader may see, each with the places of its signs in the original.

    Nothing where all stands as it shows. What a control turns around is read in both directions:
    not every screen obeys it.
    """
    if text.isascii() or not _HIDES.search(text):
        return
    places = list(range(len(text)))
    yield _seen(text, places)
    turned = list(_TURNED.finditer(text))
    for run in turned:
        places[run.start() : run.end()] = reversed(range(*run.span()))
    if turned:
        yield _seen(text, places)


def _seen(text: str, places: list[int]) -> Shown:
    kept = [at for at in places if not _UNSEEN_SIGN.match(text[at])]
    return "".join([text[at] for at in kept]), kept
