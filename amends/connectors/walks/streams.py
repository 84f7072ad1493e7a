"""Services that show the newest first: each stream is walked back, page by page, to what is known.

A stream is one word, one forum, one inbox. What the walk has left to read stands in the cursor, so
that an outage of a week is made up for page by page, and a crash between two pages loses nothing.
Posts heard lately are watched: their words are compared whenever they are seen again.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from amends.connectors.protocol import Edit, Heard


@dataclass(slots=True)
class Walk:
    """One stream: all up to ``known`` was heard; ``onward`` is where the walk under way goes on.

    Times are seconds of the epoch; ``top`` is the newest of that walk.
    """

    known: float = 0
    top: float = 0
    onward: str = ""


@dataclass(slots=True)
class Place:
    """How far was read: ``turn`` says whose page is next, ``watched`` the words last seen."""

    since: float = 0
    turn: int = 0
    walks: dict[str, Walk] = field(default_factory=dict)
    watched: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a stream; without ``onward`` what is known was reached.

    ``is_older``: newer pages of this walk were read before it.
    """

    mentions: Sequence[Heard]
    newest: float = 0
    onward: str = ""
    is_older: bool = False


def parse_cursor(cursor: str, now: datetime, first_days: int) -> Place:
    """Read a cursor; an empty one begins so many days ago, 0 for the beginning of time."""
    if not cursor:
        first = now - timedelta(days=first_days)
        return Place(since=int(first.timestamp()) if first_days else 0)
    read = json.loads(cursor)
    walks = {name: Walk(**walk) for name, walk in read.pop("walks").items()}
    return Place(walks=walks, **read)


def step(
    place: Place, streams: Sequence[str], read: Callable[[str, Walk], Page]
) -> tuple[Page, bool]:
    """Read one page of the stream whose turn it is, and say whether more can be had at once.

    Its mentions come the oldest first.
    """
    place.walks = {name: place.walks.get(name) or Walk(place.since) for name in streams}
    name = streams[place.turn % len(streams)]
    walk = place.walks[name]
    is_older, page = bool(walk.onward), read(name, walk)
    walk.top, walk.onward = max(walk.top, page.newest), page.onward
    if not walk.onward:
        walk.known, walk.top = max(walk.known, walk.top), 0
        place.turn = (place.turn + 1) % len(streams)
    page = replace(page, mentions=oldest_first(page.mentions), is_older=is_older)
    return page, bool(walk.onward or place.turn)


def bound_of(walk: Walk) -> tuple[int | None, int]:
    """Return the time up to which a walk goes on, None for the newest end, and its page there."""
    bound, _, page = walk.onward.partition(":")
    return (int(bound) if bound else None), int(page or 0)


def onward(walk: Walk, oldest: float | None, *, has_more: bool) -> str:
    """Return where a walk goes on after a page whose last post is so old; empty at its end.

    By time and not by number of pages: services count pages only so far. Only where one second
    fills a whole page the next page of that second is asked for.
    """
    bound, page = bound_of(walk)
    if not has_more or oldest is None:
        return ""
    is_older = bound is None or oldest < bound
    return f"{int(oldest)}:0" if is_older else f"{bound}:{page + 1}"


def digest(text: str) -> str:
    """Return what tells changed words from the same ones; spaces do not count."""
    return hashlib.sha256(" ".join(text.split()).encode(errors="replace")).hexdigest()[:16]


def watch(
    place: Place, told: Iterable[Edit], most: int, *, is_older: bool = False
) -> list[Edit]:
    """Note the words of posts, and return of those known before the ones that were changed.

    The latest are watched: what is older takes no newer one's place.
    """
    changed = []
    for one in told:
        known, now = place.watched.get(one.external_id), digest(one.text)
        if known is None and is_older and len(place.watched) >= most:
            continue
        if known not in {None, now}:
            changed.append(one)
        place.watched[one.external_id] = now
    place.watched = dict(list(place.watched.items())[-most:])
    return changed


def longest_unasked(place: Place, count: int) -> list[str]:
    """Return so many of the watched posts, those first that were not asked for longest."""
    keys = list(place.watched)[:count]
    place.watched |= {key: place.watched.pop(key) for key in keys}
    return keys


def words_of(mentions: Iterable[Heard], at: datetime) -> list[Edit]:
    """Return what people said, as it is now; our own words are not watched."""
    return [Edit(one.external_id, one.text, at) for one in mentions if not one.is_ours]


def oldest_first(found: Iterable[Heard]) -> tuple[Heard, ...]:
    """Return mentions in the order in which they were said."""
    return tuple(sorted(found, key=lambda one: one.said_at))
