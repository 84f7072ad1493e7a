"""Meta's Graph API: what the page, Messenger, Instagram and WhatsApp have in common.

https://developers.facebook.com/docs/graph-api. The token travels in a header, never in an address,
with the proof that we know the app's secret. A refusal has a code of Meta's own, whatever its
status. Each answer says how much of the hour's allowance is spent; we stop before it is all.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from amends.connectors.network.answers import Answer, Gone, raise_for, wait_s
from amends.connectors.network.http import Http
from amends.connectors.network.rest import Rest
from amends.connectors.network.signatures import sign
from amends.connectors.protocol import (
    BrokenPage,
    Busy,
    NeedsReconnecting,
    Undeliverable,
    Unreachable,
)


ROOT = "https://graph.facebook.com/v26.0"
MOST_SPENT = 95  # per cent of an allowance
NOTHING: Mapping[str, Any] = MappingProxyType({})

FLEETING = frozenset({1, 2})
THROTTLED = frozenset({4, 17, 32, 613, 80001, 80002, 80006, 80007, 130429, 131056})
SIGNED_OUT = frozenset({10, 102, 190, *range(200, 300)})
# Blocked, nobody there, answered once already; WhatsApp: cannot be reached, too late.
FINAL = frozenset({368, 551, 10900, 131026, 131047})
TOO_LATE = frozenset({(10, 2018278), (10, 2534022)})
GONE = frozenset({(100, 33)})
NO_SUCH_THING = 24  # Instagram's, of media and hashtags
WRONG_REQUEST = 100
_SECRET = frozenset({"access_token", "appsecret_proof"})


class WrongRequest(BrokenPage):
    """Meta does not understand what was asked for, such as a page that no longer exists."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What Meta says when it refuses."""

    code: int
    subcode: int
    words: str

    def __str__(self) -> str:
        return f"Meta refused with {self.code}: {self.words}"


class Graph(Rest):
    """One account."""

    def __init__(self, token: str, app_secret: str, http: Http, root: str = ROOT) -> None:
        super().__init__(root, http, {"Authorization": f"Bearer {token}"})
        self.token = token
        proof = sign(app_secret, token.encode())
        self._proof = {"appsecret_proof": proof} if app_secret else {}
        self._rest = Busy("Meta's allowance is spent for now.")
        self._is_spent = False

    def get(self, path: str, params: Mapping[str, Any] = NOTHING) -> Any:
        """Return what a path answers; None where it is gone. Raises ConnectorError."""
        if self._is_spent:
            raise self._rest
        try:
            return super().get(path, {**params, **self._proof})
        except Gone:
            return None

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Say something once and return the answer; raises Undeliverable where it is refused."""
        try:
            status, told = self.send("POST", path, json=body, params=self._proof)
        except (Gone, WrongRequest) as problem:
            raise Undeliverable(str(problem)) from problem
        if status >= HTTPStatus.BAD_REQUEST:
            raise Undeliverable(str(_refusal(told) or f"Meta refused with status {status}."))
        if not isinstance(told, dict):
            raise BrokenPage("Meta did not say what it posted.")
        return told

    def download(self, link: str) -> Answer:
        """Return what an address of Meta's answers to our token; raises ConnectorError."""
        return self._http.get(link, headers=self._headers, judge=self.judge)

    def judge(self, answer: Answer, now: datetime) -> None:
        """Read Meta's own codes first; what they do not tell is told by the status."""
        spent, regain_s = usage(answer.headers)
        self._is_spent = spent >= MOST_SPENT
        wait = regain_s or wait_s(answer.headers, now)
        self._rest = Busy(f"{spent} % of Meta's allowance is spent.", wait)
        if answer.status < HTTPStatus.BAD_REQUEST:
            return
        if refusal := _refusal(_told(answer)):
            _raise(refusal, wait)
        raise_for(answer, now)

    def why(self, answer: Answer) -> str:
        """Return Meta's own words, else the status."""
        return str(_refusal(_told(answer)) or super().why(answer))


def posted_id(told: Mapping[str, Any], name: str = "id") -> str:
    """Return the id of what was posted; raises BrokenPage where Meta does not tell it."""
    if not told.get(name):
        raise BrokenPage("Meta did not say what it posted.")
    return str(told[name])


def next_of(page: Mapping[str, Any]) -> dict[str, str]:
    """Return what asks for the page that follows, without keys; empty at the end.

    Lists go by cursors or by times; the link to the next page holds what either needs.
    """
    paging = page.get("paging") or {}
    link = paging.get("next", "") if isinstance(paging, dict) else ""
    asked = parse_qsl(urlsplit(str(link)).query)
    return {name: value for name, value in asked if name not in _SECRET}


def usage(headers: Mapping[str, str]) -> tuple[int, float]:
    """Return how many per cent are spent, and in how many seconds Meta expects to give more."""
    app = _read(headers.get("x-app-usage", ""))
    spent = [app, *_businesses(_read(headers.get("x-business-use-case-usage", "")))]
    names = ("call_count", "total_time", "total_cputime")
    figures = [_number(one.get(name)) for one in spent for name in names]
    regain = [_number(one.get("estimated_time_to_regain_access")) for one in spent]
    return int(max(figures)), max(regain) * 60


def _businesses(told: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for uses in told.values():
        if isinstance(uses, list):
            yield from (use for use in uses if isinstance(use, dict))


def _read(header: str) -> dict[str, Any]:
    try:
        told = json.loads(header or "{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _told(answer: Answer) -> Any:
    try:
        return answer.json()
    except BrokenPage:
        return None


def _refusal(told: Any) -> Refusal | None:
    error = told.get("error") if isinstance(told, dict) else None
    if not isinstance(error, dict) or not isinstance(error.get("code"), int):
        return None
    data = error.get("error_data")
    details = data.get("details", "") if isinstance(data, dict) else ""
    words = details or error.get("message", "")
    return Refusal(error["code"], int(_number(error.get("error_subcode"))), str(words))


def _raise(refusal: Refusal, wait: float) -> None:
    pair = (refusal.code, refusal.subcode)
    if refusal.code in THROTTLED:
        raise Busy(str(refusal), wait)
    if refusal.code in FINAL or pair in TOO_LATE:
        raise Undeliverable(str(refusal))
    if refusal.code in SIGNED_OUT:
        raise NeedsReconnecting(str(refusal))
    if refusal.code in FLEETING:
        raise Unreachable(str(refusal))
    if pair in GONE or refusal.code == NO_SUCH_THING:
        raise Gone(str(refusal))
    if refusal.code == WRONG_REQUEST:
        raise WrongRequest(str(refusal))
