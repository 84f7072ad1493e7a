"""The few calls of the Stack Exchange API that the desk needs, with its own way of saying no."""

import re
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from amends.connectors.network.answers import DEFAULT_WAIT_S, Answer
from amends.connectors.network.http import Http
from amends.connectors.network.rest import Rest, items_of
from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting, Unreachable


ROOT = "https://api.stackexchange.com/2.3"
NAME = "Stack Exchange"
# Without a filter of our own no words come; and one that drops the backoff would hide it.
INCLUDED = (
    ".backoff", "question.body_markdown", "question.answers", "question.comments",
    "question.share_link", "answer.body_markdown", "answer.comments", "answer.share_link",
    "comment.body_markdown", "comment.link",
)  # fmt: skip

_SIGNED_OUT = frozenset([401, 402, 403, 405, 406])
_BUSY = frozenset([502, 503])
_INNER = 500
_SECONDS = re.compile(r"available in (\d+) seconds")


class Api(Rest):
    """One site; ``backoff_s`` is what the answers so far asked us to wait, ``quota`` what is left."""

    def __init__(self, site: str, key: str, http: Http) -> None:
        super().__init__(ROOT, http)
        self._params = {"site": site} | ({"key": key} if key else {})
        self.backoff_s = 0.0
        self.quota: int | None = None

    def ask(self, path: str, params: Mapping[str, Any]) -> tuple[list[dict[str, Any]], bool]:
        """Return the items of a page, and whether there are more."""
        page = self.get(path, {**self._params, **params})
        items = items_of(page, "items", NAME)
        self.backoff_s = max(self.backoff_s, float(page.get("backoff") or 0))
        self.quota = page.get("quota_remaining", self.quota)
        return items, bool(page.get("has_more"))

    def make_filter(self) -> str:
        """Return the name of a filter that lets words through; the same one each time."""
        items, _ = self.ask("filters/create", {"include": ";".join(INCLUDED)})
        if not items or not items[0].get("filter"):
            raise BrokenPage(f"{NAME} made no filter.")
        return str(items[0]["filter"])

    def judge(self, answer: Answer, now: datetime) -> None:
        """Read the codes that come with a 400: a lost sign-in, a throttle, an inner failure."""
        if answer.status == HTTPStatus.BAD_REQUEST:
            told = answer.json()
            refused = told if isinstance(told, dict) else {}
            raise_for_code(refused.get("error_id"), str(refused.get("error_message", "")))
        super().judge(answer, now)


def raise_for_code(code: object, message: str) -> None:
    """Raise what an error of the API means; codes that say something else are let through."""
    if code in _SIGNED_OUT:
        raise NeedsReconnecting(f"{NAME} refused: {message}")
    if code in _BUSY:
        asked = _SECONDS.search(message)
        raise Busy(f"{NAME}: {message}", float(asked[1]) if asked else DEFAULT_WAIT_S)
    if code == _INNER:
        raise Unreachable(f"{NAME}: {message}")
