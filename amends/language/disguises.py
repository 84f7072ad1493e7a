"""Read a text as it shows: without signs nobody sees, turned around where a control does it, digits joined."""

import re
from collections.abc import Iterator, Sequence


_UNSEEN = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_UNSEEN_SIGN = re.compile(f"[{_UNSEEN}]")
_DOTS = "\u00b7\u2022\u2219\u22c5\u066b"
_HIDES = re.compile(rf"\d\W{{0,9}}[{_UNSEEN}]\W{{0,9}}\d|\d ?[{_DOTS}] ?\d|\u202e")
_TURNED = re.compile("\u202e[^\u202c\u202d\u202e\n]*")
# A number told digit by digit, with the same sign between each two.
_SPELLED = re.compile(rf"(?<!\d)\d([ .\-_/{_DOTS}]{{1,3}})\d(?:\1\d){{5,}}(?!\d)")
_AS_POINTS = str.maketrans(dict.fromkeys(_DOTS, "."))

Shown = tuple[str, Sequence[int]]


def as_shown(text: str) -> Iterator[Shown]:
    """Yield the texts that a reader may see, each with the places of its signs in the original.

    Nothing where all stands as it shows. What a control turns around is read in both directions:
    not every screen obeys it.
    """
    if _HIDES.search(text):
        for order in _orders(text):
            kept = [at for at in order if not _UNSEEN_SIGN.match(text[at])]
            shown = "".join([text[at] for at in kept]).translate(_AS_POINTS)
            yield shown, kept
            yield from _joined(shown, kept)
    else:
        yield from _joined(text, range(len(text)))


def _orders(text: str) -> Iterator[list[int]]:
    places = list(range(len(text)))
    yield places
    turned = [run.span() for run in _TURNED.finditer(text)]
    if turned:
        places = places.copy()
        for start, end in turned:
            places[start:end] = reversed(places[start:end])
        yield places


def _joined(text: str, places: Sequence[int]) -> Iterator[Shown]:
    between = {
        at
        for run in _SPELLED.finditer(text)
        for at in range(*run.span())
        if not text[at].isdecimal()
    }
    if between:
        kept = [at for at in range(len(text)) if at not in between]
        yield "".join([text[at] for at in kept]), [places[at] for at in kept]
