"""Mastodon and every server that speaks its API: one account, heard and answering.

Whether a message is public is said by each post, never by the source: one account hears and
answers in public and in private. The cursor holds the last notification read, the posts last found
by each word, and the posts heard lately, which are asked for again in turn: Mastodon tells nobody
of edits and deletions.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlsplit

from amends.connectors.network.http import Http
from amends.connectors.platforms.mastodon.api import Api
from amends.connectors.platforms.mastodon.posts import (
    Me,
    Status,
    edit_of,
    me_of,
    names_us,
    parse_status,
    steady,
)
from amends.connectors.platforms.mastodon.speech import say
from amends.connectors.protocol import (
    Batch,
    Capability,
    Deletion,
    Door,
    Edit,
    Heard,
    Outgoing,
    Sent,
)
from amends.connectors.source_settings import N_, OLDER_POSTS, SettingsError, days_back, setting
from amends.connectors.values.dates import read_date, utc_now
from amends.connectors.values.links import web_link
from amends.connectors.walks.cursors import format_cursor


LENGTH = 500  # characters of a post, unless the server says otherwise
LINK_LENGTH = 23  # as which each link counts, however long it is
ADDRESS_ROOM = 60  # of them for the customer's address, which a post must begin with
WATCHED = 60  # posts asked for again in turn
WATCHED_A_ROUND = 4
KNOWN = 80  # posts remembered of each hashtag and word
ONLY_MENTIONS = MappingProxyType({"types[]": "mention"})

CAPABILITY = Capability(
    platform="mastodon",
    public=Door.API,
    private=Door.API,
    max_length=LENGTH - ADDRESS_ROOM,
    link_length=LINK_LENGTH,
    extra=N_("Private messages are not encrypted: the servers' owners can read them."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One account at one server."""

    instance: str = setting(
        N_("Address of the server"), help=N_("For example https://mastodon.example.")
    )
    token: str = setting(
        N_("Access token"),
        secret=True,
        help=N_("From Preferences, Development, with the scopes read and write."),
    )
    tags: tuple[str, ...] = setting(
        N_("Hashtags to listen to"), default=(), help=N_("One per line.")
    )
    words: tuple[str, ...] = setting(
        N_("Words to search for"),
        default=(),
        help=N_("One per line. Servers search only what its author allowed."),
    )
    first_days: int = days_back(OLDER_POSTS)
    max_characters: int = setting(
        N_("Longest post, in characters"), default=LENGTH, help=N_("Read from the server.")
    )

    def __post_init__(self) -> None:
        parts = urlsplit(web_link(self.instance))
        if not parts.hostname or parts.path.strip("/"):
            raise SettingsError(
                {"instance": N_("Please give addresses such as https://shop.example.")}
            )


@dataclass(slots=True)
class Place:
    """How far was read: ``since`` bounds the past, ``watched`` maps a post to its last edit."""

    since: str = ""
    mentions: str = "0"
    found: dict[str, list[str]] = field(default_factory=dict)
    watched: dict[str, str] = field(default_factory=dict)
    length: int = 0


def parse_cursor(cursor: str) -> Place:
    """Read a cursor; an empty one is the beginning."""
    return Place(**json.loads(cursor or "{}"))


class Mastodon:
    """One account."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._api = Api(settings.instance, settings.token, http or Http(trusted=True))
        self._clock = clock

    def hear(self, cursor: str) -> Batch:
        """Return the next page of mentions; at their end also hashtags, words, edits, deletions."""
        place = parse_cursor(cursor)
        if not cursor and self._settings.first_days:
            place.since = (
                self._clock() - timedelta(days=self._settings.first_days)
            ).isoformat()
        called = self._api.after("v1/notifications", place.mentions, ONLY_MENTIONS)
        found = {
            steady(str(one["status"]["id"])): self._heard(one["status"])
            for one in called
            if one.get("type") == "mention" and one.get("status")
        }
        if called:
            place.mentions = str(called[-1]["id"])
            return self._batch(place, found, more=True)
        for status in self._overheard(place):
            found.setdefault(steady(str(status["id"])), self._overhear(status))
        edits, deletions = self._look_again(place)
        return self._batch(place, found, edits, deletions)

    def say(self, outgoing: Outgoing) -> Sent:
        """Post it; see ``speech.say``."""
        return say(self._api, outgoing, self._settings.max_characters)

    @cached_property
    def _me(self) -> Me:
        return me_of(
            self._api.get("v1/accounts/verify_credentials") or {}, self._settings.instance
        )

    def _heard(self, status: Status) -> Heard:
        has_parent = bool(status.get("in_reply_to_id"))
        above = self._api.context(str(status["id"])) if has_parent else []
        return parse_status(status, above, self._me)

    def _overhear(self, status: Status) -> Heard:
        """Return a post that was looked for, marked where it never named us."""
        heard = self._heard(status)
        if heard.is_ours or names_us(status, self._me):
            return heard
        return replace(heard, data={**heard.data, "is_indirect": True})

    def _overheard(self, place: Place) -> Iterator[Status]:
        for tag in self._settings.tags:
            name = quote(tag.removeprefix("#"), safe="")
            found = self._api.latest(f"v1/timelines/tag/{name}", place.found.get(tag, ()))
            yield from self._remember(place, tag, found)
        for words in self._settings.words:
            yield from self._remember(place, words, self._api.search(words))

    def _remember(self, place: Place, looked_for: str, found: list[Status]) -> Iterator[Status]:
        known = place.found.get(looked_for, [])
        named = {steady(str(one["id"])): one for one in found}
        new = {key: one for key, one in named.items() if key not in known}
        place.found[looked_for] = [*known, *new][-KNOWN:]
        yield from new.values()

    def _look_again(self, place: Place) -> tuple[list[Edit], list[Deletion]]:
        """Ask for a few posts heard lately, the longest unasked first."""
        edits, deletions = [], []
        for key in list(place.watched)[:WATCHED_A_ROUND]:
            before = place.watched.pop(key)
            status = self._api.status(key)
            if status is None:
                deletions.append(Deletion(key, self._clock()))
                continue
            edit = edit_of(status)
            place.watched[key] = edit.edited_at.isoformat() if edit else ""
            if edit and place.watched[key] != before:
                edits.append(edit)
        return edits, deletions

    def _batch(
        self,
        place: Place,
        found: dict[str, Heard],
        edits: Any = (),
        deletions: Any = (),
        *,
        more: bool = False,
    ) -> Batch:
        since = read_date(place.since) if place.since else None
        mentions = [one for one in found.values() if since is None or one.said_at >= since]
        watched = place.watched | {one.external_id: "" for one in mentions if not one.is_ours}
        place.watched = dict(list(watched.items())[-WATCHED:])
        told = {} if place.length else self._ask_length(place)
        return Batch(
            tuple(sorted(mentions, key=lambda one: one.said_at)),
            tuple(edits),
            tuple(deletions),
            cursor=format_cursor(place),
            secrets=told,
            more=more,
        )

    def _ask_length(self, place: Place) -> dict[str, str]:
        """Ask once how long a post may be; it is kept with the settings."""
        place.length = self._api.max_characters() or self._settings.max_characters
        if place.length == self._settings.max_characters:
            return {}
        return {"max_characters": str(place.length)}


def length_at(settings: Settings) -> int:
    """Return how many characters an answer may have at one server, its address aside."""
    return max(settings.max_characters - ADDRESS_ROOM, 1)
