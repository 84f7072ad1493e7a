"""What Instagram tells of comments, posts that tag us, hashtags and mentions; pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from amends.connectors.afterwards import FarWords
from amends.connectors.platforms.meta.messages import PRIVATE_REPLY_HOURS, SIGNS
from amends.connectors.platforms.meta.rounds import moment
from amends.connectors.protocol import BrokenPage, Heard, Visibility
from amends.connectors.values.dates import read_date
from amends.connectors.values.links import web_link


Item = Mapping[str, Any]
COMMENTS = frozenset({"comments", "live_comments"})
MENTION = "mention:"  # begins the thread of a mention: it is answered in another way
TAG, MENTIONED = "tag", "mention"


def parse_comment(comment: Item, medium: str, link: str, us: frozenset[str]) -> list[Heard]:
    """Read a comment and the replies that came with it; ``us`` are our id and our name.

    Raises BrokenPage for what is no comment.
    """
    try:
        above = str(comment.get("parent_id") or "")
        parents = (above, medium) if above else (medium,)
        replies = (comment.get("replies") or {}).get("data") or ()
        under = (str(comment["id"]), medium)
        return [
            _heard(comment, _at(comment), parents, link, us),
            *(_heard(one, _at(one), under, link, us) for one in replies),
        ]
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("Instagram sent something that is no comment.") from problem


def parse_reply(reply: Item, comment: str, medium: str, link: str, us: frozenset[str]) -> Heard:
    """Read one reply to a comment; raises BrokenPage for what is none."""
    [heard, *_] = parse_comment({**reply, "parent_id": comment}, medium, link, us)
    return heard


def parse_medium(medium: Item, us: frozenset[str], **data: Any) -> Heard:
    """Read a post: ours, one that tags us, or one found by a hashtag, which names nobody.

    Raises BrokenPage for what is none.
    """
    try:
        author = str(medium.get("username") or "")
        key = str(medium["id"])
        return Heard(
            external_id=key,
            text=medium.get("caption") or SIGNS["image"],
            said_at=_at(medium),
            visibility=Visibility.PUBLIC,
            author_id=author,
            author_name=author,
            author_handle=f"@{author}" if author else "",
            url=web_link(medium.get("permalink") or ""),
            thread=key,
            is_ours=author.casefold() in us,
            data=data,
        )
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("Instagram sent something that is no post.") from problem


def _at(item: Item) -> datetime:
    return moment(read_date(str(item.get("timestamp", ""))))


def _heard(
    said: Item, at: datetime, parents: tuple[str, ...], link: str, us: frozenset[str]
) -> Heard:
    author = said.get("from") or {}
    name = str(author.get("username") or said.get("username") or "")
    key = str(author.get("id") or "")
    return Heard(
        external_id=str(said["id"]),
        text=said.get("text") or "",
        said_at=at,
        visibility=Visibility.PUBLIC,
        author_id=key or name,
        author_name=name,
        author_handle=f"@{name}" if name else "",
        url=web_link(link),
        thread=(parents or (str(said["id"]),))[-1],
        parents=parents,
        is_ours=bool({key, name.casefold()} & us),
        data={"window_hours": PRIVATE_REPLY_HOURS},
    )


def parse_changes(
    changes: list[dict[str, Any]], us: frozenset[str], at: datetime
) -> list[Heard]:
    """Read the comments and mentions of a call; what else changed says nothing.

    A comment in a call has no time: it is dated by ``at``. A mention has no words either: they are
    asked for afterwards. Raises BrokenPage.
    """
    try:
        return list(_read(changes, us, at))
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("Instagram called with something that is no change.") from problem


def _read(changes: list[dict[str, Any]], us: frozenset[str], at: datetime) -> Iterator[Heard]:
    for change in changes:
        value = change.get("value") or {}
        if change.get("field") in COMMENTS:
            medium = str((value.get("media") or {}).get("id", ""))
            parents = tuple(filter(None, (str(value.get("parent_id") or ""), medium)))
            yield _heard(value, at, parents, "", us)
        elif change.get("field") == "mentions":
            yield _mention(value, at)


def _mention(value: Item, at: datetime) -> Heard:
    """Return a mention: its words must be asked for, so a sign stands for them."""
    medium, comment = str(value["media_id"]), str(value.get("comment_id") or "")
    return Heard(
        external_id=comment or medium,
        text=SIGNS["story_mention"],
        said_at=at,
        visibility=Visibility.PUBLIC,
        thread=f"{MENTION}{medium}",
        afterwards=(FarWords(f"{medium}:{comment}"),),
        data={"forms": [MENTIONED]},
    )


def question_for(words: FarWords) -> tuple[str, str]:
    """Return the field under which Meta tells a mention, and what is asked of it."""
    medium, _, comment = words.key.partition(":")
    if comment:
        asked = "{text,timestamp,username,media}"
        return "mentioned_comment", f"mentioned_comment.comment_id({comment}){asked}"
    return (
        "mentioned_media",
        f"mentioned_media.media_id({medium}){{caption,timestamp,username}}",
    )


def parse_mention(told: Item, words: FarWords) -> Heard:
    """Read the words of a mention as Meta tells them afterwards; raises BrokenPage for none."""
    medium, _, comment = words.key.partition(":")
    try:
        name = str(told.get("username") or "")
        return Heard(
            external_id=comment or medium,
            text=told.get("text") or told.get("caption") or SIGNS["story_mention"],
            said_at=_at(told),
            visibility=Visibility.PUBLIC,
            author_id=name,
            author_name=name,
            author_handle=f"@{name}" if name else "",
            thread=f"{MENTION}{medium}",
            data={"forms": [MENTIONED]},
        )
    except (TypeError, AttributeError) as problem:
        raise BrokenPage("Instagram sent something that is no mention.") from problem
