"""The calls of Telegram's Bot API that the desk needs, over the one way out."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from typing import Any

from amends.connectors.answers import Answer
from amends.connectors.http import Http
from amends.connectors.protocol import BrokenPage, Busy, ConnectorError, NeedsReconnecting
from amends.connectors.rest import Rest, items_of
from amends.connectors.telegram_messages import ASKED


PAGE = 100


class Api(Rest):
    """One bot. Its token stands in every address, and must stand in no word about one."""

    def __init__(self, server: str, token: str, http: Http) -> None:
        self._token = token
        super().__init__(f"{server.rstrip('/')}/bot{token}", http)

    def judge(self, answer: Answer, now: datetime) -> None:
        """Read Telegram's own refusals, which stand in the answer."""
        if answer.status == HTTPStatus.TOO_MANY_REQUESTS and (wait_s := _wait_s(answer)):
            raise Busy("Telegram asks us to wait.", wait_s)
        if answer.status != HTTPStatus.FORBIDDEN:  # of one chat, not of the bot
            super().judge(answer, now)

    def call(self, method: str, fields: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        """Call a method once; returns its status and what it told. See ``Rest.send``."""
        with self._unnamed():
            status, told = self.send("POST", method, json=dict(fields))
        if not isinstance(told, dict):
            raise BrokenPage(f"Telegram did not answer {method} with an object.")
        return status, told

    def updates(self, after: int) -> list[dict[str, Any]]:
        """Return what came after an update, oldest first; what lies before it is forgotten."""
        asked = {"offset": after + 1, "limit": PAGE, "allowed_updates": json.dumps(ASKED)}
        with self._unnamed():
            answer = self._http.get(self.url("getUpdates"), params=asked, judge=self.judge)
            told = answer.json()
        if answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT}:
            why = told.get("description", "") if isinstance(told, dict) else ""
            raise NeedsReconnecting(f"Telegram answered {answer.status}: {why}")
        if answer.status >= HTTPStatus.BAD_REQUEST:
            raise BrokenPage(f"Telegram answered {answer.status}.")
        return items_of(told, "result", "Telegram")

    @contextmanager
    def _unnamed(self) -> Iterator[None]:
        try:
            yield
        except (ConnectorError, TimeoutError) as problem:
            problem.args = tuple(str(one).replace(self._token, "…") for one in problem.args)
            raise


def _wait_s(answer: Answer) -> float:
    try:
        return float(answer.json()["parameters"]["retry_after"])
    except (BrokenPage, KeyError, TypeError, ValueError):
        return 0.0
