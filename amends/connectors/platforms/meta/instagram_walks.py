"""The lists of an Instagram account: its posts, their comments and replies, tags, hashtags.

Comments come newest first, but a new reply may stand under an old comment: a post's comments are
walked until as many new ones were found as their number grew.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.connectors.platforms.meta.graph import Graph, next_of
from amends.connectors.platforms.meta.instagram_posts import (
    TAG,
    parse_comment,
    parse_medium,
    parse_reply,
)
from amends.connectors.platforms.meta.rounds import (
    Place,
    Walk,
    above,
    digest,
    floor_of,
    page_of,
    step,
    take,
    times_of,
)
from amends.connectors.protocol import Heard


MEDIUM = "id,caption,permalink,timestamp"
COMMENT = (
    "id,text,timestamp,username,from{id,username},parent_id,like_count,hidden,"
    "replies{id,text,timestamp,username,from}"
)
REPLY = "id,text,timestamp,username,from"
HASHTAG_DAYS = 2  # Instagram shows one
KNOWN_POSTS = 300


@dataclass(frozen=True, slots=True)
class Walks:
    """One round at one account; ``us`` are its id and its name.

    The place notes of each post how many comments it had, how many are still looked for, its link.
    """

    graph: Graph
    place: Place
    account: str
    us: frozenset[str]
    now: datetime

    def begin(self, floor: int, hashtags: tuple[str, ...], *, with_tags: bool) -> None:
        """Put the heads of all lists on the list of walks."""
        self.place.forget(floor)
        posts = self.place.notes.get("posts", {})
        self.place.notes["posts"] = dict(list(posts.items())[-KNOWN_POSTS:])
        found = floor_of(self.now, HASHTAG_DAYS)
        names = [tag.removeprefix("#") for tag in hashtags]
        tags = [Walk("tags", floor)] if with_tags else []
        hashtag = [self.place.walk(f"hashtag:{name}", found) for name in names]
        self.place.todo = [Walk("media", floor), *tags, *hashtag]

    def read(self, walk: Walk) -> list[Heard]:
        """Read a walk's next page."""
        kind, _, key = walk.edge.partition(":")
        readers = {
            "media": self._media,
            "tags": self._tags,
            "hashtag": self._hashtag,
            "comments": self._comments,
            "replies": self._replies,
        }
        return readers[kind](walk, key)

    def _media(self, walk: Walk, _key: str) -> list[Heard]:
        asked = {"fields": f"{MEDIUM},comments_count", "limit": 50}
        page = page_of(self.graph, walk, f"{self.account}/media", asked)
        posts = page.get("data", ())
        # What we posted is known to us: only its time and its comments matter here.
        times = times_of([parse_medium(one, self.us) for one in posts])
        for post in posts:
            self._look_under(post, walk.bound)
        step(self.place, walk, page, times, back_to=walk.bound)
        return []

    def _look_under(self, post: dict[str, Any], floor: int) -> None:
        """Walk the comments of a post that has more of them than before."""
        key, count = str(post["id"]), int(post.get("comments_count") or 0)
        before = self._post(key)
        grown = count - before["count"]
        link = post.get("permalink") or ""
        self.place.notes["posts"][key] = {"count": count, "missing": grown, "link": link}
        if grown > 0:
            self.place.todo.append(self.place.walk(f"comments:{key}", floor))

    def _post(self, key: str) -> dict[str, Any]:
        """Return what is noted of a post, and note it anew as the latest."""
        posts = self.place.notes.setdefault("posts", {})
        posts[key] = posts.pop(key, {"count": 0, "missing": 0, "link": ""})
        return dict(posts[key])

    def _comments(self, walk: Walk, medium: str) -> list[Heard]:
        page = page_of(self.graph, walk, f"{medium}/comments", {"fields": COMMENT, "limit": 50})
        post = self._post(medium)
        heard: list[Heard] = []
        for one in page.get("data", ()):
            heard += parse_comment(one, medium, post["link"], self.us)
            self._walk_replies(one, medium, walk.bound)
        fresh = above(walk, heard)
        new = [one for one in fresh if digest(one.external_id) not in self.place.recent]
        post["missing"] -= len(new)
        self.place.notes["posts"][medium] = post
        back_to = 0 if post["missing"] > 0 else walk.bound
        step(self.place, walk, page, times_of(heard), back_to)
        return fresh

    def _walk_replies(self, comment: dict[str, Any], medium: str, bound: int) -> None:
        following = next_of(comment.get("replies") or {})
        if following:
            edge = f"replies:{comment['id']}:{medium}"
            self.place.todo.append(Walk(edge, bound, following))

    def _replies(self, walk: Walk, key: str) -> list[Heard]:
        comment, _, medium = key.partition(":")
        page = page_of(self.graph, walk, f"{comment}/replies", {"fields": REPLY, "limit": 50})
        link = self._post(medium)["link"]
        heard = [
            parse_reply(one, comment, medium, link, self.us) for one in page.get("data", ())
        ]
        # In whatever order they come, all of them are walked.
        step(self.place, walk, page, times_of(heard), back_to=0)
        return above(walk, heard)

    def _tags(self, walk: Walk, _key: str) -> list[Heard]:
        asked = {"fields": f"{MEDIUM},username", "limit": 50}
        page = page_of(self.graph, walk, f"{self.account}/tags", asked)
        heard = [parse_medium(one, self.us, forms=[TAG]) for one in page.get("data", ())]
        return take(self.place, walk, page, heard)

    def _hashtag(self, walk: Walk, name: str) -> list[Heard]:
        key = self._hashtag_id(name)
        if not key:
            return []
        asked = {"user_id": self.account, "fields": MEDIUM, "limit": 50}
        page = page_of(self.graph, walk, f"{key}/recent_media", asked)
        items = page.get("data", ())
        heard = [
            parse_medium(one, self.us, is_indirect=True, site="instagram.com") for one in items
        ]
        return take(self.place, walk, page, heard)

    def _hashtag_id(self, name: str) -> str:
        """Return the id of a hashtag, which stays; empty where nobody ever used it."""
        known = self.place.notes.setdefault("hashtags", {})
        if name not in known:
            asked = {"user_id": self.account, "q": name}
            page = page_of(self.graph, Walk(name, 0), "ig_hashtag_search", asked)
            known.update((name, str(one["id"])) for one in page.get("data", ()) if "id" in one)
        return str(known.get(name, ""))
