"""What Mastodon's API tells of a post, as a mention; pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from amends.connectors.mail.html import html_to_text
from amends.connectors.protocol import BrokenPage, Edit, Heard, Visibility
from amends.connectors.values.dates import read_date
from amends.connectors.values.links import web_link


Status = Mapping[str, Any]
# Followers are a circle the customer chose; an answer must not be wider than his words.
_OPEN = frozenset(["public", "unlisted"])
_SNAC_ID = re.compile(r"^\d{10}(?=[0-9a-f]{32}$)")


@dataclass(frozen=True, slots=True)
class Me:
    """Our own account at one server."""

    id: str
    url: str
    host: str

    def address_of(self, account: Status) -> str:
        """Return name and server of an account; the server leaves its own out."""
        name = str(account.get("acct", ""))
        return name if "@" in name or not name else f"{name}@{self.host}"


def me_of(account: Status, instance: str) -> Me:
    """Return who we are from the answer to ``verify_credentials``."""
    return Me(
        str(account.get("id", "")), account.get("url", ""), urlsplit(instance).hostname or ""
    )


def visibility_of(status: Status) -> Visibility:
    """Say who can read a post; what is not known to be open is private."""
    return Visibility.PUBLIC if status.get("visibility") in _OPEN else Visibility.PRIVATE


def parse_status(status: Status, ancestors: Sequence[Status], me: Me) -> Heard:
    """Read one post; ``ancestors`` are what it answers, the first of them the root.

    Raises BrokenPage for what is no post.
    """
    try:
        return _heard(status, [steady(str(one["id"])) for one in ancestors], me)
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage(f"{me.host} sent something that is no post.") from problem


def _heard(status: Status, roots: list[str], me: Me) -> Heard:
    account, written_at = status["account"], read_date(status["created_at"])
    if written_at is None:
        raise KeyError("created_at")
    parent = steady(str(status.get("in_reply_to_id") or ""))
    parents = tuple(reversed(roots)) or ((parent,) if parent else ())
    address = me.address_of(account)
    return Heard(
        external_id=steady(str(status["id"])),
        text=html_to_text(status["content"]),
        said_at=written_at,
        visibility=visibility_of(status),
        author_id=address,
        author_name=account.get("display_name", ""),
        author_handle=f"@{address}" if address else "",
        subject=status.get("spoiler_text", ""),
        url=web_link(status.get("url") or status.get("uri") or ""),
        thread=parents[-1] if parents else steady(str(status["id"])),
        parents=parents,
        is_ours=str(account["id"]) == me.id,
        data=_data(status),
    )


def _data(status: Status) -> dict[str, Any]:
    files = [one.get("url") or "" for one in status.get("media_attachments") or ()]
    told = {
        "uri": status.get("uri", ""),
        "language": status.get("language"),
        "bot": bool(status["account"].get("bot")),
        "reach": status["account"].get("followers_count") or 0,
        "media": [link for link in map(web_link, files) if link],
    }
    return {name: value for name, value in told.items() if value}


def names_us(status: Status, me: Me) -> bool:
    """Tell whether a post calls us by our name."""
    return any(
        str(one.get("id")) == me.id or (me.url and one.get("url") == me.url)
        for one in status.get("mentions") or ()
    )


def edit_of(status: Status) -> Edit | None:
    """Return what a post's author changed last; None where he changed nothing."""
    at = read_date(status.get("edited_at") or "")
    return Edit(steady(str(status["id"])), html_to_text(status["content"]), at) if at else None


def steady(key: str) -> str:
    """Return an id without what an edit changes: snac puts the time of the last change first.

    snac itself reads only what follows, so that the steady id finds the post as well.
    """
    return _SNAC_ID.sub("0" * 10, key)


def order(key: str) -> tuple[int, str]:
    """Return what sorts ids that are longer than a float can hold: by length, then by letters."""
    return len(key), key


def is_later(key: str, than: str) -> bool:
    """Tell whether an id was given after another."""
    return order(key) > order(than)
