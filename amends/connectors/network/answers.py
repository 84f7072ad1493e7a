"""What a service answered over HTTP, and what it means when it is no success."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from amends.connectors.protocol import BrokenPage, Busy, NeedsReconnecting, Unreachable
from amends.connectors.values.dates import read_date


DEFAULT_WAIT_S = 60.0
LONGEST_WAIT_S = 24 * 3600.0

_EPOCH_LETTERS = 10
_BUSY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
# The moment at which we may ask again, as each service calls it (the last is Yelp's).
_RESETS = ("x-rate-limit-reset", "x-ratelimit-reset", "ratelimit-reset", "ratelimit-resettime")
_SIGNED_OUT = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}


class Gone(BrokenPage):
    """What was asked for was deleted, or is hidden from us."""


class TooLong(BrokenPage):
    """The channel's answer is longer than we read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, read whole; the names of ``headers`` are in small letters."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    url: str

    @property
    def place(self) -> str:
        """Return where this came from in words for people: keys may stand in a query."""
        return self.url.partition("?")[0]

    @property
    def is_unchanged(self) -> bool:
        """Say whether a conditional request found nothing new."""
        return self.status == HTTPStatus.NOT_MODIFIED

    @property
    def marks(self) -> dict[str, str]:
        """Return what to give back at the next conditional request."""
        names = {"etag": "etag", "last_modified": "last-modified"}
        return {
            ours: self.headers[theirs]
            for ours, theirs in names.items()
            if theirs in self.headers
        }

    def json(self) -> Any:
        """Return the content as JSON; raises BrokenPage when it is none."""
        return read_json(self.content, self.place)


def read_json(raw: bytes, what: str) -> Any:
    """Return bytes as JSON; raises BrokenPage, saying of ``what``, when they are none."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as problem:
        raise BrokenPage(f"{what} did not come in JSON.") from problem


def wait_s(headers: Mapping[str, str], now: datetime) -> float:
    """Return the seconds a service asks us to wait: Retry-After, else x-rate-limit-reset."""
    asked = _seconds(headers.get("retry-after", ""), now)
    if asked is None:
        asked = _seconds_until(next(filter(None, map(headers.get, _RESETS)), ""), now)
    return min(max(asked, 1.0), LONGEST_WAIT_S)


def _seconds_until(reset: str, now: datetime) -> float:
    """Read epoch seconds, the date of Mastodon or the seconds of Reddit; without one wait a while."""
    if reset.isdecimal() and len(reset) < _EPOCH_LETTERS:
        return float(reset)
    at = read_date(reset)
    return (at - now).total_seconds() if at else DEFAULT_WAIT_S


def _seconds(retry_after: str, now: datetime) -> float | None:
    if retry_after.isdecimal():
        return float(retry_after)
    try:
        date = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return (date.replace(tzinfo=date.tzinfo or UTC) - now).total_seconds()


def raise_for(answer: Answer, now: datetime) -> None:
    """Raise the error a refusal means; other answers of 4xx are for the connector to judge."""
    if answer.status in _SIGNED_OUT:
        raise NeedsReconnecting(f"{answer.place} answered {answer.status}")
    if answer.status in _BUSY:
        raise Busy(f"{answer.place} answered {answer.status}", wait_s(answer.headers, now))
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Unreachable(f"{answer.place} answered {answer.status}")
