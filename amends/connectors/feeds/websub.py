"""WebSub (w3.org/TR/websub): a hub calls when a page changes, for as long as it was asked to."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import get_args
from urllib.parse import urljoin

from amends.connectors.network.answers import Answer
from amends.connectors.network.http import Http
from amends.connectors.network.signatures import Algorithm, is_signed
from amends.connectors.protocol import Call, Challenge, ConnectorError, Refused
from amends.connectors.values.links import web_link


LEASE_S = 8 * 24 * 3600
RENEWED_S = 24 * 3600  # a hub may grant less than it was asked for
AGAIN_S = 3600
_LINK = re.compile(r"<([^>]*)>([^<]*)")
_REL = re.compile(r';\s*rel\s*=\s*"?\s*(hub|self)\b', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a hub is asked for: to call ``callback`` about ``topic``, signed with ``secret``."""

    hub: str
    topic: str
    callback: str
    secret: str


def links_of(answer: Answer) -> dict[str, str]:
    """Return the first hub that an answer's header names and its own address: ``hub``, ``self``."""
    found: dict[str, str] = {}
    for link, told in _LINK.findall(answer.headers.get("link", "")):
        if rel := _REL.search(told):
            found.setdefault(rel[1].lower(), web_link(urljoin(answer.url, link)))
    return found


def check(
    call: Call, secret: str, is_wanted: Callable[[str], bool]
) -> Challenge | Refused | None:
    """Tell the hub whether we asked for its calls on a topic, or make sure that it signed this one."""
    if call.method == "GET":
        is_asked = secret and call.query.get("hub.mode") == "subscribe"
        if is_asked and is_wanted(call.query.get("hub.topic", "")):
            return Challenge(call.query.get("hub.challenge", "").encode())
        return Refused(404, "Nobody here asked for these calls.")
    given = call.headers.get("x-hub-signature", "")
    for algorithm in get_args(Algorithm):
        if is_signed(secret, call.raw, given, prefix=f"{algorithm}=", algorithm=algorithm):
            return None
    return Refused(401, "The hub did not sign this call.")


def renew(http: Http, wish: Wish, until: int, now: datetime) -> int:
    """Ask the hub to call when its time is over; returns until when it need not be asked again."""
    if until > now.timestamp() or not all((wish.hub, wish.callback, wish.secret)):
        return until
    return int(now.timestamp()) + (RENEWED_S if subscribe(http, wish) else AGAIN_S)


def subscribe(http: Http, wish: Wish) -> bool:
    """Ask the hub to call; tells whether it took the wish. It makes sure by asking back."""
    told = {
        "hub.callback": wish.callback,
        "hub.topic": wish.topic,
        "hub.mode": "subscribe",
        "hub.secret": wish.secret,
        "hub.lease_seconds": str(LEASE_S),
    }
    try:
        return http.request("POST", wish.hub, data=told).status < HTTPStatus.BAD_REQUEST
    except (ConnectorError, TimeoutError):
        return False
