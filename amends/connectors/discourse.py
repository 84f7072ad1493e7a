"""A forum of Discourse (https://docs.discourse.org): asked, or calling us by a webhook, and answered.

Without a key only what everybody may read. A search gives no whole posts, so each found post is
asked for once. The forum tells of edits and deletions by its webhook; without one the posts heard
lately are asked for again in turn.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from amends.connectors.directness import Directness
from amends.connectors.feed import WHOSE
from amends.connectors.network.answers import read_json
from amends.connectors.network.http import Http
from amends.connectors.network.signatures import is_signed
from amends.connectors.platforms.discourse.api import Api
from amends.connectors.platforms.discourse.posts import (
    Forum,
    id_of,
    is_gone,
    key_of,
    moment,
    parse_post,
)
from amends.connectors.protocol import (
    Batch,
    Call,
    Capability,
    Deletion,
    Door,
    Edit,
    Heard,
    NeedsReconnecting,
    Outgoing,
    Refused,
    Sent,
)
from amends.connectors.source_settings import N_, OLDER_POSTS, SettingsError, days_back, setting
from amends.connectors.values.dates import utc_now
from amends.connectors.values.links import web_link
from amends.connectors.walks.cursors import format_cursor
from amends.connectors.walks.streams import (
    Page,
    Place,
    Walk,
    longest_unasked,
    parse_cursor,
    step,
    watch,
    words_of,
)


OVERLAP_S = 3600
WATCHED = 60
WATCHED_A_ROUND = 4
KNOWN = 200  # found posts of each word that are not asked for again
EVERYTHING = ""
SIGNATURE, SIGNED = "x-discourse-event-signature", "sha256="
CREATED = frozenset(["post_created", "post_recovered"])
EDITED, DESTROYED = "post_edited", "post_destroyed"

CAPABILITY = Capability(
    public=Door.API,
    private=Door.API,
    extra=N_("Without a key the forum is only read."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One forum, and the user who answers there."""

    url: str = setting(
        N_("Address of the forum"), help=N_("For example https://forum.example.")
    )
    api_key: str = setting(
        N_("API key"), default="", secret=True, help=N_("From Admin, API. Empty to only read.")
    )
    api_username: str = setting(N_("User name"), default="")
    words: tuple[str, ...] = setting(
        N_("Words to search for"),
        default=(),
        help=N_("One per line. Empty where every post is to be heard."),
    )
    whose: str = setting(N_("Whose page it is"), default="ours", choices=WHOSE)
    webhook_secret: str = setting(
        N_("Secret of the webhook"),
        default="",
        secret=True,
        help=N_("From Admin, API, Webhooks; only where the forum calls us."),
    )
    first_days: int = days_back(OLDER_POSTS)

    def __post_init__(self) -> None:
        if not urlsplit(web_link(self.url)).hostname:
            raise SettingsError(
                {"url": N_("Please give addresses such as https://shop.example.")}
            )
        if self.api_key and not self.api_username:
            raise SettingsError({"api_username": N_("A key belongs to a user.")})


class Discourse:
    """One forum."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._forum = Forum(settings.url, settings.api_username)
        self._api = Api(self._forum, settings.api_key, http or Http(trusted=True))
        self._clock = clock

    def hear(self, cursor: str) -> Batch:
        """Return one page of posts; at the end of a round edits and deletions."""
        now = self._clock()
        place = parse_cursor(cursor, now, self._settings.first_days)
        ids: dict[str, int] = place.notes.setdefault("ids", {})
        read = _Reading(self._api, self._forum, place.notes.setdefault("known", {}), ids)
        page, more = step(place, self._settings.words or (EVERYTHING,), read.page)
        edits = watch(place, words_of(page.mentions, now), WATCHED, is_older=page.is_older)
        deletions: list[Deletion] = []
        if not more:
            told = list(self._look_again(place, ids, now))
            edits += watch(place, [one for one in told if isinstance(one, Edit)], WATCHED)
            deletions = [one for one in told if isinstance(one, Deletion)]
        # A search marks its finds itself.
        is_overheard = self._settings.whose == "others" and not self._settings.words
        directness = Directness.OVERHEARD if is_overheard else None
        place.notes["ids"] = {key: ids[key] for key in place.watched if key in ids}
        return Batch(
            tuple(
                replace(one, directness=directness)
                for one in page.mentions
                if one.said_at.timestamp() >= place.since
            ),
            tuple(edits),
            tuple(deletions),
            cursor=format_cursor(place),
            more=more,
        )

    def _look_again(
        self, place: Place, ids: dict[str, int], now: datetime
    ) -> Iterator[Edit | Deletion]:
        for key in longest_unasked(place, WATCHED_A_ROUND):
            if key not in ids:
                continue
            try:
                post = self._api.get(f"posts/{ids[key]}.json")
            except NeedsReconnecting:
                continue  # hidden from us is not taken away
            if not isinstance(post, dict) or is_gone(post):
                place.watched.pop(key)
                yield Deletion(key, now)
            elif heard := parse_post(post, self._forum):
                yield Edit(key, heard.text, now)

    def say(self, outgoing: Outgoing) -> Sent:
        """Write once, as our user; see ``Api.post``."""
        return self._api.post(outgoing)

    def check(self, call: Call) -> Refused | None:
        """Let a call in that is signed with the webhook's secret."""
        given = call.headers.get(SIGNATURE, "")
        if is_signed(self._settings.webhook_secret, call.raw, given, prefix=SIGNED):
            return None
        return Refused(HTTPStatus.UNAUTHORIZED, f"{SIGNATURE} is missing or wrong.")

    def receive(self, call: Call) -> Batch:
        """Return what a call tells of one post; other events say nothing."""
        told, event = read_json(call.raw, "The call"), call.headers.get("x-discourse-event", "")
        post = told.get("post") if isinstance(told, dict) else None
        if not isinstance(post, dict) or event not in {*CREATED, EDITED, DESTROYED}:
            return Batch()
        if event == DESTROYED:
            return Batch(deletions=(Deletion(key_of(post, self._forum), call.at),))
        heard = parse_post(post, self._forum)
        if heard is None:
            return Batch()
        at = moment(post.get("updated_at") or post["created_at"])
        edit = Edit(heard.external_id, heard.text, at)
        return Batch((heard,), (edit,) if event == EDITED else ())


@dataclass(slots=True)
class _Reading:
    """Pages of a forum; ``known`` and ``ids`` go into the cursor."""

    api: Api
    forum: Forum
    known: dict[str, list[int]]
    ids: dict[str, int]

    def page(self, words: str, walk: Walk) -> Page:
        return self._found(words, walk) if words else self._latest(walk)

    def _latest(self, walk: Walk) -> Page:
        asked = {"before": walk.onward} if walk.onward else {}
        posts = self.api.items("posts.json", "latest_posts", asked)
        further = str(min((id_of(post) for post in posts), default=""))
        return self._page(posts, posts, walk, further)

    def _found(self, words: str, walk: Walk) -> Page:
        number = int(walk.onward or 1)
        asked = {"q": f"{words} order:latest", "page": number}
        found = self.api.items("search.json", "posts", asked)
        known = self.known.setdefault(words, [])
        posts = [self._whole(one) for one in found if id_of(one) not in known]
        self.known[words] = [*known, *(id_of(one) for one in posts)][-KNOWN:]
        page = self._page(found if posts else [], posts, walk, str(number + 1))
        overheard = [
            one if one.is_ours else replace(one, data={**one.data, "is_indirect": True})
            for one in page.mentions
        ]
        return replace(page, mentions=overheard)

    def _whole(self, found: dict[str, Any]) -> dict[str, Any]:
        """Return the post behind what a search shows; only its beginning where it is hidden."""
        try:
            post = self.api.get(f"posts/{id_of(found)}.json")
        except NeedsReconnecting:
            post = None
        return post if isinstance(post, dict) else found | {"cooked": found.get("blurb") or ""}

    def _page(
        self,
        listed: list[dict[str, Any]],
        posts: list[dict[str, Any]],
        walk: Walk,
        further: str,
    ) -> Page:
        mentions: list[Heard] = []
        for post in posts:
            if heard := parse_post(post, self.forum):
                mentions.append(heard)
                self.ids[key_of(post, self.forum)] = id_of(post)
        times = [moment(post.get("created_at")).timestamp() for post in listed]
        has_more = bool(times) and min(times) > walk.known - OVERLAP_S
        return Page(mentions, max(times, default=0), further if has_more else "")
