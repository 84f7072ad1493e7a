"""The few calls of Bluesky's API (AT Protocol) that the desk needs, over the one way out."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from amends.connectors.network.answers import Answer
from amends.connectors.network.http import Http
from amends.connectors.network.oauth import bearer
from amends.connectors.network.rest import NOTHING, Rest
from amends.connectors.protocol import BrokenPage, NeedsReconnecting, Unreachable


CHAT = {"atproto-proxy": "did:web:api.bsky.chat#bsky_chat"}
_SIGNED_OUT = frozenset({"ExpiredToken", "InvalidToken"})


class SignedOut(NeedsReconnecting):
    """Bluesky no longer takes our session."""


class Missing(BrokenPage):
    """Bluesky has no such post."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who we are, and what shows it: for some hours, and for some weeks."""

    did: str
    access: str
    refresh: str

    def __str__(self) -> str:
        return json.dumps(asdict(self))


def session_of(stored: str) -> Session | None:
    """Return a session as it was stored; None where it is none."""
    try:
        return Session(**json.loads(stored))
    except (ValueError, TypeError):
        return None


class Api(Rest):
    """One account; ``session`` is None before it signed in."""

    def __init__(self, server: str, http: Http, session: Session | None) -> None:
        self.did = session.did if session else ""
        self.server = server
        shown = bearer(session.access) if session else {}
        super().__init__(f"{server.rstrip('/')}/xrpc", http, shown)

    def judge(self, answer: Answer, now: datetime) -> None:
        """Read Bluesky's own refusals: a session that ran out is a 400."""
        if answer.status == HTTPStatus.BAD_REQUEST:
            error, words = told_by(answer)
            if error in _SIGNED_OUT:
                raise SignedOut(f"Bluesky: {words}")
            if error == "NotFound":
                raise Missing(f"Bluesky: {words}")
        super().judge(answer, now)

    def why(self, answer: Answer) -> str:
        """Say it in Bluesky's own words."""
        return f"Bluesky: {told_by(answer)[1]}"

    def page(self, path: str, params: Mapping[str, Any] = NOTHING) -> dict[str, Any]:
        """Return what a path answers, an object; raises BrokenPage."""
        return _object(self.get(path, params), path)

    def chat(self, path: str, params: Mapping[str, Any] = NOTHING) -> dict[str, Any]:
        """Return what a path of the messages answers: they live with a service of their own."""
        status, told = self.send("GET", path, params=dict(params), headers=CHAT)
        if status >= HTTPStatus.BAD_REQUEST:
            raise BrokenPage(f"Bluesky answered {status} for {path}.")
        return _object(told, path)

    def sign_in(self, name: str, password: str) -> Session:
        """Return a new session for an app password; raises NeedsReconnecting."""
        given = {"identifier": name, "password": password}
        return self._session("com.atproto.server.createSession", json=given)

    def renew(self, session: Session) -> Session:
        """Return a new session for an old one, which is spent; raises NeedsReconnecting."""
        path = "com.atproto.server.refreshSession"
        return self._session(path, headers=bearer(session.refresh))

    def _session(self, path: str, **options: Any) -> Session:
        try:
            status, told = self.send("POST", path, **options)
        except TimeoutError as problem:
            raise Unreachable(f"{path} did not answer.") from problem
        if status >= HTTPStatus.BAD_REQUEST:
            raise NeedsReconnecting(f"Bluesky answered {status} when we signed in.")
        try:
            return Session(*(str(told[name]) for name in ("did", "accessJwt", "refreshJwt")))
        except (KeyError, TypeError) as problem:
            raise BrokenPage("Bluesky gave no session.") from problem


def told_by(answer: Answer) -> tuple[str, str]:
    """Return what Bluesky calls a refusal, and its words for it."""
    try:
        told = answer.json()
    except BrokenPage:
        told = None
    if not isinstance(told, dict):
        return "", str(answer.status)
    error = str(told.get("error", ""))
    return error, str(told.get("message") or error or answer.status)


def _object(told: Any, path: str) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise BrokenPage(f"Bluesky did not answer {path} with an object.")
    return told
