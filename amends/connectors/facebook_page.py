"""A page on Facebook: its posts and comments, whoever tags it, and the messages Meta calls with.

https://developers.facebook.com/docs/pages-api. Asked for: posts of the last days with their newest
comments, then the comments that did not fit, then posts that tag the page. Meta also calls us at
once. Recommendations can no longer be read (error 12 since v22): a person pastes them.
A comment may be answered once in private, within seven days.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from amends.connectors.afterwards import FarFile
from amends.connectors.network.http import Http
from amends.connectors.platforms.meta import calls as graph_calls
from amends.connectors.platforms.meta import messages as graph_messages
from amends.connectors.platforms.meta.calls import changes_of, entries_of
from amends.connectors.platforms.meta.facebook_posts import (
    comments_of,
    link_of,
    parse_changes,
    parse_comment,
    parse_post,
)
from amends.connectors.platforms.meta.files import fetch_link
from amends.connectors.platforms.meta.graph import Graph, posted_id
from amends.connectors.platforms.meta.rounds import (
    Place,
    Walk,
    above,
    floor_of,
    look_again,
    page_of,
    parse_cursor,
    step,
    take,
    times_of,
    walk_on,
    watch,
)
from amends.connectors.platforms.meta.settings import Page
from amends.connectors.protocol import (
    Batch,
    Call,
    Capability,
    Challenge,
    Deletion,
    Door,
    Edit,
    Heard,
    Outgoing,
    Refused,
    Sent,
    Undeliverable,
    Visibility,
)
from amends.connectors.source_settings import N_, setting
from amends.connectors.values.dates import read_date, utc_now
from amends.connectors.walks.cursors import format_cursor


COMMENT = "id,message,created_time,from,parent,permalink_url,attachment"
COMMENTS = {"filter": "stream", "order": "reverse_chronological"}
TAGGED = "id,message,created_time,from,permalink_url"
POST = f"{TAGGED},comments.filter(stream).order(reverse_chronological).limit(50){{{COMMENT}}}"

CAPABILITY = Capability(
    platform="facebook",
    public=Door.API,
    private=Door.API,
    private_window_hours=graph_messages.WINDOW_HOURS,
    max_length=graph_messages.LENGTH,
    poll_s=300,
    extra=N_(
        "A comment is answered in private once; the rest waits until the customer writes."
    ),
)


@dataclass(frozen=True, slots=True)
class Settings(Page):
    """One page."""

    with_messages: bool = setting(
        N_("Hear Messenger too"),
        default=True,
        help=N_("Meta calls one address for a page's comments and messages."),
    )


class FacebookPage:
    """One page."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._page = settings.page
        self._http = http or Http()
        self._graph = Graph(settings.token, settings.app_secret, self._http)
        self._clock = clock

    def hear(self, cursor: str) -> Batch:
        """Return the next page of posts or comments; at a round's end also edits, deletions."""
        place, now = parse_cursor(cursor), self._clock()
        floor = floor_of(now, self._settings.days)
        if not place.todo:
            place.forget(floor)
            place.todo = [place.walk("feed", floor), place.walk("tagged", floor)]
        mentions = walk_on(place, lambda walk: self._read(walk, place, floor))
        watch(place, mentions)
        edits, deletions = (
            look_again(self._graph, place, "message", now) if not place.todo else ([], [])
        )
        return Batch(
            tuple(mentions),
            tuple(edits),
            tuple(deletions),
            cursor=format_cursor(place),
            more=bool(place.todo),
        )

    def say(self, outgoing: Outgoing) -> Sent:
        """Comment in public, write in private to who wrote so, or answer a comment once in private.

        Raises Undeliverable for what Meta refuses for good, and for what answers nothing.
        """
        graph_messages.check_length(outgoing, CAPABILITY)
        if outgoing.visibility is Visibility.PUBLIC:
            return self._comment(outgoing)
        path = f"{self._page}/messages"
        if outgoing.parent:
            is_person = self._settings.human_agent
            return graph_messages.send(self._graph, path, outgoing, is_person=is_person)
        if not outgoing.references:
            raise Undeliverable("Nobody is written to before he said something.")
        key = outgoing.references[-1]
        what = "post_id" if key.startswith(f"{self._page}_") else "comment_id"
        return graph_messages.reply_in_private(self._graph, path, {what: key}, outgoing.text)

    def check(self, call: Call) -> Challenge | Refused | None:
        """Say whether a call is Meta's."""
        return graph_calls.check(call, self._settings)

    def receive(self, call: Call) -> Batch:
        """Read posts, comments, edits and removals, and messages where they are wanted."""
        mentions: list[Heard] = []
        edits: list[Edit] = []
        deletions: list[Deletion] = []
        for entry in entries_of(call, "page", self._page):
            at = read_date(str(entry.get("time", ""))) or call.at
            told = parse_changes(changes_of(entry), self._page, at)
            mentions += told.mentions
            edits += told.edits
            deletions += told.deletions
            if self._settings.with_messages:
                said, unsaid = self._parse_messages(entry)
                mentions += said
                deletions += unsaid
        return Batch(tuple(mentions), tuple(edits), tuple(deletions))

    def fetch_file(self, file: FarFile) -> bytes:
        """Return a file that came with a message."""
        return fetch_link(self._http, file)

    def _parse_messages(self, entry: Mapping[str, Any]) -> tuple[list[Heard], list[Deletion]]:
        hours = graph_messages.window_of(is_person=self._settings.human_agent)
        return graph_messages.parse_events(entry, self._page, hours)

    def _comment(self, outgoing: Outgoing) -> Sent:
        if not outgoing.parent:
            raise Undeliverable("Nothing is named that this answers.")
        told = self._graph.post(f"{outgoing.parent}/comments", {"message": outgoing.text})
        key = posted_id(told)
        return Sent(key, link_of(key))

    def _read(self, walk: Walk, place: Place, floor: int) -> list[Heard]:
        if walk.edge == "feed":
            return self._read_feed(walk, place, floor)
        if walk.edge == "tagged":
            params: dict[str, Any] = {"fields": TAGGED, "limit": 50}
            page = page_of(self._graph, walk, f"{self._page}/tagged", params)
            return take(place, walk, page, [self._post(one) for one in page.get("data", ())])
        params = {"fields": COMMENT, "limit": 100, **COMMENTS}
        page = page_of(self._graph, walk, f"{walk.edge}/comments", params)
        parse = partial(parse_comment, post=walk.edge, page=self._page)
        return take(place, walk, page, [parse(one) for one in page.get("data", ())])

    def _read_feed(self, walk: Walk, place: Place, floor: int) -> list[Heard]:
        params = {"fields": POST, "since": floor, "limit": 25}
        page = page_of(self._graph, walk, f"{self._page}/feed", params)
        posts = page.get("data", ())
        read = [self._post(one) for one in posts]
        step(place, walk, page, times_of(read), back_to=floor)
        heard = above(walk, read)
        for post in posts:
            under = place.walk(str(post["id"]), floor)
            nested = post.get("comments") or {}
            heard += take(place, under, nested, comments_of(post, self._page))
        return heard

    def _post(self, post: Mapping[str, Any]) -> Heard:
        return parse_post(post, self._page)
