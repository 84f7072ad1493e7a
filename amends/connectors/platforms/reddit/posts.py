"""What Reddit tells of posts, comments and messages, as mentions; pure."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from amends.connectors.feeds.entries import Entry
from amends.connectors.protocol import BrokenPage, Edit, Heard, Visibility
from amends.connectors.values.links import web_link


Thing = Mapping[str, Any]
SITE = "https://www.reddit.com"
COMMENT, POST, MESSAGE = "t1_", "t3_", "t4_"
NOBODY = "[deleted]"
_GONE = frozenset(["[deleted]", "[removed]"])
_POST_IN_LINK = re.compile(r"/comments/([0-9a-z]+)")
_FEED_TAIL = re.compile(
    r"\s*submitted by\s+/u/\S+(\s+to\s+r/\S+)?\s+\[link\]\s+\[comments\]\s*$"
)


def parse_thing(thing: Thing, me: str = "") -> Heard | None:
    """Read one thing of a listing; None for what nobody says, or says no longer.

    ``me`` is our own name there. Raises BrokenPage for what is no thing.
    """
    try:
        kind, told = f"{thing['kind']}_", thing["data"]
        if kind not in _READ or is_gone(told):
            return None
        return _READ[kind](told, _said(told, kind, me))
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as problem:
        raise BrokenPage("Reddit sent something that is no post.") from problem


def name_of(thing: Thing) -> str:
    """Return the full name of a thing, which is its id; empty where it has none."""
    told = thing.get("data")
    return str(told.get("name", "")) if isinstance(told, dict) else ""


def is_gone(told: Thing) -> bool:
    """Tell whether its author or the staff took the words away."""
    words = told.get("body", told.get("selftext"))
    return words in _GONE or bool(told.get("removed_by_category"))


def edit_of(thing: Thing, now: datetime) -> Edit | None:
    """Return the words of a thing as they are now; None where there are none any more."""
    heard = parse_thing(thing)
    edited = thing["data"].get("edited") if heard else None
    at = datetime.fromtimestamp(float(edited), UTC) if edited and edited is not True else now
    return Edit(heard.external_id, heard.text, at) if heard else None


def _said(told: Thing, kind: str, me: str) -> Heard:
    author = str(told.get("author") or "")
    author = "" if author == NOBODY else author
    link = (told.get("permalink") or told.get("context") or "").partition("?")[0]
    return Heard(
        external_id=str(told.get("name") or f"{kind}{told['id']}"),
        text=str(told.get("body") or told.get("selftext") or told.get("title") or ""),
        said_at=datetime.fromtimestamp(float(told["created_utc"]), UTC),
        visibility=Visibility.PRIVATE if kind == MESSAGE else Visibility.PUBLIC,
        # Names there never change, and a private message is addressed by one.
        author_id=author,
        author_name=author,
        author_handle=f"u/{author}" if author else "",
        url=web_link(f"{SITE}{link}") if link else "",
        is_ours=bool(author) and author.casefold() == me.casefold(),
        data=_data(told),
    )


def _comment(told: Thing, said: Heard) -> Heard:
    found = _POST_IN_LINK.search(said.url)
    post = str(told.get("link_id") or (f"{POST}{found[1]}" if found else ""))
    above = [str(told.get("parent_id") or ""), post]
    return replace(
        said,
        subject=str(told.get("link_title") or ""),
        thread=post or above[0],
        parents=tuple(dict.fromkeys(one for one in above if one)),
    )


def _post(told: Thing, said: Heard) -> Heard:
    return replace(said, subject=str(told.get("title") or ""), thread=said.external_id)


def _message(told: Thing, said: Heard) -> Heard:
    first = str(told.get("first_message_name") or "")
    above = (str(told.get("parent_id") or ""), first)
    return replace(
        said,
        subject=str(told.get("subject") or ""),
        thread=first or said.external_id,
        parents=tuple(dict.fromkeys(one for one in above if one)),
    )


_READ = {COMMENT: _comment, POST: _post, MESSAGE: _message}


def _data(told: Thing) -> dict[str, Any]:
    given = {
        "site": "reddit.com",
        "subreddit": told.get("subreddit"),
        "score": told.get("score"),
        "locked": told.get("locked"),
        "archived": told.get("archived"),
    }
    return {name: value for name, value in given.items() if value}


def tidy(entry: Entry) -> Entry:
    """Take away what a feed writes below the words of their author."""
    return replace(entry, text=_FEED_TAIL.sub("", entry.text) or entry.title)


def from_feed(heard: Heard) -> Heard:
    """Return an entry of a public feed as the API would tell it."""
    author = heard.author_name.removeprefix("/u/")
    found = _POST_IN_LINK.search(heard.url)
    post = f"{POST}{found[1]}" if found else ""
    return replace(
        heard,
        author_id=author,
        author_name=author,
        author_handle=f"u/{author}" if author else "",
        thread=post or heard.external_id,
        parents=(post,) if post and post != heard.external_id else (),
        data={"site": "reddit.com"},
    )
