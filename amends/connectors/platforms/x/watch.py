"""Looks again at posts heard on X: what was edited or deleted there must be so here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.connectors.platforms.x.api import IDS_AT_ONCE, Api
from amends.connectors.platforms.x.posts import (
    edit_of,
    gone_of,
    key_of,
    latest_of,
    mark_of,
    moment_of,
)
from amends.connectors.protocol import BrokenPage, Deletion, Edit, Heard


FIRST_LOOK = timedelta(minutes=65)  # a post may be edited for an hour
PAUSE = timedelta(hours=22)  # within a day, as the terms ask
MOST = 500  # posts, so that the cursor stays small
Watched = dict[
    str, tuple[str, int]
]  # the last version known, and when to look, in epoch seconds


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look showed; ``more``: others are due as well."""

    edits: tuple[Edit, ...] = ()
    deletions: tuple[Deletion, ...] = ()
    more: bool = False


def watch(watched: Watched, heard: Iterable[Heard]) -> Watched:
    """Return the posts to watch with those heard now; the latest of them stay."""
    new = {
        one.external_id: (
            one.url.rpartition("/")[2],
            int((one.said_at + FIRST_LOOK).timestamp()),
        )
        for one in heard
        if one.url and not one.is_ours
    }
    return dict(list((watched | new).items())[-MOST:])


def look_again(api: Api, watched: Watched, now: datetime, days: int) -> Seen:
    """Ask for the posts that are due and change ``watched`` by what is told; one or two requests.

    What X neither shows nor says to be gone is asked for again another day.
    """
    _forget_old(watched, now - timedelta(days=days))
    due = [key for key, (_, at) in watched.items() if at <= now.timestamp()]
    asked = due[:IDS_AT_ONCE]
    if not asked:
        return Seen()
    gone, newer = _look(api, watched, asked, now)
    edits = tuple(_edits(api, watched, newer))
    deletions = tuple(Deletion(key, now) for key in gone)
    return Seen(edits, deletions, len(due) > len(asked))


def _forget_old(watched: Watched, before: datetime) -> None:
    for key in [key for key in watched if moment_of(mark_of(key)) < before]:
        del watched[key]


def _look(
    api: Api, watched: Watched, keys: list[str], now: datetime
) -> tuple[list[str], list[str]]:
    """Return the posts that are gone, and the ids of versions newer than the one known."""
    answer = api.posts(watched[key][0] for key in keys)
    try:
        newest = {str(one["id"]): latest_of(one) for one in answer.get("data", [])}
        gone_ids = gone_of(answer)
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("X showed something that is no post.") from problem
    gone, newer = [], []
    for key in keys:
        known = watched[key][0]
        watched[key] = (known, int((now + PAUSE).timestamp()))
        if newest.get(known, known) != known:
            newer.append(newest[known])
        elif known in gone_ids and known not in newest:
            del watched[key]
            gone.append(key)
    return gone, newer


def _edits(api: Api, watched: Watched, newer: list[str]) -> Iterable[Edit]:
    if not newer:
        return
    for post in api.posts(newer).get("data", []):
        edit = edit_of(post)
        if edit is not None and key_of(post) in watched:
            watched[edit.external_id] = (str(post["id"]), watched[edit.external_id][1])
            yield edit
