"""The few calls of Reddit's API that the desk needs: signing in, lists, and its own way of saying no."""

import base64
import json
import re
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from amends.connectors.network.answers import DEFAULT_WAIT_S, Answer
from amends.connectors.network.http import Http
from amends.connectors.network.oauth import bearer, trade_for_token
from amends.connectors.network.rest import Rest
from amends.connectors.platforms.reddit.posts import COMMENT, MESSAGE, POST, SITE, Thing
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Outgoing,
    Sent,
    Undeliverable,
    Visibility,
)
from amends.connectors.values.links import web_link


ROOT = "https://oauth.reddit.com"
TOKEN_URL = "https://www.reddit.com/api/v1/access_token"  # noqa: S105 - an address
LONGEST_SUBJECT = 100
RESERVE = 5  # calls of the quarter that are left to answers

_SHUT = frozenset(["private", "banned", "quarantined", "gold_only"])
_WAIT = re.compile(r"(\d+) (second|minute|hour)")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600}


class Closed(BrokenPage):
    """A forum is shut, and not our sign-in."""


class Api(Rest):
    """One account; ``left`` is how many calls Reddit still gives us."""

    def __init__(
        self, app: tuple[str, str], grant: Mapping[str, str], name: str, http: Http
    ) -> None:
        # Reddit throttles whoever does not say who he is.
        self._agent = {"User-Agent": f"server:amends.desk:1 (by /u/{name or 'amends'})"}
        super().__init__(ROOT, http, self._agent)
        self._app, self._grant, self._is_signed_in = app, grant, False
        self.left = float("inf")

    def list(self, path: str, params: Mapping[str, Any]) -> tuple["list[Thing]", str]:
        """Return the things of a page, and the name after which the next one begins."""
        self._sign_in()
        page = self.get(path, {"raw_json": 1, **params})
        if page is None:
            return [], ""
        told = page.get("data") if isinstance(page, dict) else None
        things = told.get("children") if isinstance(told, dict) else None
        if not isinstance(things, list) or not all(isinstance(one, dict) for one in things):
            raise BrokenPage(f"Reddit did not list {path}.")
        return things, str(told.get("after") or "") if told else ""

    def judge(self, answer: Answer, now: datetime) -> None:
        """Read what is left, and tell a forum that is shut from a lost sign-in."""
        remaining = answer.headers.get("x-ratelimit-remaining", "")
        self.left = float(remaining) if re.fullmatch(r"[\d.]+", remaining) else self.left
        if answer.status == HTTPStatus.FORBIDDEN and _reason(answer) in _SHUT:
            raise Closed(f"{answer.place} is {_reason(answer)}.")
        super().judge(answer, now)

    def post(self, outgoing: Outgoing) -> Sent:
        """Write once: below what is answered, or a message to a person."""
        self._sign_in()
        parent = outgoing.parent
        if parent.startswith(MESSAGE):
            return self._comment(parent, outgoing.text)
        if outgoing.visibility is Visibility.PRIVATE:
            return self._compose(outgoing)
        if parent.startswith((COMMENT, POST)):
            return self._comment(parent, outgoing.text)
        raise Undeliverable("A public answer stands below a post or a comment.")

    def _comment(self, parent: str, text: str) -> Sent:
        told = self._send("api/comment", {"thing_id": parent, "text": text})
        try:
            posted = told["data"]["things"][0]["data"]
            link = posted.get("permalink") or ""
            return Sent(str(posted["name"]), web_link(f"{SITE}{link}") if link else "")
        except (KeyError, IndexError, TypeError, AttributeError) as problem:
            raise BrokenPage("Reddit did not say what it posted.") from problem

    def _compose(self, outgoing: Outgoing) -> Sent:
        if not outgoing.to:
            raise Undeliverable("A message needs somebody it goes to.")
        subject = outgoing.subject[:LONGEST_SUBJECT]
        fields = {"to": outgoing.to, "subject": subject, "text": outgoing.text}
        self._send("api/compose", fields)
        return Sent("")  # Reddit does not say which message it became

    def _send(self, path: str, fields: Mapping[str, str]) -> Any:
        status, told = self.send(
            "POST", path, data={"api_type": "json", "raw_json": "1", **fields}
        )
        given = told.get("json") if isinstance(told, dict) else None
        if isinstance(given, dict):
            raise_for_errors(given.get("errors") or ())
        if status >= HTTPStatus.BAD_REQUEST:
            raise Undeliverable(f"Reddit answered {status}.")
        return given

    def _sign_in(self) -> None:
        if self._is_signed_in:
            return
        shown = base64.b64encode(":".join(self._app).encode()).decode()
        headers = {"Authorization": f"Basic {shown}", **self._agent}
        token = trade_for_token(self._http, TOKEN_URL, self._grant, headers)
        self._headers |= bearer(token)
        self._is_signed_in = True


def raise_for_errors(errors: Any) -> None:
    """Raise what the first error of an answer means; Reddit sends them with a 200."""
    for error in errors:
        code, message = (*map(str, error), "", "")[:2]
        if code == "RATELIMIT":
            raise Busy(f"Reddit: {message}", _wait_s(message))
        if code == "USER_REQUIRED":
            raise NeedsReconnecting(f"Reddit: {message}")
        raise Undeliverable(f"Reddit refused: {code} {message}".strip())


def _wait_s(message: str) -> float:
    found = _WAIT.search(message)
    return int(found[1]) * _SECONDS[found[2]] if found else DEFAULT_WAIT_S


def _reason(answer: Answer) -> str:
    try:
        told = json.loads(answer.content)
    except (ValueError, RecursionError):
        return ""
    return str(told.get("reason", "")) if isinstance(told, dict) else ""
