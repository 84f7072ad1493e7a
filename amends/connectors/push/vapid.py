"""Who pushes (RFC 8292, VAPID): a key of this desk's own, and a claim signed with it for each service."""

import base64
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from amends.connectors.network.signed_claims import read_key, sign_claims
from amends.connectors.push.sealing import CURVE, encoded


VALID = timedelta(hours=12)  # a day at most; clocks differ


def new_key() -> str:
    """Make the key of a desk, as PEM; browsers that were switched on belong to it for good."""
    key = ec.generate_private_key(CURVE)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def public_of(pem: str) -> str:
    """Return what a browser is told of the key: its public point, base64url without padding."""
    return spelled(encoded(_read(pem).public_key()))


def authorization(endpoint: str, pem: str, contact: str, now: datetime) -> str:
    """Return the header that says to one push service who asks, for the next hours."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((now + VALID).timestamp()),
        "sub": contact,
    }
    return f"vapid t={sign_claims(claims, _read(pem))}, k={public_of(pem)}"


def spelled(raw: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _read(pem: str) -> ec.EllipticCurvePrivateKey:
    key = read_key(pem)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key
