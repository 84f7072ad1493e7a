"""Signing in at a service: a lasting grant is traded for a token that lasts an hour or some days."""

from collections.abc import Mapping
from http import HTTPStatus

from amends.connectors.http import Http
from amends.connectors.protocol import BrokenPage, NeedsReconnecting, Unreachable
from amends.connectors.rest import NOTHING


def trade_for_token(
    http: Http, url: str, grant: Mapping[str, str], headers: Mapping[str, str] = NOTHING
) -> str:
    """Return an access token for a grant, sent as a form.

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
    return token


def bearer(token: str) -> dict[str, str]:
    """Return the header that shows a token."""
    return {"Authorization": f"Bearer {token}"}
