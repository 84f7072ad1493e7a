"""What Facebook tells of posts and comments of a page, asked for or told by itself; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from amends.connectors.platforms.meta.messages import PRIVATE_REPLY_HOURS
from amends.connectors.platforms.meta.rounds import moment
from amends.connectors.protocol import BrokenPage, Deletion, Edit, Heard, Visibility
from amends.connectors.values.dates import read_date
from amends.connectors.values.links import web_link


Item = Mapping[str, Any]
# As which a call names what somebody put on the page; likes and the rest say nothing.
POSTS = frozenset({"post", "status", "photo", "video", "share", "link", "album", "note"})
FIELDS = frozenset({"feed", "mention"})


@dataclass(slots=True)
class Told:
    """What one call tells."""

    mentions: list[Heard] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    deletions: list[Deletion] = field(default_factory=list)


def parse_post(post: Item, page: str) -> Heard:
    """Read one post; raises BrokenPage for what is none."""
    try:
        return _heard(post, page, str(post["id"]), ())
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("Facebook sent something that is no post.") from problem


def parse_comment(comment: Item, post: str, page: str) -> Heard:
    """Read one comment under a post; raises BrokenPage for what is none."""
    try:
        above = str((comment.get("parent") or {}).get("id", ""))
        parents = (above, post) if above and above != post else (post,)
        return _heard(comment, page, post, parents)
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("Facebook sent something that is no comment.") from problem


def comments_of(post: Item, page: str) -> list[Heard]:
    """Read the comments that came with a post."""
    held = post.get("comments") or {}
    items = held.get("data") if isinstance(held, dict) else None
    return [parse_comment(one, str(post["id"]), page) for one in items or ()]


def _heard(said: Item, page: str, thread: str, parents: tuple[str, ...]) -> Heard:
    # Whoever hides from apps, or writes where we may not look, comes without a name.
    author, key = said.get("from") or {}, str(said["id"])
    return Heard(
        external_id=key,
        text=said.get("message") or "",
        said_at=moment(read_date(str(said["created_time"]))),
        visibility=Visibility.PUBLIC,
        author_id=str(author.get("id", "")),
        author_name=author.get("name", ""),
        url=web_link(said.get("permalink_url") or "") or link_of(key),
        thread=thread,
        parents=parents,
        is_ours=str(author.get("id", "")) == page,
        data=_data(said),
    )


def _data(said: Item) -> dict[str, Any]:
    attached = said.get("attachment") or {}
    media = (attached.get("media") or {}).get("image") or {}
    links = [media.get("src") or "", said.get("photo") or "", said.get("link") or ""]
    kept = [link for link in map(web_link, links) if link]
    return {"window_hours": PRIVATE_REPLY_HOURS} | ({"media": kept} if kept else {})


def link_of(key: str) -> str:
    """Return the page that shows a post or a comment."""
    return f"https://www.facebook.com/{key}"


def parse_changes(changes: list[dict[str, Any]], page: str, at: datetime) -> Told:
    """Read what a call says has changed; what is neither a post nor a comment says nothing.

    ``at`` is when it was told. Raises BrokenPage for what cannot be read.
    """
    told = Told()
    try:
        for value in _values(changes):
            _tell(told, value, page, at)
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("Facebook called with something that is no change.") from problem
    return told


def _values(changes: list[dict[str, Any]]) -> Iterator[Item]:
    for change in changes:
        value = change.get("value") or {}
        is_words = value.get("item") == "comment" or value.get("item") in POSTS
        if change.get("field") in FIELDS and is_words:
            yield value


def _tell(told: Told, value: Item, page: str, at: datetime) -> None:
    is_comment = value["item"] == "comment"
    key = str(value["comment_id"] if is_comment else value["post_id"])
    verb = value.get("verb")
    if verb == "add":
        told.mentions.append(_told(value, key, page, is_comment=is_comment))
    elif verb in {"edit", "edited"}:
        told.edits.append(Edit(key, value.get("message") or "", at))
    elif verb in {"remove", "delete"}:
        told.deletions.append(Deletion(key, at))


def _told(value: Item, key: str, page: str, *, is_comment: bool) -> Heard:
    shown = (value.get("post") or {}).get("permalink_url") if not is_comment else ""
    item = {
        **value,
        "id": key,
        "parent": {"id": value.get("parent_id", "")},
        "permalink_url": value.get("permalink_url") or shown or "",
    }
    return (
        parse_comment(item, str(value["post_id"]), page)
        if is_comment
        else parse_post(item, page)
    )
