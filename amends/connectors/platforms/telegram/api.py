"""The calls of Telegram's Bot API that the desk needs, over the one way out."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from amends.connectors.network.answers import Answer, Gone
from amends.connectors.network.http import Http
from amends.connectors.network.rest import Rest, items_of
from amends.connectors.platforms.telegram.messages import ASKED
from amends.connectors.protocol import BrokenPage, Busy, ConnectorError, NeedsReconnecting


PAGE = 100


class Api(Rest):
    """One bot. Its token stands in every address, and must stand in no word about one."""

    def __init__(self, server: str, token: str, http: Http) -> None:
        self._token, self._files = token, f"{server.rstrip('/')}/file/bot{token}"
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
        status, told = self._ask("getUpdates", asked)
        if status in {HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT}:
            why = told.get("description", "") if isinstance(told, dict) else ""
            raise NeedsReconnecting(f"Telegram answered {status}: {why}")
        if status >= HTTPStatus.BAD_REQUEST:
            raise BrokenPage(f"Telegram answered {status}.")
        return items_of(told, "result", "Telegram")

    def file(self, key: str) -> bytes:
        """Return the bytes of a file; raises Gone where Telegram does not give them."""
        status, told = self._ask("getFile", {"file_id": key})
        result = told.get("result") if isinstance(told, dict) else None
        path = result.get("file_path") if isinstance(result, dict) else None
        if status >= HTTPStatus.BAD_REQUEST or not isinstance(path, str):
            raise Gone(f"Telegram answered {status} for a file.")
        with self._unnamed():
            answer = self._http.get(f"{self._files}/{quote(path)}", judge=self.judge)
        if answer.status >= HTTPStatus.BAD_REQUEST:
            raise Gone(f"Telegram answered {answer.status} for a file.")
        return answer.content

    def _ask(self, method: str, params: Mapping[str, Any]) -> tuple[int, Any]:
        with self._unnamed():
            return self.send("GET", method, params=dict(params))

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
