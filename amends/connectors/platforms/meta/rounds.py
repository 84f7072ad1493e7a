"""Lists of Meta that show the newest first, walked back to what is known, one page at a time.

A round begins at the head of each list and ends where every list met its bound. What is still to
be walked stands in the cursor together with its bound: a round cut off goes on where it was, and
a page that no longer exists is looked for from the head again. Each walk overlaps the one before.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from amends.connectors.network.rest import items_of
from amends.connectors.platforms.meta.graph import Graph, WrongRequest, next_of
from amends.connectors.protocol import BrokenPage, Deletion, Edit, Heard


OVERLAP_S = 3600
RECENT = 500  # ids that the overlap may bring again
PAGES_AT_ONCE = 10
WATCHED = 60  # words asked for again in turn
WATCHED_A_ROUND = 4


@dataclass(slots=True)
class Walk:
    """One list on its way: ``bound`` in epoch seconds, ``params`` of the page that follows."""

    edge: str
    bound: int
    params: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Place:
    """How far was walked: ``marks`` hold the newest of each list in epoch seconds.

    ``recent`` holds digests of the ids heard last, ``watched`` maps ids to a digest of their words,
    ``notes`` are a kind's own.
    """

    todo: list[Walk] = field(default_factory=list)
    marks: dict[str, int] = field(default_factory=dict)
    recent: list[str] = field(default_factory=list)
    watched: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)

    def walk(self, edge: str, floor: int, params: Mapping[str, str] | None = None) -> Walk:
        """Return a walk back to a little before the newest that is known of a list."""
        bound = max(self.marks.get(edge, 0) - OVERLAP_S, floor)
        return Walk(edge, bound, dict(params or {}))

    def forget(self, floor: int) -> None:
        """Drop the marks that bound nothing any more."""
        self.marks = {edge: mark for edge, mark in self.marks.items() if mark > floor}


def parse_cursor(cursor: str) -> Place:
    """Read a cursor; an empty one is the beginning."""
    read = json.loads(cursor or "{}")
    todo = [Walk(**one) for one in read.pop("todo", ())]
    return Place(todo, **read)


def floor_of(now: datetime, days: int) -> int:
    """Return the moment before which nothing is looked for."""
    return max(int((now - timedelta(days=days)).timestamp()), 0)


def page_of(graph: Graph, walk: Walk, path: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """Ask for a walk's next page; from the head where Meta no longer knows that page."""
    try:
        page = graph.get(path, {**params, **walk.params})
    except WrongRequest:
        if not walk.params:
            raise
        page = graph.get(path, params)
    if page is None:
        return {}
    items_of(page, "data", "Meta")
    return dict(page)


def walk_on(place: Place, read: Callable[[Walk], list[Heard]]) -> list[Heard]:
    """Walk page by page until something new is found or the round is over, the oldest first.

    What overlaps was heard already: a quiet round is one answer, not one for each page.
    """
    for _ in range(PAGES_AT_ONCE):
        found = _unheard(place, read(place.todo.pop(0)))
        if found or not place.todo:
            return sorted(found, key=lambda one: one.said_at)
    return []


def _unheard(place: Place, read: Iterable[Heard]) -> list[Heard]:
    marks = {digest(one.external_id): one for one in read}
    new = {mark: one for mark, one in marks.items() if mark not in place.recent}
    place.recent = [*place.recent, *new][-RECENT:]
    return list(new.values())


def take(
    place: Place, walk: Walk, page: Mapping[str, Any], read: Sequence[Heard]
) -> list[Heard]:
    """Return what lies above a walk's bound, and put what follows it on the list of walks."""
    step(place, walk, page, times_of(read), back_to=walk.bound)
    return above(walk, read)


def above(walk: Walk, read: Iterable[Heard]) -> list[Heard]:
    """Return what is newer than a walk's bound."""
    return [one for one in read if one.said_at.timestamp() >= walk.bound]


def times_of(read: Iterable[Heard]) -> list[int]:
    """Return when each was said, in epoch seconds."""
    return [int(one.said_at.timestamp()) for one in read]


def step(
    place: Place, walk: Walk, page: Mapping[str, Any], times: Sequence[int], back_to: int
) -> None:
    """Note the newest of a list; walk on unless the whole page is older than ``back_to``."""
    newest = max(times, default=0)
    place.marks[walk.edge] = max(place.marks.get(walk.edge, 0), newest)
    following = next_of(page)
    # A page that names itself as the next one would be walked for ever.
    if following and following != walk.params and (not times or newest >= back_to):
        place.todo.insert(0, Walk(walk.edge, walk.bound, following))


def watch(place: Place, heard: Iterable[Heard]) -> None:
    """Remember what others said lately."""
    fresh = {one.external_id: digest(one.text) for one in heard if not one.is_ours}
    place.watched = dict(list((place.watched | fresh).items())[-WATCHED:])


def look_again(
    graph: Graph, place: Place, words: str, now: datetime
) -> tuple[list[Edit], list[Deletion]]:
    """Ask for a few of them, the longest unasked first; ``words`` names the field of the text.

    Only what Meta says is gone counts as deleted, only a text that it shows as changed.
    """
    edits, deletions = [], []
    for key in list(place.watched)[:WATCHED_A_ROUND]:
        before = place.watched[key]
        told = graph.get(key, {"fields": f"id,{words}"})
        del place.watched[key]
        if told is None:
            deletions.append(Deletion(key, now))
            continue
        text = told.get(words, "") if isinstance(told, dict) else ""
        place.watched[key] = digest(text) if text else before
        if place.watched[key] != before:
            edits.append(Edit(key, text, now))
    return edits, deletions


def digest(text: str) -> str:
    """Return a short mark by which words are told from others."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:12]


def moment(at: datetime | None) -> datetime:
    """Return a time that must be there; raises BrokenPage."""
    if at is None:
        raise BrokenPage("Meta sent something without a time.")
    return at
