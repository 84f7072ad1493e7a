"""Reddit: our inbox, our words, whole forums, and answers; https://www.reddit.com/dev/api.

New applications need Reddit's approval (since November 2025); until it is given the public feeds
are read. Comments cannot be searched: those of the forums that are named are read and compared.
Lists are about a thousand deep. What its author deletes must go here too, and it does.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from amends.connectors.network.http import Http
from amends.connectors.platforms.reddit.api import RESERVE, Api, Closed
from amends.connectors.platforms.reddit.feeds import hear_feeds
from amends.connectors.platforms.reddit.posts import (
    MESSAGE,
    Thing,
    edit_of,
    name_of,
    parse_thing,
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
from amends.connectors.walks.cursors import format_cursor
from amends.connectors.walks.streams import (
    Page,
    Place,
    Walk,
    longest_unasked,
    parse_cursor,
    step,
    watch,
)
from amends.language.normalise import fold


LIMIT = 100
OVERLAP_S = 3600
WATCHED = 200
LOOK_AGAIN_S = 300
SEARCH, SEARCH_IN = "search ", "search in "

CAPABILITY = Capability(
    platform="reddit",
    public=Door.API,
    private=Door.API,
    poll_s=60,
    extra=N_("Without an approved application the public feeds are read, and nothing is answered."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settings:
    """Our application and account, and what is listened to."""

    client_id: str = setting(
        N_("Number of the application"), default="", help=N_("Empty until Reddit approved one.")
    )
    client_secret: str = setting(N_("Secret of the application"), default="", secret=True)
    refresh_token: str = setting(
        N_("Refresh token"),
        default="",
        secret=True,
        help=N_("With the scopes read, identity, submit, privatemessages and history."),
    )
    user: str = setting(N_("User name"), default="", help=N_("Without u/."))
    password: str = setting(
        N_("Password"),
        default="",
        secret=True,
        help=N_("Only for an application of the type script, instead of a refresh token."),
    )
    words: tuple[str, ...] = setting(
        N_("Words to search for"), default=(), help=N_("One name or phrase per line.")
    )
    subreddits: tuple[str, ...] = setting(
        N_("Forums that are heard whole"), default=(), help=N_("One per line, without r/.")
    )
    searched: tuple[str, ...] = setting(
        N_("Forums whose comments are searched for the words"),
        default=(),
        help=N_("One per line, without r/."),
    )
    first_days: int = days_back(OLDER_POSTS)

    def __post_init__(self) -> None:
        if self.client_id and not self.client_secret:
            raise SettingsError({"client_secret": N_("Please fill this in.")})
        if not (self.words or self.subreddits or self.has_account):
            raise SettingsError({"words": N_("Please give words, forums or an account.")})

    @property
    def has_account(self) -> bool:
        """Tell whether we sign in as somebody and not only as an application."""
        is_somebody = self.refresh_token or (self.user and self.password)
        return bool(self.client_id and is_somebody)

    @property
    def grant(self) -> dict[str, str]:
        """Return what is traded for a token."""
        if self.refresh_token:
            return {"grant_type": "refresh_token", "refresh_token": self.refresh_token}
        if self.password:
            named = {"username": self.user, "password": self.password}
            return {"grant_type": "password", **named}
        return {"grant_type": "client_credentials"}

    @property
    def streams(self) -> tuple[str, ...]:
        """Return the lists that are read in turn."""
        inbox = ("message/inbox", "message/mentions") if self.has_account else ()
        searches = tuple(SEARCH + word for word in self.words)
        whole = tuple(
            f"r/{sub}/{name}" for sub in self.subreddits for name in ("new", "comments")
        )
        some = tuple(f"{SEARCH_IN}r/{sub}/comments" for sub in self.searched)
        return (*inbox, *searches, *whole, *some)


class Reddit:
    """One account, or none."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._http = http or Http()
        app = (settings.client_id, settings.client_secret)
        self._api = Api(app, settings.grant, settings.user, self._http)
        self._clock = clock
        self._things: list[Thing] = []
        self._words = tuple(fold(word.strip('" ')).lower() for word in settings.words)

    def hear(self, cursor: str) -> Batch:
        """Return one page of one list; at the end of a round edits and deletions."""
        now = self._clock()
        if not self._settings.client_id:
            settings = self._settings
            return hear_feeds(settings.words, settings.subreddits, self._http, cursor, now)
        kept = cursor if '"walks"' in cursor else ""  # before, it was the feeds'
        place = parse_cursor(kept, now, self._settings.first_days)
        page, more = step(place, self._settings.streams, self._read)
        told = self._words_of(page.mentions, now)
        edits = watch(place, told, WATCHED, is_older=page.is_older)
        deletions: list[Deletion] = []
        if not more and now.timestamp() >= place.notes.get("looked_at", 0) + LOOK_AGAIN_S:
            place.notes["looked_at"] = int(now.timestamp())
            seen = list(self._look_again(place, now))
            edits += watch(place, [one for one in seen if isinstance(one, Edit)], WATCHED)
            deletions = [one for one in seen if isinstance(one, Deletion)]
        return Batch(
            tuple(m for m in page.mentions if m.said_at.timestamp() >= place.since),
            tuple(edits),
            tuple(deletions),
            cursor=format_cursor(place),
            more=more and self._api.left > RESERVE,
        )  # fmt: skip

    def say(self, outgoing: Outgoing) -> Sent:
        """Write once, as our user; see ``Api.post``."""
        if not self._settings.has_account:
            raise NeedsReconnecting("An approved application and an account are needed.")
        return self._api.post(outgoing)

    def _read(self, stream: str, walk: Walk) -> Page:
        path, asked = self._question(stream)
        if walk.onward:
            asked["after"] = walk.onward
        try:
            self._things, after = self._api.list(path, asked)
        except Closed:
            self._things = []
            return Page(())  # one forum that is shut keeps nobody from hearing the others
        found = [
            one for thing in self._things if (one := parse_thing(thing, self._settings.user))
        ]
        times = [one.said_at.timestamp() for one in found]
        is_known = bool(times) and min(times) <= walk.known - OVERLAP_S
        mentions = [one for one in map(self._marked(stream), found) if one]
        return Page(mentions, max(times, default=0), "" if is_known else after)

    def _words_of(self, mentions: Sequence[Heard], now: datetime) -> Iterator[Edit]:
        """Yield what was said in public on the page just read, as it is now."""
        said = {one.external_id for one in mentions if not one.is_ours}
        for thing in reversed(self._things):
            name = name_of(thing)
            if name in said and not name.startswith(MESSAGE) and (edit := edit_of(thing, now)):
                yield edit

    def _question(self, stream: str) -> tuple[str, dict[str, object]]:
        asked: dict[str, object] = {"limit": LIMIT}
        if stream.startswith(SEARCH_IN):
            return stream.removeprefix(SEARCH_IN), asked
        if stream.startswith(SEARCH):
            words = stream.removeprefix(SEARCH)
            quoted = words if '"' in words else f'"{words}"'
            return "search", asked | {"q": quoted, "sort": "new", "t": "all", "type": "link"}
        return stream, asked

    def _marked(self, stream: str) -> Callable[[Heard], Heard | None]:
        """Return what marks the finds of a search as such, and drops what holds none of our words."""

        def mark(one: Heard) -> Heard | None:
            text = fold(f"{one.subject}\n{one.text}").lower()
            if stream.startswith(SEARCH_IN) and not any(word in text for word in self._words):
                return None
            is_search = stream.startswith((SEARCH, SEARCH_IN)) and not one.is_ours
            return replace(one, data={**one.data, "is_indirect": True}) if is_search else one

        return mark

    def _look_again(self, place: Place, now: datetime) -> Iterator[Edit | Deletion]:
        keys = longest_unasked(place, LIMIT)
        things = self._api.list("api/info", {"id": ",".join(keys)})[0] if keys else []
        now_by_name = {name_of(thing): edit_of(thing, now) for thing in things}
        for key in keys:
            edit = now_by_name.get(key)
            if edit is None:
                place.watched.pop(key)
            yield edit or Deletion(key, now)


def narrow(capability: Capability, data: Mapping[str, Any]) -> Capability:
    """Take the public door away where a thread is locked or archived: nobody may write there."""
    is_shut = data.get("locked") or data.get("archived")
    return replace(capability, public=Door.NONE) if is_shut else capability
