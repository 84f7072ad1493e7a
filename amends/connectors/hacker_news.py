"""Hacker News, searched by words over Algolia (https://hn.algolia.com/api); nothing is asked for.

A search shows its first thousand hits only, so it is walked back by time. Its index lags by
minutes: the last hour is read again each time. Whether a post was taken back is told by
https://github.com/HackerNews/API alone. There is no way to post but the page itself.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from amends.connectors.mail.html import html_to_text
from amends.connectors.network.http import Http
from amends.connectors.network.rest import Rest, items_of
from amends.connectors.protocol import (
    Batch,
    BrokenPage,
    Capability,
    Deletion,
    Door,
    Edit,
    Heard,
    Visibility,
)
from amends.connectors.source_settings import N_, OLDER_POSTS, SettingsError, days_back, setting
from amends.connectors.values.dates import utc_now
from amends.connectors.values.links import web_link
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


ROOT = "https://hn.algolia.com/api/v1"
ITEM = "https://hacker-news.firebaseio.com/v0/item/{}.json"
PAGE_LINK = "https://news.ycombinator.com/item?id="
REPLY_LINK = "https://news.ycombinator.com/reply?id="
HITS = 100
OVERLAP_S = 3600
WATCHED = 60
WATCHED_A_ROUND = 4

CAPABILITY = Capability(
    platform="hacker_news",
    public=Door.DEEP_LINK,
    poll_s=60,
    extra=N_("Found by words; a person posts the answer there with his own account."),
)

Hit = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Settings:
    """What is looked for."""

    words: tuple[str, ...] = setting(
        N_("Words to search for"), help=N_("One name or phrase per line.")
    )
    own_name: str = setting(N_("Our own name there"), default="")
    first_days: int = days_back(OLDER_POSTS)

    def __post_init__(self) -> None:
        if not self.words:
            raise SettingsError({"words": N_("Please fill this in.")})


class HackerNews:
    """All words of a brand."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._rest = Rest(ROOT, http or Http())
        self._clock = clock

    def hear(self, cursor: str) -> Batch:
        """Return one page of hits, the newest pages first; at their end edits and deletions."""
        now = self._clock()
        place = parse_cursor(cursor, now, self._settings.first_days)
        page, more = step(place, self._settings.words, self._read)
        edits = watch(place, words_of(page.mentions, now), WATCHED, is_older=page.is_older)
        deletions: list[Deletion] = []
        if not more:
            told = list(self._look_again(place, now))
            edits += watch(place, [one for one in told if isinstance(one, Edit)], WATCHED)
            deletions = [one for one in told if isinstance(one, Deletion)]
        return Batch(
            tuple(page.mentions),
            tuple(edits),
            tuple(deletions),
            cursor=format_cursor(place),
            more=more,
        )

    def _read(self, words: str, walk: Walk) -> Page:
        bound, number = bound_of(walk)
        between = [f"created_at_i>{int(max(walk.known - OVERLAP_S, 0))}"]
        if bound is not None:
            between.append(f"created_at_i<={bound}")
        asked = {
            "query": words if '"' in words else f'"{words}"',
            "tags": "(story,comment)",
            "numericFilters": ",".join(between),
            "hitsPerPage": HITS,
            "page": number,
            "typoTolerance": "false",
            "advancedSyntax": "true",
        }
        found = self._rest.get("search_by_date", asked) or {}
        mentions = [
            parse_hit(hit, self._settings.own_name)
            for hit in items_of(found, "hits", "Hacker News")
        ]
        times = [one.said_at.timestamp() for one in mentions]
        has_more = number + 1 < int(found.get("nbPages") or 0)
        further = onward(walk, min(times, default=None), has_more=has_more)
        return Page(mentions, max(times, default=0), further)

    def _look_again(self, place: Place, now: datetime) -> Iterator[Edit | Deletion]:
        for key in longest_unasked(place, WATCHED_A_ROUND):
            item = self._rest.get(ITEM.format(key)) or {}
            if item.get("deleted"):
                place.watched.pop(key, None)
                yield Deletion(key, now)
            elif text := text_of(item.get("text"), item.get("title")):
                yield Edit(key, text, now)


def parse_hit(hit: Hit, own_name: str = "") -> Heard:
    """Read one hit, a story or a comment; raises BrokenPage for what is neither."""
    try:
        return _heard(hit, own_name)
    except (KeyError, TypeError, ValueError) as problem:
        raise BrokenPage("Hacker News sent something that is no hit.") from problem


def _heard(hit: Hit, own_name: str) -> Heard:
    key, author = str(hit["objectID"]), hit.get("author") or ""
    title = html_to_text(hit.get("title") or hit.get("story_title") or "")
    story, parent = (str(hit.get(name) or "") for name in ("story_id", "parent_id"))
    data = {"is_indirect": True, "site": "news.ycombinator.com", "points": hit.get("points")}
    linked = web_link(hit.get("url") or "")
    return Heard(
        external_id=key,
        text=text_of(hit.get("comment_text") or hit.get("story_text"), title),
        said_at=datetime.fromtimestamp(int(hit["created_at_i"]), UTC),
        visibility=Visibility.PUBLIC,
        author_id=author,
        author_name=author,
        author_handle=author,
        subject=title,
        url=PAGE_LINK + key,
        thread=story or key,
        parents=tuple(dict.fromkeys(one for one in (parent, story) if one not in {"", key})),
        is_ours=bool(author) and author == own_name,
        data={name: told for name, told in (data | {"link": linked}).items() if told},
    )


def text_of(html: str | None, title: str | None) -> str:
    """Return the words of a post; a story that only links somewhere has its title."""
    return html_to_text(html or "") or html_to_text(title or "")


def reply_link(external_id: str, _url: str, _text: str) -> str:
    """Return the page on which a person answers a post."""
    return REPLY_LINK + external_id
