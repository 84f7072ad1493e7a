"""YouTube (developers.google.com/youtube/v3): the comments of one channel, heard and answered.

Ten thousand units a day: a page costs 1, an answer 50; searches are a hundred calls a day of their
own. New replies, edits and deletions are told to nobody: threads heard lately are asked for again in
turn. What is stored of YouTube must be refreshed or deleted within thirty days.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from amends.connectors.directness import Directness
from amends.connectors.feeds.websub import renew
from amends.connectors.network.http import Http
from amends.connectors.platforms.youtube.api import PAGE, PLAIN, Api, Closed, why_of
from amends.connectors.platforms.youtube.comments import (
    SITE,
    mark_of,
    parse_thread,
    parse_video,
)
from amends.connectors.platforms.youtube.settings import Settings
from amends.connectors.platforms.youtube.threads import Known, look_again, watch
from amends.connectors.platforms.youtube.uploads import check, parse_call, wish_of
from amends.connectors.protocol import (
    Batch,
    BrokenPage,
    Call,
    Challenge,
    Heard,
    Outgoing,
    Refused,
    Sent,
    Undeliverable,
    Visibility,
)
from amends.connectors.values.dates import utc_now
from amends.connectors.walks.cursors import format_cursor
from amends.connectors.walks.tokens import Walk


FOUND = 50  # videos a page
SEARCHES_A_DAY = 80  # of a hundred: some are left to a person
OVERLAP_MS = 3_600_000  # what searches lag behind
HELD_MS = 72 * OVERLAP_MS  # what was held for review keeps its time


@dataclass(frozen=True, slots=True)
class _List:
    """Threads of comments: of our channel, or of one video of others."""

    name: str
    params: Mapping[str, str]


@dataclass(slots=True)
class Place:
    """How far was read; ``closed``: videos without comments; ``searched``: when, by words."""

    since: int = 0
    walks: dict[str, Walk] = field(default_factory=dict)
    threads: dict[str, Known] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)
    searched: dict[str, int] = field(default_factory=dict)
    called_until: int = 0


def parse_cursor(cursor: str) -> Place:
    """Read a cursor; an empty one is the beginning."""
    told = json.loads(cursor or "{}")
    walks = {name: Walk(**walk) for name, walk in told.pop("walks", {}).items()}
    threads = {key: tuple(known) for key, known in told.pop("threads", {}).items()}
    return Place(**told, walks=walks, threads=threads)


class YouTube:
    """One channel."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._http = http or Http()
        self._api = Api(settings, self._http)
        self._clock = clock

    def hear(self, cursor: str) -> Batch:
        """Return one page of new threads; at their end replies, edits, deletions and searches."""
        place = parse_cursor(cursor)
        if not place.since and self._settings.first_days:
            place.since = mark_of(self._clock() - timedelta(days=self._settings.first_days))
        lists = [(self._walk(place, one.name), one) for one in self._lists(place)]
        for walk, one in sorted(lists, key=lambda pair: not pair[0].token):
            heard = self._read(place, walk, one)
            if heard or walk.token:
                return Batch(tuple(heard), cursor=format_cursor(place), more=True)
        return self._last(place)

    def check(self, call: Call) -> Challenge | Refused | None:
        """Answer the hub, or make sure that it signed the call."""
        return check(call, self._settings)

    def receive(self, call: Call) -> Batch:
        """Read a call that was checked."""
        return parse_call(call, self._settings.channel)

    def say(self, outgoing: Outgoing) -> Sent:
        """Answer once under a comment; answers to a reply stand under the same comment.

        Raises Undeliverable for what YouTube refuses, and TimeoutError when its fate is unknown.
        """
        thread = outgoing.parent.partition(".")[0]
        if not thread or outgoing.visibility is Visibility.PRIVATE:
            raise Undeliverable("YouTube knows answers under comments only.")
        status, told = self._api.answer(thread, outgoing.text)
        if status >= HTTPStatus.BAD_REQUEST:
            raise Undeliverable(f"YouTube answered {status}: {why_of(told)}")
        if not isinstance(told, dict) or not told.get("id"):
            raise BrokenPage("YouTube did not say what it posted.")
        video = (told.get("snippet") or {}).get("videoId")
        key = str(told["id"])
        return Sent(key, f"{SITE}/watch?v={video}&lc={key}" if video else "")

    def _placed(self, heard: Heard) -> Heard:
        """Return a comment, marked where it stands under a video of others."""
        video = heard.url.partition("?v=")[2].partition("&")[0]
        is_strange = video in self._settings.video_ids
        return replace(heard, directness=Directness.OVERHEARD) if is_strange else heard

    def _walk(self, place: Place, name: str) -> Walk:
        return place.walks.setdefault(name, Walk())

    def _lists(self, place: Place) -> Iterator[_List]:
        yield _List("channel", {"allThreadsRelatedToChannelId": self._settings.channel})
        for video in self._settings.video_ids:
            if video not in place.closed:
                yield _List(video, {"videoId": video})

    def _read(self, place: Place, walk: Walk, one: _List) -> list[Heard]:
        """Read one page of threads and return what is new on it, oldest first."""
        is_ours = one.name == "channel"
        asked = {"part": "snippet,replies", "order": "time", "maxResults": PAGE, **PLAIN}
        token = {"pageToken": walk.token} if walk.token else {}
        try:
            items, onward = self._api.page("commentThreads", {**asked, **one.params, **token})
        except Closed:
            if is_ours:
                raise
            place.closed.append(one.name)
            return []
        me = self._settings.channel
        threads = {t.key: t for t in (parse_thread(item, me) for item in items[::-1])}
        marks = {key: mark_of(thread.top.said_at) for key, thread in threads.items()}
        fresh = walk.take(marks, onward, max(walk.until - HELD_MS, place.since))
        new = [thread for key, thread in threads.items() if key in fresh]
        place.threads = watch(place.threads, new)
        return [self._placed(heard) for thread in new for heard in thread.said]

    def _last(self, place: Place) -> Batch:
        now = self._clock()
        look = look_again(self._api, place.threads, self._settings.channel, now)
        found = [*map(self._placed, look.mentions), *self._search(place, now)]
        wish = wish_of(self._settings)
        place.called_until = renew(self._http, wish, place.called_until, now)
        return Batch(
            tuple(sorted(found, key=lambda one: one.said_at)),
            tuple(look.edits),
            tuple(look.deletions),
            cursor=format_cursor(place),
            more=look.more,
        )

    def _search(self, place: Place, now: datetime) -> list[Heard]:
        """Search for the words that are due, as seldom as the day's searches allow."""
        words = self._settings.words
        pause_s = 24 * 3600 * len(words) / SEARCHES_A_DAY
        found = []
        for one in words:
            walk = self._walk(place, f"search {one}")
            if walk.token or place.searched.get(one, 0) + pause_s <= now.timestamp():
                place.searched[one] = int(now.timestamp())
                found += self._find(walk, one, max(walk.until - OVERLAP_MS, place.since))
        return found

    def _find(self, walk: Walk, words: str, floor: int) -> list[Heard]:
        asked: dict[str, Any] = {
            "part": "snippet",
            "type": "video",
            "q": words,
            "order": "date",
        }
        if floor:
            after = datetime.fromtimestamp(floor // 1000, self._clock().tzinfo)
            asked["publishedAfter"] = after.isoformat().replace("+00:00", "Z")
        token = {"pageToken": walk.token} if walk.token else {}
        items, onward = self._api.page("search", {**asked, "maxResults": FOUND, **token})
        videos = [parse_video(item, self._settings.channel) for item in items]
        marks = {one.external_id: mark_of(one.said_at) for one in videos}
        fresh = walk.take(marks, onward, floor)
        return [one for one in videos if one.external_id in fresh and not one.is_ours]
