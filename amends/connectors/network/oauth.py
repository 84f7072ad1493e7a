"""Signing in at a service: a lasting grant is traded for a token that lasts an hour or some days."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from amends.connectors.network.http import Http
from amends.connectors.network.rest import NOTHING
from amends.connectors.protocol import BrokenPage, NeedsReconnecting, Unreachable


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a service gave; ``refresh`` is empty where the old grant stays good."""

    access: str
    refresh: str = ""
    lasts_s: int = 0


def trade(
    http: Http, url: str, grant: Mapping[str, str], headers: Mapping[str, str] = NOTHING
) -> Tokens:
    """Return what a service gives for a grant, sent as a form.

    Raises NeedsReconnecting where the grant is no longer honoured. Asking says nothing to any
    customer, so that an answer which never came is Unreachable here and no unknown fate.
    """
    try:
        answer = http.request("POST", url, data=dict(grant), headers=headers)
    except TimeoutError as problem:
        raise Unreachable(f"{url} did not answer when we signed in.") from problem
    if answer.status >= HTTPStatus.BAD_REQUEST:
        raise NeedsReconnecting(f"{url} answered {answer.status} when we signed in.")
    given = answer.json()
    token = given.get("access_token") if isinstance(given, dict) else None
    if not isinstance(token, str) or not token:
        raise BrokenPage(f"{url} gave no token.")
    lasts_s = given.get("expires_in")
    refresh = str(given.get("refresh_token") or "")
    return Tokens(token, refresh, lasts_s if isinstance(lasts_s, int) else 0)


def trade_for_token(
    http: Http, url: str, grant: Mapping[str, str], headers: Mapping[str, str] = NOTHING
) -> str:
    """Return an access token for a grant that stays good; see ``trade``."""
    return trade(http, url, grant, headers).access


def basic(name: str, secret: str) -> dict[str, str]:
    """Return the header that shows a name and its secret."""
    shown = base64.b64encode(f"{name}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {shown}"}


def bearer(token: str) -> dict[str, str]:
    """Return the header that shows a token."""
    return {"Authorization": f"Bearer {token}"}
