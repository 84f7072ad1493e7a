"""Reddit's public feeds, for whoever has no approved application: one a round, they are throttled."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from amends.connectors.feeds.reading import Reader
from amends.connectors.network.http import Http
from amends.connectors.platforms.reddit.posts import SITE, from_feed, tidy
from amends.connectors.protocol import Batch, Heard


def hear_feeds(
    words: Sequence[str], subreddits: Sequence[str], http: Http, cursor: str, now: datetime
) -> Batch:
    """Return what is new in the feed whose turn it is.

    Their posts bear the same ids as over the API: an application may be approved later.
    """
    places: dict[str, Any] = {"feeds": {}, "turn": 0}
    if '"feeds"' in cursor:  # else it was the API's
        places = json.loads(cursor)
    urls = [*map(_search, words), *_forums(subreddits)]
    url = urls[places["turn"] % len(urls)]
    reader = Reader(url, http, lambda: now, tidy)
    batch = reader.hear(places["feeds"].get(url, ""))
    kept = {one: places["feeds"][one] for one in urls if one in places["feeds"]}
    after = {"feeds": kept | {url: batch.cursor}, "turn": (places["turn"] + 1) % len(urls)}
    is_search = url.startswith(f"{SITE}/search")
    mentions = [_marked(from_feed(one), is_search=is_search) for one in batch.mentions]
    return replace(batch, mentions=tuple(mentions), cursor=json.dumps(after))


def _search(words: str) -> str:
    quoted = words if '"' in words else f'"{words}"'
    return f"{SITE}/search.rss?{urlencode({'q': quoted, 'sort': 'new'})}"


def _forums(subreddits: Sequence[str]) -> Iterator[str]:
    for name in subreddits:
        yield f"{SITE}/r/{quote(name, safe='')}/new/.rss"
        yield f"{SITE}/r/{quote(name, safe='')}/comments/.rss"


def _marked(heard: Heard, *, is_search: bool) -> Heard:
    return replace(heard, data={**heard.data, "is_indirect": True}) if is_search else heard
