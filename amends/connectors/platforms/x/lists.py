"""The lists of X that show the latest first: mentions, searches, direct messages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from amends.connectors.platforms.x.api import FIELDS, MESSAGE_FIELDS, Api, LostPlace
from amends.connectors.platforms.x.posts import (
    Post,
    by_id,
    edit_of,
    id_at,
    mark_of,
    moment_of,
    parse_message,
    parse_post,
)
from amends.connectors.platforms.x.settings import Settings
from amends.connectors.protocol import Batch, BrokenPage, Heard
from amends.connectors.walks.tokens import Walk


PAGE = {"max_results": "100"}
OVERLAP = timedelta(minutes=1)  # what the indexes lag behind
SEARCHED = timedelta(days=7, hours=-1)  # how far back X searches


@dataclass(frozen=True, slots=True)
class Listed:
    """One list; ``token`` is what it calls the next page."""

    name: str
    path: str
    params: Mapping[str, str]
    token: str = "pagination_token"  # noqa: S105 - the name of a parameter

    @property
    def holds_messages(self) -> bool:
        """Say whether these are direct messages, which cannot be asked for since an id."""
        return self.path == "dm_events"


def lists_of(settings: Settings, me: str) -> Iterator[Listed]:
    """Return what is read of one account, whose number is ``me``."""
    yield Listed("mentions", f"users/{me}/mentions", PAGE | FIELDS)
    for words in settings.words:
        asked = {"query": settings.query(words), "sort_order": "recency"}
        params = PAGE | FIELDS | asked
        yield Listed(f"search {words}", "tweets/search/recent", params, "next_token")
    if settings.reads_messages:
        yield Listed("messages", "dm_events", PAGE | MESSAGE_FIELDS)


def read(api: Api, one: Listed, walk: Walk, floor: int, me: str) -> Batch:
    """Read one page and return what is new on it, oldest first; moves the walk."""
    page = _page(api, one, walk, floor)
    posts = page.get("data", [])[::-1]
    try:
        marks = {str(post["id"]): mark_of(str(post["id"])) for post in posts}
    except (KeyError, TypeError) as problem:
        raise BrokenPage(f"X listed something that is no post in {one.path}.") from problem
    fresh = walk.take(marks, str(page.get("meta", {}).get("next_token") or ""), floor)
    new = [post for post in posts if str(post["id"]) in fresh]
    includes = page.get("includes") or {}
    heard = tuple(_heard(post, includes, one, me) for post in new)
    return Batch(heard, tuple(edit for post in new if (edit := edit_of(post))))


def floor_of(one: Listed, walk: Walk, since: int, now: datetime) -> int:
    """Return the id below which nothing of a list is asked for; 0 for no bound."""
    known = id_at(moment_of(walk.until) - OVERLAP) if walk.until else 0
    floor = max(known, since)
    is_beyond = one.path.startswith("tweets/search") and floor < id_at(now - SEARCHED)
    return 0 if is_beyond else floor


def _page(api: Api, one: Listed, walk: Walk, floor: int) -> dict[str, Any]:
    bound = {"since_id": str(floor)} if floor and not one.holds_messages else {}
    token = {one.token: walk.token} if walk.token else {}
    params = {**one.params, **bound}
    try:
        return api.page(one.path, params | token)
    except LostPlace:
        walk.start_over()
        return api.page(one.path, params)


def _heard(post: Post, includes: Mapping[str, Any], one: Listed, me: str) -> Heard:
    if one.holds_messages:
        return parse_message(post, by_id(includes.get("users")), me)
    heard = parse_post(post, includes, me)
    names_us = heard.data.get("is_summons") or heard.is_ours
    if names_us or str(post.get("in_reply_to_user_id")) == me:
        return heard
    return replace(heard, data={**heard.data, "is_indirect": True})
