"""The few calls of X's API that the desk needs, over the one way out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from amends.connectors.network.answers import Answer
from amends.connectors.network.http import Http
from amends.connectors.network.rest import Rest
from amends.connectors.protocol import BrokenPage, NeedsReconnecting, OutOfCredits


ROOT = "https://api.x.com/2"
TOKENS = f"{ROOT}/oauth2/token"
IDS_AT_ONCE = 100
FIELDS = {
    "tweet.fields": (
        "created_at,author_id,conversation_id,in_reply_to_user_id,referenced_tweets,lang,"
        "public_metrics,entities,edit_history_tweet_ids,note_tweet"
    ),
    "expansions": "author_id,referenced_tweets.id",
    "user.fields": "username,name,public_metrics",
}
MESSAGE_FIELDS = {
    "dm_event.fields": "id,text,event_type,created_at,dm_conversation_id,sender_id,entities",
    "event_types": "MessageCreate",
    "expansions": "sender_id",
    "user.fields": "username,name",
}


class SignedOut(NeedsReconnecting):
    """X no longer takes our token."""


class Forbidden(NeedsReconnecting):
    """X does not let this account do that."""


class LostPlace(BrokenPage):
    """X no longer knows the page we were at."""


class Api(Rest):
    """One account."""

    def __init__(self, token: str, http: Http) -> None:
        super().__init__(ROOT, http, {"Authorization": f"Bearer {token}"})

    def judge(self, answer: Answer, now: datetime) -> None:
        """Read X's own refusals; money is one of them."""
        if answer.status == HTTPStatus.PAYMENT_REQUIRED:
            raise OutOfCredits(f"X: {why_of(answer)}")
        if answer.status == HTTPStatus.UNAUTHORIZED:
            raise SignedOut(f"X: {why_of(answer)}")
        if answer.status == HTTPStatus.FORBIDDEN:
            raise Forbidden(f"X: {why_of(answer)}")
        if answer.status == HTTPStatus.BAD_REQUEST and "_token=" in answer.url:
            raise LostPlace
        super().judge(answer, now)

    def why(self, answer: Answer) -> str:
        """Say it in X's own words."""
        return f"X: {why_of(answer)}"

    def page(self, path: str, params: Mapping[str, str]) -> dict[str, Any]:
        """Return one page; without results it has no ``data``."""
        page = self.get(path, params)
        if not isinstance(page, dict) or not isinstance(page.get("data", []), list):
            raise BrokenPage(f"X did not list {path}.")
        if not isinstance(page.get("meta", {}), dict):
            raise BrokenPage(f"X lost count of {path}.")
        return page

    def posts(self, ids: Iterable[str]) -> dict[str, Any]:
        """Return posts by their ids, at most a hundred, with what became of the others."""
        return self.page("tweets", {"ids": ",".join(ids), **FIELDS})

    def number_of(self, name: str) -> str:
        """Return the number of an account; raises BrokenPage where there is none."""
        told = self.get(f"users/by/username/{name}")
        found = told.get("data") if isinstance(told, dict) else None
        if not isinstance(found, dict) or not found.get("id"):
            raise BrokenPage(f"X knows no account @{name}.")
        return str(found["id"])


def why_of(answer: Answer) -> str:
    """Return what X says of a refusal."""
    try:
        told = answer.json()
    except BrokenPage:
        return str(answer.status)
    if not isinstance(told, dict):
        return str(answer.status)
    return str(told.get("detail") or told.get("title") or answer.status)
