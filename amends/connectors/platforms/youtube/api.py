"""The few calls of YouTube's Data API that the desk needs, over the one way out."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from http import HTTPStatus
from typing import Any

from amends.connectors.network.answers import Answer
from amends.connectors.network.http import Http
from amends.connectors.network.oauth import bearer, trade_for_token
from amends.connectors.network.rest import Rest, items_of
from amends.connectors.platforms.google.api import TOKENS, judge
from amends.connectors.platforms.youtube.settings import Settings
from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting, Undeliverable


ROOT = "https://youtube.googleapis.com/youtube/v3"
PAGE = 100
IDS_AT_ONCE = 50
PLAIN = {"textFormat": "plainText"}
_NEW_DAY_S = 3600.0  # the quota begins anew at midnight in California: asked again each hour


class Closed(Undeliverable):
    """Comments are switched off there."""


class Api(Rest):
    """One account: a key reads, a sign-in writes; where there is no key the sign-in reads too."""

    def __init__(self, settings: Settings, http: Http) -> None:
        super().__init__(ROOT, http)
        self._settings = settings

    def judge(self, answer: Answer, now: datetime) -> None:
        """Read YouTube's own refusals, which are all 403."""
        if answer.status == HTTPStatus.FORBIDDEN:
            if b'"commentsDisabled"' in answer.content:
                raise Closed
            if b'"quotaExceeded"' in answer.content:
                raise Busy("YouTube says that the day's quota is used up.", _NEW_DAY_S)
        judge(answer, now)

    def page(self, path: str, params: Mapping[str, Any]) -> tuple[list[dict[str, Any]], str]:
        """Return the items of one page and the name of the next; raises BrokenPage."""
        key = self._settings.key
        shown = {"key": key} if key else {}
        headers = {} if key else bearer(self.token)
        status, told = self.send("GET", path, params={**params, **shown}, headers=headers)
        if status >= HTTPStatus.BAD_REQUEST:
            raise BrokenPage(f"YouTube answered {status}: {why_of(told)}")
        return items_of(told, "items", "YouTube"), str(told.get("nextPageToken") or "")

    def replies(self, thread: str) -> Iterator[dict[str, Any]]:
        """Yield what was answered under a comment: all of it, page by page."""
        asked = {"part": "snippet", "parentId": thread, "maxResults": PAGE, **PLAIN}
        token: dict[str, str] = {}
        while True:
            items, onward = self.page("comments", {**asked, **token})
            yield from items
            if not onward:
                return
            token = {"pageToken": onward}

    def answer(self, thread: str, text: str) -> tuple[int, Any]:
        """Answer under a comment, once; see ``Rest.send``."""
        body = {"snippet": {"parentId": thread, "textOriginal": text}}
        headers = bearer(self.token)
        return self.send(
            "POST", "comments", params={"part": "snippet"}, json=body, headers=headers
        )

    @cached_property
    def token(self) -> str:
        """Return a token of an hour for the lasting sign-in."""
        settings = self._settings
        if not settings.refresh_token:
            raise NeedsReconnecting("Without a refresh token YouTube lets nobody answer.")
        grant = {
            "grant_type": "refresh_token",
            "refresh_token": settings.refresh_token,
            "client_id": settings.client_id,
            "client_secret": settings.client_secret,
        }
        return trade_for_token(self._http, TOKENS, grant)


def why_of(told: Any) -> str:
    """Return what YouTube says of a refusal."""
    error = told.get("error") if isinstance(told, dict) else None
    return str(error.get("message", "")) if isinstance(error, dict) else str(error or "")
