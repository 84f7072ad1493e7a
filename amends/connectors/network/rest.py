"""A service that speaks JSON over HTTP: what its calls have in common, over the one way out."""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from amends.connectors.network.answers import Answer, raise_for
from amends.connectors.network.http import Http
from amends.connectors.protocol import BrokenPage


NOTHING: Mapping[str, str] = MappingProxyType({})
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class Rest:
    """One account at one service; ``headers`` go with every call."""

    def __init__(self, root: str, http: Http, headers: Mapping[str, str] = NOTHING) -> None:
        self._root = root.rstrip("/")
        self._http = http
        self._headers = dict(headers)

    def get(self, path: str, params: Mapping[str, Any] = NOTHING) -> Any:
        """Return what a path answers; None where it is not there. Raises ConnectorError."""
        answer = self._http.get(
            self.url(path), params=params or None, headers=self._headers, judge=self.judge
        )
        if answer.status in GONE:
            return None
        if answer.status >= HTTPStatus.BAD_REQUEST:
            raise BrokenPage(self.why(answer))
        return answer.json()

    def send(self, method: str, path: str, **options: Any) -> tuple[int, Any]:
        """Change something once; returns the status and, of a success or a refusal, the JSON.

        ``options`` are those of httpx2 (json, data, params, headers). Raises TimeoutError when it
        may have arrived and nobody can know.
        """
        headers = self._headers | options.pop("headers", {})
        answer = self._http.request(
            method, self.url(path), headers=headers, judge=self.judge, **options
        )
        return answer.status, answer.json() if answer.content else None

    def url(self, path: str) -> str:
        """Return the address of a path; a whole address stays as it is."""
        return path if path.startswith("https://") else f"{self._root}/{path}"

    def judge(self, answer: Answer, now: datetime) -> None:
        """Raise the error a refusal means; a service with codes of its own reads them first."""
        raise_for(answer, now)

    def why(self, answer: Answer) -> str:
        """Say what went wrong in a sentence; a service that explains itself has its own."""
        return f"{answer.place} answered {answer.status}."


def items_of(page: Any, name: str, what: str) -> list[dict[str, Any]]:
    """Return the list of objects under a name of a page; raises BrokenPage where there is none.

    A page without that name is an empty one: services leave out what they have nothing of.
    """
    if not isinstance(page, dict):
        raise BrokenPage(f"{what} did not answer with an object.")
    found = page.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise BrokenPage(f"{what} did not list {name}.")
    return found
