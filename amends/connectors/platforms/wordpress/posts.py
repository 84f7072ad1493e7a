"""What WordPress tells of posts and comments, by its REST API or by its feed, as mentions; pure.

WordPress numbers them per site. An id names its site too, or the fifth comments of two blogs of
one brand would be taken for one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from amends.connectors.feeds.entries import Entry
from amends.connectors.mail.html import html_to_text
from amends.connectors.protocol import BrokenPage, Edit, Heard, Visibility
from amends.connectors.values.dates import read_date
from amends.connectors.values.links import web_link


Item = Mapping[str, Any]
POST, COMMENT = "post-", "comment-"

_GUID_OF_COMMENT = re.compile(r"#comment-(\d+)$")
_GUID_OF_POST = re.compile(r"[?&](?:p|page_id)=(\d+)")


@dataclass(frozen=True, slots=True)
class Site:
    """One site; ``me`` is the number of our user there."""

    host: str
    me: str = ""

    def key(self, kind: str, number: object) -> str:
        """Return the id of a post or a comment."""
        return f"{kind}{number}@{self.host}"

    def is_me(self, user: str) -> bool:
        """Tell whether a user is ours; visitors have no number."""
        return bool(user) and user == self.me


def parse_comment(item: Item, site: Site) -> Heard:
    """Read a comment; raises BrokenPage for what is none."""
    try:
        return _comment(item, site)
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("The site sent something that is no comment.") from problem


def _comment(item: Item, site: Site) -> Heard:
    name, user = item.get("author_name") or "", str(item.get("author") or "")
    post, parent = site.key(POST, item["post"]), item.get("parent")
    # A visitor's name counts at this site only, and nobody is never nobody.
    visitor = f"{name}@{site.host}" if name else ""
    return Heard(
        external_id=site.key(COMMENT, item["id"]),
        text=html_to_text(item["content"]["rendered"]),
        said_at=moment(item["date_gmt"]),
        visibility=Visibility.PUBLIC,
        author_id=f"user-{user}@{site.host}" if user else visitor,
        author_name=name,
        url=web_link(item.get("link") or ""),
        thread=post,
        parents=(site.key(COMMENT, parent), post) if parent else (post,),
        is_ours=site.is_me(user),
        data={"site": site.host},
    )


def parse_post(item: Item, site: Site) -> Heard:
    """Read a post; raises BrokenPage for what is none."""
    try:
        return _post(item, site)
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("The site sent something that is no post.") from problem


def _post(item: Item, site: Site) -> Heard:
    key, user = site.key(POST, item["id"]), str(item.get("author") or "")
    title = html_to_text(item["title"]["rendered"])
    return Heard(
        external_id=key,
        text=html_to_text(item["content"]["rendered"]) or title,
        said_at=moment(item["date_gmt"]),
        visibility=Visibility.PUBLIC,
        author_id=f"user-{user}@{site.host}" if user else "",
        subject=title,
        url=web_link(item.get("link") or ""),
        thread=key,
        is_ours=site.is_me(user),
        data={"site": site.host},
    )


def moment(given: object) -> datetime:
    """Return a time of WordPress, which names no zone and means UTC; raises BrokenPage for none."""
    at = read_date(given) if isinstance(given, str) else None
    if at is None:
        raise BrokenPage("The site sent something without its day.")
    return at


def number_of(key: str, kind: str) -> str:
    """Return the number in an id of ours; empty where it names something else."""
    number = key.removeprefix(kind).partition("@")[0]
    return number if key.startswith(kind) and number.isdecimal() else ""


def key_of(guid: str, site: Site) -> str:
    """Return the id that the API would give to what a feed names; another guid as it is."""
    if found := _GUID_OF_COMMENT.search(guid):
        return site.key(COMMENT, found[1])
    post = _GUID_OF_POST.search(guid)
    return site.key(POST, post[1]) if post else guid


def tidy(entry: Entry) -> Entry:
    """Take away the sentence that WordPress puts before an answer, in the site's language."""
    is_answer = _GUID_OF_COMMENT.search(entry.answers)
    return replace(entry, text=entry.text.partition("\n\n")[2]) if is_answer else entry


def from_feed(heard: Heard, site: Site) -> Heard:
    """Return an entry of a comments feed under the ids the API would give it."""
    post = _GUID_OF_POST.search(heard.external_id)
    thread = site.key(POST, post[1]) if post else ""
    above = [key_of(parent, site) for parent in heard.parents]
    return replace(
        heard,
        external_id=key_of(heard.external_id, site),
        parents=tuple(dict.fromkeys(one for one in (*above, thread) if one)),
        thread=thread,
    )


def edit_from_feed(edit: Edit, site: Site) -> Edit:
    """Return an edit under the id the API would give it."""
    return replace(edit, external_id=key_of(edit.external_id, site))
