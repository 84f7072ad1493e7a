"""The few calls of WordPress's REST API that the desk needs, with its own way of saying no."""

import base64
import html
import json
from datetime import datetime
from http import HTTPStatus
from typing import Any

from amends.connectors.network.answers import Answer
from amends.connectors.network.http import Http
from amends.connectors.network.rest import Rest
from amends.connectors.platforms.wordpress.posts import COMMENT, POST, Item, Site, number_of
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    Outgoing,
    Sent,
    Undeliverable,
    Visibility,
)
from amends.connectors.values.links import host_of, web_link


FLOOD_WAIT_S = 15.0
# A 403 that speaks of the post and not of us: signing in again would change nothing.
_SHUT = frozenset(
    [
        "rest_comment_closed",
        "rest_comment_draft_post",
        "rest_comment_trash_post",
        "rest_comment_invalid_post_id",
    ]
)


class Api(Rest):
    """One user at one site; ``pages`` is how many the last list had."""

    def __init__(self, url: str, user: str, password: str, http: Http) -> None:
        shown = base64.b64encode(f"{user}:{password}".encode()).decode()
        root = f"{url.rstrip('/')}/wp-json/wp/v2"
        super().__init__(root, http, {"Authorization": f"Basic {shown}"})
        self.site = Site(host_of(url))
        self.pages = 1

    def items(self, path: str, params: dict[str, Any]) -> list[Item]:
        """Return the items of a page; raises BrokenPage for what is no list."""
        page = self.get(path, params)
        if not isinstance(page, list) or not all(isinstance(one, dict) for one in page):
            raise BrokenPage(f"{self._root} did not list {path}.")
        return page

    def my_number(self) -> str:
        """Return the number of the user we are."""
        me = self.get("users/me")
        if not isinstance(me, dict) or "id" not in me:
            raise BrokenPage(f"{self._root} did not say who we are.")
        return str(me["id"])

    def judge(self, answer: Answer, now: datetime) -> None:
        """Read how many pages there are, and the refusals that are no lost sign-in."""
        self.pages = int(answer.headers.get("x-wp-totalpages", 1))
        code = code_of(answer) if answer.status >= HTTPStatus.BAD_REQUEST else ""
        if code == "comment_flood":
            raise Busy("The site asks us to write more slowly.", FLOOD_WAIT_S)
        if code not in _SHUT:
            super().judge(answer, now)

    def comment(self, outgoing: Outgoing) -> Sent:
        """Write a comment once, as our user, under what it answers."""
        post = number_of(outgoing.thread, POST)
        if outgoing.visibility is Visibility.PRIVATE or not post:
            raise Undeliverable("A comment is public and stands below a post.")
        fields = {
            "post": int(post),
            "parent": int(number_of(outgoing.parent, COMMENT) or 0),
            # What our user writes is not cleaned by every site.
            "content": html.escape(outgoing.text, quote=False),
        }
        status, told = self.send("POST", "comments", json=fields)
        if status >= HTTPStatus.BAD_REQUEST:
            why = html.unescape(told.get("message", "")) if isinstance(told, dict) else ""
            raise Undeliverable(f"The site answered {status}: {why}")
        if not isinstance(told, dict) or not told.get("id"):
            raise BrokenPage("The site did not say what it posted.")
        return Sent(self.site.key(COMMENT, told["id"]), web_link(told.get("link") or ""))


def code_of(answer: Answer) -> str:
    """Return the code of a refusal; empty where a proxy and not WordPress refused."""
    try:
        told = json.loads(answer.content)
    except (ValueError, RecursionError):
        return ""
    return str(told.get("code", "")) if isinstance(told, dict) else ""
