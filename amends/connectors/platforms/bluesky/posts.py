"""What Bluesky tells of posts and messages, as mentions; and how it marks words in them. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from amends.connectors.protocol import BrokenPage, Capability, Heard, Visibility
from amends.connectors.values.dates import read_date


Post = Mapping[str, Any]
SITE = "https://bsky.app"
MESSAGE_LENGTH = 1000  # letters as seen, of a direct message
_LINK = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?()\[\]،؛؟]", re.IGNORECASE)
_NAME = re.compile(
    r"(?<![\w@.])@((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})", re.IGNORECASE
)
_RICH = "app.bsky.richtext.facet"


def mark_of(moment: datetime) -> int:
    """Return a moment as a number that grows with time: milliseconds."""
    return int(moment.timestamp() * 1000)


def moment_of(mark: int) -> datetime:
    """Return the moment of such a number."""
    return datetime.fromtimestamp(mark / 1000, UTC)


def seen_at(post: Post) -> datetime:
    """Return when the network saw a post: what its writer's program says of the time may lie."""
    at = read_date(str(post["indexedAt"]))
    if at is None:
        raise ValueError("indexedAt")
    return at


def link_of(uri: str) -> str:
    """Return the page of a post; empty for what is no post."""
    did, _, key = uri.removeprefix("at://").partition("/app.bsky.feed.post/")
    return f"{SITE}/profile/{did}/post/{key}" if key else ""


def parse_post(post: Post, me: str) -> Heard:
    """Read one post, as notifications and searches tell it; ``me`` is our DID.

    What was only found, and never named us, says so. Raises BrokenPage for what is no post.
    """
    try:
        heard = _heard(post, post["record"], post["author"], me)
        if "reason" in post or heard.is_ours or names_us(post, me):
            return heard
        return replace(heard, data={**heard.data, "is_indirect": True})
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise BrokenPage("Bluesky sent something that is no post.") from problem


def _heard(post: Post, record: Post, author: Post, me: str) -> Heard:
    uri, answered = str(post["uri"]), record.get("reply") or {}
    parents = [str(answered[name]["uri"]) for name in ("parent", "root") if name in answered]
    quoted = _quoted(record)
    return Heard(
        external_id=uri,
        text=str(record["text"]),
        said_at=seen_at(post),
        visibility=Visibility.PUBLIC,
        author_id=str(author["did"]),
        author_name=author.get("displayName") or "",
        author_handle=f"@{author['handle']}" if author.get("handle") else "",
        url=link_of(uri),
        thread=parents[-1] if parents else uri,
        parents=tuple(dict.fromkeys(filter(None, [*parents, quoted]))),
        is_ours=author["did"] == me,
        data=_data(post, record),
    )


def _quoted(record: Post) -> str:
    """Return the post that another shows inside itself."""
    shown = (record.get("embed") or {}).get("record") or {}
    return str((shown.get("record") or shown).get("uri") or "")


def _data(post: Post, record: Post) -> dict[str, Any]:
    told = {"language": (record.get("langs") or [""])[0], "reach": post.get("likeCount") or 0}
    return {name: value for name, value in told.items() if value}


def names_us(post: Post, me: str) -> bool:
    """Tell whether a post names us, answers us or quotes us."""
    record = post["record"]
    marked = [one for facet in record.get("facets") or () for one in facet.get("features", ())]
    parent = ((record.get("reply") or {}).get("parent") or {}).get("uri", "")
    near = f"at://{me}/"
    return any(one.get("did") == me for one in marked) or any(
        uri.startswith(near) for uri in (parent, _quoted(record))
    )


def parse_message(message: Post, talk: Post, me: str) -> Heard:
    """Read one direct message of a conversation; raises BrokenPage."""
    try:
        people = {one["did"]: one for one in talk["members"]}
        return _message(message, str(talk["id"]), people, me)
    except (KeyError, TypeError, AttributeError, ValueError) as problem:
        raise BrokenPage("Bluesky sent something that is no message.") from problem


def _message(message: Post, talk: str, people: Mapping[str, Post], me: str) -> Heard:
    sender = str(message["sender"]["did"])
    author, at = people.get(sender, {}), read_date(str(message["sentAt"]))
    if at is None:
        raise ValueError("sentAt")
    return Heard(
        external_id=f"{talk}/{message['id']}",
        text=str(message["text"]),
        said_at=at,
        visibility=Visibility.PRIVATE,
        author_id=sender,
        author_name=author.get("displayName") or "",
        author_handle=f"@{author['handle']}" if author.get("handle") else "",
        thread=talk,
        is_ours=sender == me,
        data={"is_message": True},
    )


def facets_of(text: str, did_of: Callable[[str], str]) -> list[dict[str, Any]]:
    """Mark the links and names of a text, by bytes of UTF-8, as Bluesky counts them.

    ``did_of`` returns who a name is, or nothing: such a name stays plain.
    """
    links = [
        (found, {"$type": f"{_RICH}#link", "uri": found[0]}) for found in _LINK.finditer(text)
    ]
    named = [
        (found, {"$type": f"{_RICH}#mention", "did": did})
        for found in _NAME.finditer(text)
        if (did := did_of(found[1].lower()))
    ]
    return [_facet(text, found, feature) for found, feature in [*links, *named]]


def _facet(text: str, found: re.Match[str], feature: dict[str, str]) -> dict[str, Any]:
    start = len(text[: found.start()].encode())
    index = {"byteStart": start, "byteEnd": start + len(found[0].encode())}
    return {"index": index, "features": [feature]}


def narrow(capability: Capability, data: Mapping[str, Any]) -> Capability:
    """Return what answering one mention allows: a message may be longer than a post."""
    is_message = bool(data.get("is_message"))
    return replace(capability, max_length=MESSAGE_LENGTH) if is_message else capability
