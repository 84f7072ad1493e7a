"""Stack Exchange, one of its sites, over https://api.stackexchange.com/docs.

Without a key 300 calls a day, with one 10,000; an answer may ask to be left alone for some seconds,
and whoever does not listen is banned. Sites forbid promotion, so a person answers on the page.
What is written there is under CC BY-SA 4.0: whoever shows it names author and page.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from amends.connectors.network.http import Http
from amends.connectors.platforms.stack_exchange.api import NAME, Api
from amends.connectors.platforms.stack_exchange.posts import (
    COMMENT,
    POST,
    View,
    active_at,
    parse_question,
)
from amends.connectors.protocol import Batch, Busy, Capability, Deletion, Door
from amends.connectors.source_settings import N_, OLDER_POSTS, SettingsError, days_back, setting
from amends.connectors.values.dates import utc_now
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


POLL_S = 300
PAGE = 100
OVERLAP_S = 600
WATCHED = 200
LOOK_AGAIN_S = 3600
TAGGED = "tagged "
IDS = {"posts": (POST, "post_id"), "comments": (COMMENT, "comment_id")}

CAPABILITY = Capability(
    public=Door.DEEP_LINK,
    poll_s=POLL_S,
    extra=N_("Found by words; the sites forbid promotion, so a person answers there."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One site, and what is looked for on it."""

    site: str = setting(
        N_("Site"), default="stackoverflow", help=N_("For example stackoverflow or superuser.")
    )
    words: tuple[str, ...] = setting(
        N_("Words to search for"), default=(), help=N_("One name or phrase per line.")
    )
    tags: tuple[str, ...] = setting(
        N_("Tags to listen to"), default=(), help=N_("One per line; everything below is heard.")
    )
    key: str = setting(
        N_("Application key"),
        secret=True,
        default="",
        help=N_("From stackapps.com. Without one there are 300 calls a day."),
    )
    own_user_id: str = setting(N_("Number of our own account there"), default="")
    first_days: int = days_back(OLDER_POSTS)

    def __post_init__(self) -> None:
        if not self.words and not self.tags:
            raise SettingsError({"words": N_("Please give words or tags.")})

    @property
    def streams(self) -> tuple[str, ...]:
        """Return what is asked for in turn."""
        return (*self.words, *(TAGGED + tag for tag in self.tags))


class StackExchange:
    """One site."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._api = Api(settings.site, settings.key, http or Http())
        self._clock = clock
        self._filter = ""
        self._view = View(settings.site, settings.words, settings.own_user_id)

    def hear(self, cursor: str) -> Batch:
        """Return one page of questions with what stands below them; hourly also deletions.

        Nothing is asked while the service wants to be left alone. Raises Busy when that is long.
        """
        now = self._clock()
        place = parse_cursor(cursor, now, self._settings.first_days)
        wait_s = place.notes.get("wait_until", 0) - now.timestamp()
        if wait_s > POLL_S:
            raise Busy(f"The day's calls of {NAME} are used up.", wait_s)
        if wait_s > 0:
            return Batch(cursor=cursor)
        self._filter = place.notes.setdefault("filter", "") or self._api.make_filter()
        place.notes["filter"] = self._filter
        page, more = step(place, self._settings.streams, self._read)
        edits = watch(place, words_of(page.mentions, now), WATCHED, is_older=page.is_older)
        deletions = () if more else tuple(self._look_again(place, now))
        more = self._note_wait(place, now) and more
        mentions = [one for one in page.mentions if one.said_at.timestamp() >= place.since]
        return Batch(
            tuple({one.external_id: one for one in mentions}.values()),
            tuple(edits),
            deletions,
            cursor=format_cursor(place),
            more=more,
        )

    def _read(self, stream: str, walk: Walk) -> Page:
        bound, number = bound_of(walk)
        is_tag = stream.startswith(TAGGED)
        asked = {
            "sort": "activity",
            "order": "desc",
            "min": int(max(walk.known - OVERLAP_S, 0)),
            "pagesize": PAGE,
            "page": number + 1,
            "filter": self._filter,
            "tagged" if is_tag else "q": stream.removeprefix(TAGGED),
        }
        if bound is not None:
            asked["max"] = bound
        path = "questions" if is_tag else "search/advanced"
        items, has_more = self._api.ask(path, asked)
        view = replace(self._view, words=()) if is_tag else self._view
        mentions = [one for item in items for one in parse_question(item, view)]
        times = [active_at(item) for item in items]
        further = onward(walk, min(times, default=None), has_more=has_more)
        return Page(mentions, max(times, default=0), further)

    def _look_again(self, place: Place, now: datetime) -> Iterator[Deletion]:
        """Ask for what was heard lately, at most once an hour: what does not come was taken away."""
        if now.timestamp() < place.notes.get("looked_at", 0) + LOOK_AGAIN_S:
            return
        place.notes["looked_at"] = int(now.timestamp())
        keys = longest_unasked(place, PAGE)
        for path, (prefix, id_name) in IDS.items():
            asked = [key for key in keys if key.startswith(prefix)]
            numbers = ";".join(key.removeprefix(prefix).partition("@")[0] for key in asked)
            items = self._api.ask(f"{path}/{numbers}", {"pagesize": PAGE})[0] if asked else []
            there = {self._view.key(prefix, item.get(id_name)) for item in items}
            for key in asked:
                if key not in there:
                    place.watched.pop(key)
                    yield Deletion(key, now)

    def _note_wait(self, place: Place, now: datetime) -> bool:
        """Note until when nothing may be asked, and tell whether we may ask at once."""
        until = now + timedelta(seconds=self._api.backoff_s)
        if self._api.quota == 0:  # the day's calls are counted anew at midnight
            until = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        self._api.backoff_s = 0
        if until > now:
            place.notes["wait_until"] = until.timestamp()
        return until <= now
