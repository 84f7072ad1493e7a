"""Pushes to one browser through the service its maker runs (RFC 8030).

The address came from a browser: it must be https, is checked like any from outside (no private
network, whatever AMENDS_ALLOW_HOSTS says) and is never followed elsewhere. The services answer
201; 404 and 410 say that the browser gave the address up, 429 that we ask too often, 413 that the
message is too long.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec

from amends.connectors.network.answers import Answer, raise_for
from amends.connectors.network.http import Http
from amends.connectors.protocol import Undeliverable
from amends.connectors.push.sealing import AUTH_LENGTH, CURVE, POINT_LENGTH, seal
from amends.connectors.push.vapid import authorization


LONGEST_ADDRESS = 1000
LIVES_S = 12 * 3600  # a telephone that is off so long finds the desk in the morning
SLOWEST_S = 10.0
GONE = frozenset({404, 410})
_TAKEN = range(200, 300)


class DeviceGone(Undeliverable):
    """The browser gave up this address."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where one browser is reached, and the two keys it made for us."""

    endpoint: str
    point: bytes
    auth: bytes


@dataclass(frozen=True, slots=True)
class Sender:
    """Who pushes: the desk's key as PEM, and where it can be complained to (https: or mailto:)."""

    key: str
    contact: str


def read_subscription(endpoint: str, p256dh: str, auth: str) -> Subscription:
    """Return what a browser gave, checked; raises ValueError for anything else."""
    parts = urlsplit(endpoint)
    is_web = parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    if not is_web or len(endpoint) > LONGEST_ADDRESS or not endpoint.isascii():
        raise ValueError("This is no address of a push service.")
    point, secret = _read(p256dh), _read(auth)
    if len(point) != POINT_LENGTH or len(secret) != AUTH_LENGTH:
        raise ValueError("These are no keys of a browser.")
    ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    return Subscription(endpoint, point, secret)


def push(  # noqa: PLR0913 - who, where, what, how, when, and the wire
    sender: Sender,
    to: Subscription,
    message: bytes,
    *,
    topic: str,
    is_urgent: bool,
    now: datetime,
    http: Http | None = None,
) -> None:
    """Hand one message to a browser's push service; a waiting one of the same topic is replaced.

    ``topic`` of at most 32 letters of base64url. Raises DeviceGone, another ConnectorError when it
    was not taken, TimeoutError when nobody knows.
    """
    wire = http or Http(max_bytes=64_000, max_seconds=SLOWEST_S)
    headers = {
        "Authorization": authorization(to.endpoint, sender.key, sender.contact, now),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(LIVES_S),
        "Topic": topic,
        "Urgency": "high" if is_urgent else "normal",
    }
    body = seal(message, to.point, to.auth)
    wire.request("POST", to.endpoint, judge=_judge, headers=headers, content=body)


def _judge(answer: Answer, now: datetime) -> None:
    if answer.status in GONE:
        raise DeviceGone(DeviceGone.__doc__)
    raise_for(answer, now)
    if answer.status not in _TAKEN:
        raise Undeliverable(f"The push service answered {answer.status}.")


def _read(spelled: str) -> bytes:
    try:
        return base64.b64decode(
            spelled + "=" * (-len(spelled) % 4), altchars=b"-_", validate=True
        )
    except (binascii.Error, ValueError) as problem:
        raise ValueError("These are no keys of a browser.") from problem
