"""What X tells of posts and messages, as mentions; pure."""

import html
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from amends.connectors.protocol import (
    BrokenPage,
    Capability,
    Counting,
    Door,
    Edit,
    Heard,
    Visibility,
)
from amends.connectors.values.dates import read_date
from amends.connectors.values.links import web_link


Post = Mapping[str, Any]
SITE = "https://x.com"
MESSAGE_LENGTH = 10_000  # letters of a direct message
_FIRST_MS = 1288834974657  # what ids count their milliseconds from
_CLOCK_BITS = 22


def mark_of(key: str) -> int:
    """Return an id as a number that grows with time; 0 for what is no id of X."""
    return int(key) if key.isdecimal() else 0


def id_at(moment: datetime) -> int:
    """Return the lowest id a post of this moment can have."""
    return max((int(moment.timestamp() * 1000) - _FIRST_MS) << _CLOCK_BITS, 0)


def moment_of(mark: int) -> datetime:
    """Return when an id was given."""
    return datetime.fromtimestamp(((mark >> _CLOCK_BITS) + _FIRST_MS) / 1000, UTC)


def key_of(post: Post) -> str:
    """Return what a post is called for good: an edited one has a new id, its history the first."""
    history = post.get("edit_history_tweet_ids") or [post["id"]]
    return str(history[0])


def latest_of(post: Post) -> str:
    """Return the id of a post's last version."""
    history = post.get("edit_history_tweet_ids") or [post["id"]]
    return str(history[-1])


def by_id(objects: Any) -> dict[str, Post]:
    """Return included users or posts by their id; some answers wrap each in ``data``."""
    found = objects.values() if isinstance(objects, dict) else objects or ()
    plain = [one.get("data", one) for one in found]
    return {str(one["id"]): one for one in plain}


def parse_post(post: Post, includes: Mapping[str, Any], me: str) -> Heard:
    """Read one post; ``me`` is the number of our account. Raises BrokenPage for what is none."""
    try:
        return _heard(post, by_id(includes.get("users")), by_id(includes.get("tweets")), me)
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise BrokenPage("X sent something that is no post.") from problem


def _heard(post: Post, users: Mapping[str, Post], posts: Mapping[str, Post], me: str) -> Heard:
    key, latest, author_id = key_of(post), str(post["id"]), str(post.get("author_id") or "")
    author = users.get(author_id, {})
    name = author.get("username", "")
    parents = [str(one["id"]) for one in referred(post, "replied_to", "quoted")]
    return Heard(
        external_id=key,
        text=words_of(post),
        said_at=said_at(post),
        visibility=Visibility.PUBLIC,
        author_id=author_id,
        author_name=author.get("name", ""),
        author_handle=f"@{name}" if name else "",
        url=f"{SITE}/{name or 'i'}/status/{latest}",
        thread=str(post.get("conversation_id") or ""),
        parents=tuple(parents),
        is_ours=bool(me) and author_id == me,
        data=_data(post, author, is_summons=summons(post, posts, me)),
    )


def referred(post: Post, *kinds: str) -> list[Post]:
    """Return the posts another refers to in these ways, in the order of the ways."""
    found = post.get("referenced_tweets") or ()
    return [one for kind in kinds for one in found if one.get("type") == kind]


def words_of(post: Post) -> str:
    """Return the text as it was written: the whole of a long one, links instead of t.co."""
    whole = post.get("note_tweet") or post
    text = html.unescape(str(whole["text"]))
    for link in (whole.get("entities") or {}).get("urls") or ():
        text = text.replace(str(link.get("url")), web_link(str(link.get("expanded_url"))))
    return text


def said_at(post: Post) -> datetime:
    """Return when a post was made; its id tells it where the field was not asked for."""
    at = read_date(str(post.get("created_at") or post.get("created_timestamp") or ""))
    return at or moment_of(mark_of(str(post["id"])))


def summons(post: Post, posts: Mapping[str, Post], me: str) -> bool:
    """Tell whether a post called us: it names us, or quotes a post of ours."""
    named = (post.get("entities") or {}).get("mentions") or ()
    quoted = [posts.get(str(one["id"]), {}) for one in referred(post, "quoted")]
    ids = [*(one.get("id") for one in named), *(one.get("author_id") for one in quoted)]
    return bool(me) and me in map(str, ids)


def _data(post: Post, author: Post, *, is_summons: bool) -> dict[str, Any]:
    views = (post.get("public_metrics") or {}).get("impression_count")
    followers = (author.get("public_metrics") or {}).get("followers_count")
    told = {
        "is_summons": is_summons,
        "reach": views or followers or 0,
        "language": post.get("lang", ""),
    }
    return {name: value for name, value in told.items() if value}


def edit_of(post: Post) -> Edit | None:
    """Return what a post's author changed; None where this is its first version."""
    key = key_of(post)
    return Edit(key, words_of(post), said_at(post)) if key != str(post["id"]) else None


def parse_message(event: Post, users: Mapping[str, Post], me: str) -> Heard:
    """Read one direct message, as it is listed or as a call tells it; raises BrokenPage."""
    try:
        return _message(event, event.get("message_create") or {}, users, me)
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise BrokenPage("X sent something that is no message.") from problem


def _message(event: Post, called: Post, users: Mapping[str, Post], me: str) -> Heard:
    sender = str(event.get("sender_id") or called["sender_id"])
    receiver = str((called.get("target") or {}).get("recipient_id") or "")
    author = users.get(sender, {})
    name = author.get("username", "")
    return Heard(
        external_id=str(event["id"]),
        text=words_of(called.get("message_data") or event),
        said_at=said_at(event),
        visibility=Visibility.PRIVATE,
        author_id=sender,
        author_name=author.get("name", ""),
        author_handle=f"@{name}" if name else "",
        thread=str(event.get("dm_conversation_id") or "-".join(_ordered(sender, receiver))),
        is_ours=bool(me) and sender == me,
        data={"is_message": True},
    )


def _ordered(*people: str) -> list[str]:
    """Return the people of a conversation as X names it: the older account first."""
    return sorted(filter(None, people), key=lambda one: (len(one), one))


def gone_of(answer: Mapping[str, Any]) -> set[str]:
    """Return the ids of posts that were taken away, or are hidden from us now."""
    kinds = ("resource-not-found", "not-authorized-for-resource")
    return {
        str(one.get("resource_id") or one.get("value"))
        for one in answer.get("errors") or ()
        if str(one.get("type", "")).endswith(kinds)
    }


def narrow(capability: Capability, data: Mapping[str, Any]) -> Capability:
    """Return what answering one post allows: by API only where it called us (rule of 2026)."""
    if data.get("is_message"):
        return replace(
            capability,
            max_length=MESSAGE_LENGTH,
            counting=Counting.CODE_POINTS,
            link_length=0,
        )
    return capability if data.get("is_summons") else replace(capability, public=Door.DEEP_LINK)


def post_link(external_id: str, url: str, text: str) -> str:
    """Return the page on which a person answers a post; its last version, where one is known."""
    latest = url.rpartition("/")[2]
    answered = latest if latest.isdecimal() else external_id
    return f"{SITE}/intent/post?{urlencode({'in_reply_to': answered, 'text': text})}"
