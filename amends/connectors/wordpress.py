"""A site of WordPress: its comments, on demand its posts, and answers below them.

Over https://developer.wordpress.org/rest-api/ with an application password of a user; without one
only the feed of its comments is read. WordPress tells nobody when a comment was changed or thrown
away, and one that waited for approval appears under its old time: so the last three days are read
again each round, and what was heard lately is asked for again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from amends.connectors.directness import Directness
from amends.connectors.feed import WHOSE
from amends.connectors.feeds.reading import Reader
from amends.connectors.network.http import Http
from amends.connectors.platforms.wordpress.api import Api
from amends.connectors.platforms.wordpress.posts import (
    COMMENT,
    POST,
    Item,
    Site,
    edit_from_feed,
    from_feed,
    moment,
    number_of,
    parse_comment,
    parse_post,
    tidy,
)
from amends.connectors.protocol import (
    Batch,
    Capability,
    Deletion,
    Door,
    Edit,
    Heard,
    NeedsReconnecting,
    Outgoing,
    Sent,
)
from amends.connectors.source_settings import N_, OLDER_POSTS, SettingsError, days_back, setting
from amends.connectors.values.dates import utc_now
from amends.connectors.values.links import host_of, web_link
from amends.connectors.walks.cursors import format_cursor
from amends.connectors.walks.streams import (
    Page,
    Place,
    Walk,
    bound_of,
    longest_unasked,
    onward,
    parse_cursor,
    step,
    watch,
    words_of,
)


PAGE = 100
OVERLAP_S = 3 * 24 * 3600
WATCHED = 200
LOOK_AGAIN_S = 300
COMMENTS_FEED = "comments/feed/atom/"

CAPABILITY = Capability(
    public=Door.API,
    poll_s=60,
    extra=N_("Without an application password the comments are only read."),
)


@dataclass(frozen=True, slots=True)
class List:
    """How one of the site's lists is asked for, and what its items become."""

    parse: Callable[[Item, Site], Heard]
    prefix: str
    time: str
    order: Mapping[str, str]
    after: str
    before: str


LISTS: Mapping[str, List] = MappingProxyType(
    {
        "comments": List(parse_comment, COMMENT, "date_gmt", {}, "after", "before"),
        "posts": List(
            parse_post,
            POST,
            "modified_gmt",
            {"orderby": "modified"},
            "modified_after",
            "modified_before",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One site, and the user who answers there."""

    url: str = setting(
        N_("Address of the site"), help=N_("For example https://shop.example/blog.")
    )
    user: str = setting(N_("User name"), default="", help=N_("Leave it empty to only read."))
    app_password: str = setting(
        N_("Application password"),
        default="",
        secret=True,
        help=N_("From Users, Profile, Application Passwords."),
    )
    whose: str = setting(N_("Whose page it is"), default="ours", choices=WHOSE)
    posts: bool = setting(
        N_("Hear the posts too"), default=False, help=N_("Only with an application password.")
    )
    first_days: int = days_back(OLDER_POSTS)

    def __post_init__(self) -> None:
        parts = urlsplit(web_link(self.url))
        if not parts.hostname:
            raise SettingsError(
                {"url": N_("Please give addresses such as https://shop.example.")}
            )
        if bool(self.user) != bool(self.app_password):
            raise SettingsError({"app_password": N_("User name and password go together.")})

    @property
    def streams(self) -> tuple[str, ...]:
        """Return the lists that are read in turn."""
        return ("comments", "posts") if self.posts else ("comments",)


class WordPress:
    """One site."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._http = http or Http(trusted=True)
        self._clock = clock
        self._api = Api(settings.url, settings.user, settings.app_password, self._http)
        self._site = Site(host_of(settings.url))

    def hear(self, cursor: str) -> Batch:
        """Return one page of comments or posts; at the end of a round edits and deletions."""
        batch = self._hear(cursor) if self._settings.user else self._hear_feed(cursor)
        directness = Directness.OVERHEARD if self._settings.whose == "others" else None
        mentions = (replace(one, directness=directness) for one in batch.mentions)
        return replace(batch, mentions=tuple(mentions))

    def _hear(self, cursor: str) -> Batch:
        now = self._clock()
        kept = cursor if '"walks"' in cursor else ""  # before, it was a feed's
        place = parse_cursor(kept, now, self._settings.first_days)
        me = place.notes.get("me") or self._api.my_number()
        place.notes["me"] = me
        self._site = replace(self._site, me=me)
        page, more = step(place, self._settings.streams, self._read)
        edits = watch(place, words_of(page.mentions, now), WATCHED, is_older=page.is_older)
        deletions: list[Deletion] = []
        if not more and now.timestamp() >= place.notes.get("looked_at", 0) + LOOK_AGAIN_S:
            place.notes["looked_at"] = int(now.timestamp())
            changed, deletions = self._look_again(place, now)
            edits += changed
        return Batch(
            tuple(m for m in page.mentions if m.said_at.timestamp() >= place.since),
            tuple(edits),
            tuple(deletions),
            cursor=format_cursor(place),
            more=more,
        )  # fmt: skip

    def say(self, outgoing: Outgoing) -> Sent:
        """Write one comment as our user.

        Raises Undeliverable for what the site refuses for good, NeedsReconnecting without a user.
        """
        if not self._settings.user:
            raise NeedsReconnecting("An application password is needed to answer there.")
        return self._api.comment(outgoing)

    def _hear_feed(self, cursor: str) -> Batch:
        url = f"{self._settings.url.rstrip('/')}/{COMMENTS_FEED}"
        kept = "" if '"walks"' in cursor else cursor  # before, it was the API's
        batch = Reader(url, self._http, self._clock, tidy).hear(kept)
        return replace(
            batch,
            mentions=tuple(from_feed(one, self._site) for one in batch.mentions),
            edits=tuple(edit_from_feed(one, self._site) for one in batch.edits),
        )

    def _read(self, name: str, walk: Walk) -> Page:
        this, (bound, number) = LISTS[name], bound_of(walk)
        floor = max(walk.known - OVERLAP_S, 0)
        asked: dict[str, Any] = {**this.order, "order": "desc", "per_page": PAGE}
        asked |= {"page": number + 1, this.after: _iso(floor - 1)}
        if bound is not None:
            asked[this.before] = _iso(bound + 1)
        items = self._api.items(name, asked)
        mentions = [this.parse(item, self._site) for item in items]
        times = [moment(item.get(this.time)).timestamp() for item in items]
        has_more = number + 1 < self._api.pages
        further = onward(walk, min(times, default=None), has_more=has_more)
        return Page(mentions, max(times, default=0), further)

    def _look_again(self, place: Place, now: datetime) -> tuple[list[Edit], list[Deletion]]:
        """Ask for what was heard lately: what does not come was thrown away or hidden."""
        keys, edits, deletions = longest_unasked(place, PAGE), list[Edit](), list[Deletion]()
        for name, this in LISTS.items():
            asked = [key for key in keys if key.startswith(this.prefix)]
            if not asked:
                continue
            numbers = ",".join(number_of(key, this.prefix) for key in asked)
            found = self._api.items(name, {"include": numbers, "per_page": PAGE})
            there = words_of([this.parse(item, self._site) for item in found], now)
            edits += watch(place, there, WATCHED)
            gone = set(asked) - {one.external_id for one in there}
            deletions += [Deletion(key, now) for key in asked if key in gone]
        for one in deletions:
            place.watched.pop(one.external_id)
        return edits, deletions


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(max(seconds, 0), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
