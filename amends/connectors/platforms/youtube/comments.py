"""What YouTube tells of comments and videos, as mentions; pure."""

import html
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from amends.connectors.protocol import BrokenPage, Capability, Door, Edit, Heard, Visibility
from amends.connectors.values.dates import read_date


Item = Mapping[str, Any]
SITE = "https://www.youtube.com"


@dataclass(frozen=True, slots=True)
class Thread:
    """One comment with what was answered under it, as far as it was shown; oldest first."""

    top: Heard
    replies: tuple[Heard, ...]
    edits: tuple[Edit, ...]
    count: int
    updated: str

    @property
    def key(self) -> str:
        """Return the id of the comment."""
        return self.top.external_id

    @property
    def said(self) -> tuple[Heard, ...]:
        """Return the comment and its replies."""
        return (self.top, *self.replies)


def parse_thread(item: Item, me: str) -> Thread:
    """Read one thread; ``me`` is our channel. Raises BrokenPage for what is none."""
    try:
        told, top = item["snippet"], item["snippet"]["topLevelComment"]
        shown = list((item.get("replies") or {}).get("comments") or ())
        video, can_reply = str(told.get("videoId") or ""), bool(told.get("canReply", True))
        heard = [_heard(one, video, me, can_reply=can_reply) for one in (top, *shown)]
        edits = [edit for one in (top, *shown) if (edit := _edit(one))]
        count, updated = int(told.get("totalReplyCount") or 0), str(top["snippet"]["updatedAt"])
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise BrokenPage("YouTube sent something that is no thread of comments.") from problem
    replies = tuple(sorted(heard[1:], key=lambda one: one.said_at))
    return Thread(heard[0], replies, tuple(edits), count, updated)


def parse_reply(item: Item, top: str, video: str, me: str) -> tuple[Heard, Edit | None]:
    """Read one reply of a thread; raises BrokenPage."""
    try:
        heard = _heard(item, video, me, can_reply=True)
        return replace(heard, parents=(top,), thread=top), _edit(item)
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise BrokenPage("YouTube sent something that is no comment.") from problem


def _heard(item: Item, video: str, me: str, *, can_reply: bool) -> Heard:
    told, key = item["snippet"], str(item["id"])
    author = str((told.get("authorChannelId") or {}).get("value") or "")
    name = str(told.get("authorDisplayName") or "")
    top, _, child = key.partition(".")
    place = video or str(told.get("videoId") or "")
    data = {"reach": told.get("likeCount") or 0, "is_closed": not can_reply}
    return Heard(
        external_id=key,
        text=str(told["textDisplay"]),
        said_at=_moment(told["publishedAt"]),
        visibility=Visibility.PUBLIC,
        author_id=author,
        author_name=name.removeprefix("@"),
        author_handle=name if name.startswith("@") else "",
        url=f"{SITE}/watch?v={place}&lc={key}" if place else "",
        thread=top,
        parents=(top,) if child else (),
        is_ours=author == me,
        data={name: value for name, value in data.items() if value},
    )


def _edit(item: Item) -> Edit | None:
    told = item["snippet"]
    updated = _moment(told["updatedAt"])
    is_edited = updated != _moment(told["publishedAt"])
    return Edit(str(item["id"]), str(told["textDisplay"]), updated) if is_edited else None


def parse_video(item: Item, me: str) -> Heard:
    """Read one video that a search found; raises BrokenPage."""
    try:
        told, key = item["snippet"], str(item["id"]["videoId"])
        title = html.unescape(str(told["title"]))
        return Heard(
            external_id=key,
            text=html.unescape(str(told.get("description") or "")) or title,
            said_at=_moment(told["publishedAt"]),
            visibility=Visibility.PUBLIC,
            author_id=str(told.get("channelId") or ""),
            author_name=html.unescape(str(told.get("channelTitle") or "")),
            subject=title,
            url=f"{SITE}/watch?v={key}",
            thread=key,
            is_ours=told.get("channelId") == me,
            data={"is_video": True, "is_indirect": True},
        )
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise BrokenPage("YouTube sent something that is no video.") from problem


def mark_of(moment: datetime) -> int:
    """Return a moment as a number that grows with time: milliseconds."""
    return int(moment.timestamp() * 1000)


def _moment(text: Any) -> datetime:
    moment = read_date(str(text))
    if moment is None:
        raise ValueError(text)
    return moment


def narrow(capability: Capability, data: Mapping[str, Any]) -> Capability:
    """Return what answering one mention allows: videos and closed comments only by hand."""
    by_hand = data.get("is_video") or data.get("is_closed")
    return replace(capability, public=Door.DEEP_LINK) if by_hand else capability
