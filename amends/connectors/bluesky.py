"""Bluesky (docs.bsky.app) and every server of the AT Protocol: one account, heard and answering.

An app password opens a session, which is renewed where it ran out: signing in is limited to 30
times in five minutes and some hundred a day. 3000 requests in five minutes. Posts are never
edited there; deletions are told to nobody and found by asking again for posts heard lately.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from amends.connectors.network.http import Http
from amends.connectors.network.rest import items_of
from amends.connectors.platforms.bluesky.api import Api, Missing, Session, SignedOut, session_of
from amends.connectors.platforms.bluesky.posts import mark_of, parse_post, seen_at
from amends.connectors.platforms.bluesky.settings import Settings
from amends.connectors.platforms.bluesky.speech import say
from amends.connectors.platforms.bluesky.talks import read_talks
from amends.connectors.protocol import (
    Batch,
    BrokenPage,
    Deletion,
    Heard,
    NeedsReconnecting,
    Outgoing,
    Sent,
)
from amends.connectors.values.dates import utc_now
from amends.connectors.walks.cursors import format_cursor
from amends.connectors.walks.tokens import Walk


PAGE = 100
OVERLAP_MS = 300_000  # what the index lags behind
WATCHED = 100  # posts asked for again in turn
WATCHED_A_ROUND = 25


@dataclass(frozen=True, slots=True)
class _List:
    """One list: how its walk is called, where it is, and under which name it lists posts."""

    name: str
    path: str
    holds: str
    params: Mapping[str, Any]


@dataclass(slots=True)
class Place:
    """How far was read: the first moment, each list, the posts watched, each conversation."""

    since: int = 0
    walks: dict[str, Walk] = field(default_factory=dict)
    watched: list[str] = field(default_factory=list)
    talks: dict[str, str] = field(default_factory=dict)


def parse_cursor(cursor: str) -> Place:
    """Read a cursor; an empty one is the beginning."""
    told = json.loads(cursor or "{}")
    walks = {name: Walk(**walk) for name, walk in told.pop("walks", {}).items()}
    return Place(**told, walks=walks)


class Bluesky:
    """One account."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._http = http or Http(trusted=True)
        self._clock = clock
        self._session = session_of(settings.session_token)
        self._is_renewed = False
        self._api = self._with(self._session)

    def hear(self, cursor: str) -> Batch:
        """Return one page of what is new; at the end of all lists messages and deletions.

        A session that ran out is renewed first, and given back before anything else is asked.
        """
        place = parse_cursor(cursor)
        if self._session is None:
            return self._given_back(self._sign_in(), place)
        try:
            return self._round(place)
        except SignedOut:
            if self._is_renewed:
                raise
            return self._given_back(self._renew(self._session), parse_cursor(cursor))

    def say(self, outgoing: Outgoing) -> Sent:
        """Post it or write it; see ``speech.say``.

        Where the session ran out, a new one is opened for this alone: a refused post is no post.
        """
        now = self._clock()
        if self._session is not None:
            try:
                return say(self._api, outgoing, now)
            except SignedOut:
                pass
        return say(self._with(self._sign_in()), outgoing, now)

    def _with(self, session: Session | None) -> Api:
        return Api(self._settings.server, self._http, session)

    def _sign_in(self) -> Session:
        return self._with(None).sign_in(self._settings.name, self._settings.app_password)

    def _renew(self, session: Session) -> Session:
        try:
            return self._with(None).renew(session)
        except NeedsReconnecting:
            return self._sign_in()

    def _given_back(self, session: Session, place: Place) -> Batch:
        self._session, self._is_renewed = session, True
        self._api = self._with(session)
        new = {"session_token": str(session)}
        return Batch(cursor=format_cursor(place), secrets=new, more=True)

    def _round(self, place: Place) -> Batch:
        if not place.since and self._settings.first_days:
            place.since = mark_of(self._clock() - timedelta(days=self._settings.first_days))
        lists = [(place.walks.setdefault(one.name, Walk()), one) for one in self._lists()]
        for walk, one in sorted(lists, key=lambda pair: not pair[0].token):
            heard = self._read(place, walk, one)
            if heard or walk.token:
                place.watched = _watched(place.watched, heard)
                return Batch(tuple(heard), cursor=format_cursor(place), more=True)
        return self._last(place)

    def _lists(self) -> Iterator[_List]:
        told = {"limit": PAGE, "reasons": ["mention", "reply", "quote"]}
        path = "app.bsky.notification.listNotifications"
        yield _List("notifications", path, "notifications", told)
        for words in self._settings.words:
            asked = {"limit": PAGE, "q": words, "sort": "latest"}
            yield _List(f"search {words}", "app.bsky.feed.searchPosts", "posts", asked)

    def _read(self, place: Place, walk: Walk, one: _List) -> list[Heard]:
        """Read one page of a list and return what is new on it, oldest first."""
        token = {"cursor": walk.token} if walk.token else {}
        page = self._api.page(one.path, {**one.params, **token})
        posts = items_of(page, one.holds, "Bluesky")[::-1]
        try:
            marks = {str(post["uri"]): mark_of(seen_at(post)) for post in posts}
        except (KeyError, ValueError) as problem:
            raise BrokenPage(f"Bluesky listed something else in {one.path}.") from problem
        floor = max(walk.until - OVERLAP_MS, place.since)
        fresh = walk.take(marks, str(page.get("cursor") or ""), floor)
        heard = [parse_post(post, self._api.did) for post in posts if post["uri"] in fresh]
        return sorted(heard, key=lambda one: one.said_at)

    def _last(self, place: Place) -> Batch:
        gone = self._gone(place)
        mentions: tuple[Heard, ...] = ()
        if self._settings.reads_messages:
            talked = read_talks(self._api, place.talks, place.since)
            mentions, gone = tuple(talked.mentions), [*gone, *talked.gone]
        now = self._clock()
        deletions = tuple(Deletion(key, now) for key in gone)
        return Batch(mentions, (), deletions, cursor=format_cursor(place))

    def _gone(self, place: Place) -> list[str]:
        """Ask for a few posts heard lately, the longest unasked first; returns the deleted ones."""
        asked, rest = place.watched[:WATCHED_A_ROUND], place.watched[WATCHED_A_ROUND:]
        if not asked:
            return []
        page = self._api.page("app.bsky.feed.getPosts", {"uris": asked})
        there = {str(one.get("uri")) for one in items_of(page, "posts", "Bluesky")}
        gone = [uri for uri in asked if uri not in there and self._is_gone(uri)]
        place.watched = [*rest, *(uri for uri in asked if uri not in gone)]
        return gone

    def _is_gone(self, uri: str) -> bool:
        """Make sure: deleted posts are silently missing, but so may others be."""
        try:
            page = self._api.page("app.bsky.feed.getPostThread", {"uri": uri, "depth": 0})
        except Missing:
            return True
        thread = page.get("thread")
        kind = str(thread.get("$type", "")) if isinstance(thread, dict) else ""
        return kind.endswith("#notFoundPost")


def _watched(before: list[str], heard: list[Heard]) -> list[str]:
    new = [one.external_id for one in heard if not one.is_ours]
    return [*before, *(uri for uri in new if uri not in before)][-WATCHED:]
