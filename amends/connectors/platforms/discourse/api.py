"""The few calls of Discourse that the desk needs, with its own way of saying no."""

import json
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from amends.connectors.network.answers import Answer
from amends.connectors.network.http import Http
from amends.connectors.network.rest import NOTHING, Rest, items_of
from amends.connectors.platforms.discourse.posts import Forum, key_of, link_of, place_of
from amends.connectors.protocol import (
    Busy,
    NeedsReconnecting,
    Outgoing,
    Sent,
    Undeliverable,
    Visibility,
)


LONGEST_TITLE = 255


class Api(Rest):
    """One user at one forum; without a key only what everybody may read."""

    def __init__(self, forum: Forum, key: str, http: Http) -> None:
        signed = {"Api-Key": key, "Api-Username": forum.own_name} if key else {}
        super().__init__(forum.url, http, {"Accept": "application/json"} | signed)
        self._forum = forum
        self._may_write = bool(key)

    def items(
        self, path: str, name: str, params: Mapping[str, Any] = NOTHING
    ) -> list[dict[str, Any]]:
        """Return the objects under a name of a page."""
        return items_of(self.get(path, params), name, "The forum")

    def judge(self, answer: Answer, now: datetime) -> None:
        """Read how long to wait where the forum says it in its own words."""
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS and (wait_s := _wait_of(answer)):
            raise Busy("The forum asks us to wait.", wait_s)
        super().judge(answer, now)

    def post(self, outgoing: Outgoing) -> Sent:
        """Write once: below what is answered, or a message to somebody who wrote in public only.

        Raises Undeliverable for what the forum refuses for good.
        """
        if not self._may_write:
            raise NeedsReconnecting("A key is needed to answer there.")
        status, told = self.send("POST", "posts.json", json=_fields(outgoing))
        given = told if isinstance(told, dict) else {}
        if status >= HTTPStatus.BAD_REQUEST:
            raise Undeliverable(f"The forum answered {status}: {_why(given)}")
        if given.get("action") == "enqueued":
            waiting = given.get("pending_post") or {}
            return Sent(f"waiting/{waiting.get('id', '')}")
        key = key_of(given, self._forum)
        return Sent(key, link_of(self._forum, key))


def _fields(outgoing: Outgoing) -> dict[str, Any]:
    place = place_of(outgoing.parent)
    if place:
        return {"topic_id": place[0], "reply_to_post_number": place[1], "raw": outgoing.text}
    if outgoing.visibility is Visibility.PUBLIC or not outgoing.to:
        raise Undeliverable("A public answer stands below a post.")
    return {
        "archetype": "private_message",
        "target_recipients": outgoing.to,
        "title": outgoing.subject[:LONGEST_TITLE],
        "raw": outgoing.text,
    }


def _why(told: Mapping[str, Any]) -> str:
    errors = told.get("errors")
    return " ".join(map(str, errors)) if isinstance(errors, list) else ""


def _wait_of(answer: Answer) -> float:
    """Return the seconds a body asks to wait, 0 where it does not say."""
    try:
        return float(json.loads(answer.content)["extras"]["wait_seconds"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return 0.0
