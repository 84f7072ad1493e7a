"""What Discourse tells of a post, as a mention; pure.

A post is named by its topic, its number there and its forum: that is how a reply finds it, and how
its parent is known without asking.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amends.connectors.mail.html import html_to_text
from amends.connectors.protocol import BrokenPage, Heard, Visibility
from amends.connectors.values.dates import read_date
from amends.connectors.values.links import host_of


Post = Mapping[str, Any]
SPOKEN = (
    1  # the type of what a person wrote for others; 2 to 4 are acts and whispers of the staff
)

_KEY = re.compile(r"(\d+)/(\d+)@.+")
# The innermost quotes first: they may stand in one another.
_QUOTE = re.compile(r'<aside class="quote(?:(?!<aside).)*?</aside>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Forum:
    """Where posts stand, and under which name we write there."""

    url: str
    own_name: str = ""

    def key(self, topic: object, number: object) -> str:
        """Return the name of a post."""
        return f"{topic}/{number}@{host_of(self.url)}"


def parse_post(post: Post, forum: Forum) -> Heard | None:
    """Read a post, None where nobody speaks in it any more; raises BrokenPage for no post."""
    try:
        is_spoken = int(post.get("post_type") or SPOKEN) == SPOKEN and not is_gone(post)
        return _heard(post, forum) if is_spoken else None
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise BrokenPage("The forum sent something that is no post.") from problem


def _heard(post: Post, forum: Forum) -> Heard:
    name = str(post["username"] or "")
    key, first = key_of(post, forum), forum.key(post["topic_id"], 1)
    parent = forum.key(post["topic_id"], post.get("reply_to_post_number") or 1)
    shown = html_to_text(post["cooked"])
    said = html_to_text(without_quotes(post["cooked"])) or shown
    return Heard(
        external_id=key,
        text=said,
        full_text=shown if shown != said else "",
        said_at=moment(post["created_at"]),
        visibility=_visibility(post),
        author_id=name,
        author_name=str(post.get("name") or name),
        author_handle=name,
        subject=str(post.get("topic_title") or ""),
        url=link_of(forum, key),
        thread=first,
        parents=tuple(dict.fromkeys(one for one in (parent, first) if one != key)),
        is_ours=bool(name) and name.casefold() == forum.own_name.casefold(),
        data=_data(post, forum),
    )


def _visibility(post: Post) -> Visibility:
    is_private = post.get("topic_archetype") == "private_message"
    return Visibility.PRIVATE if is_private else Visibility.PUBLIC


def _data(post: Post, forum: Forum) -> dict[str, Any]:
    told = {"site": host_of(forum.url), "reach": post.get("reads"), "staff": post.get("staff")}
    return {name: value for name, value in told.items() if value}


def is_gone(post: Post) -> bool:
    """Tell whether a post was taken away, by its author or by the staff."""
    return bool(post.get("deleted_at") or post.get("user_deleted"))


def id_of(post: Post) -> int:
    """Return the number of a post in its forum; raises BrokenPage where it has none."""
    try:
        return int(post["id"])
    except (KeyError, TypeError, ValueError) as problem:
        raise BrokenPage("The forum sent a post without its number.") from problem


def key_of(post: Post, forum: Forum) -> str:
    """Return the name of a post; raises BrokenPage where it has none."""
    try:
        return forum.key(post["topic_id"], post["post_number"])
    except KeyError as problem:
        raise BrokenPage("The forum sent a post without its place.") from problem


def place_of(key: str) -> tuple[int, int] | None:
    """Return topic and number of a post's name, None for another's."""
    found = _KEY.fullmatch(key)
    return (int(found[1]), int(found[2])) if found else None


def link_of(forum: Forum, key: str) -> str:
    """Return the page of a post."""
    return f"{forum.url.rstrip('/')}/t/{key.partition('@')[0]}"


def moment(given: object) -> datetime:
    """Return a time of Discourse; raises BrokenPage for none."""
    at = read_date(given) if isinstance(given, str) else None
    if at is None:
        raise BrokenPage("The forum sent a post without its day.")
    return at


def without_quotes(cooked: str) -> str:
    """Return a post's HTML without what it quotes of others."""
    while (bare := _QUOTE.sub("", cooked)) != cooked:
        cooked = bare
    return bare
