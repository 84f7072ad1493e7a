"""Signing in with a key of our own: a claim signed as a JWT, by ES256 (Apple) or RS256 (Google).

We only write such claims. Nothing here reads one that came from outside.
"""

import base64
import json
import re
from collections.abc import Mapping

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_private_key


Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

_PEM = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----(.+?)-----END", re.DOTALL)
_HALF = 32  # bytes of each of the two numbers of an ES256 signature


def read_key(pem: str) -> Key:
    """Return the key of a PEM text, also where a form swallowed its line breaks.

    Raises ValueError for what is no key for ES256 or RS256.
    """
    found = _PEM.search(pem.replace("\\n", "\n"))
    if not found:
        raise ValueError("This is no private key.")
    try:
        der = base64.b64decode("".join(found[1].split()), validate=True)
        key = load_der_private_key(der, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as problem:
        raise ValueError("This private key cannot be read.") from problem
    is_p256 = isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name == "secp256r1"
    if not is_p256 and not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError("This private key is of another kind.")
    return key  # type: ignore[return-value]  # a curve other than P-256 was refused


def sign_claims(claims: Mapping[str, object], key: Key, key_id: str = "") -> str:
    """Return claims as a signed JWT; ``key_id`` names the key where the service has several."""
    is_curve = isinstance(key, ec.EllipticCurvePrivateKey)
    header = {"alg": "ES256" if is_curve else "RS256", "typ": "JWT"}
    named = header | ({"kid": key_id} if key_id else {})
    told = b".".join(_part(json.dumps(part).encode()) for part in (named, dict(claims)))
    return (told + b"." + _part(_signature(told, key))).decode()


def _signature(told: bytes, key: Key) -> bytes:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(told, padding.PKCS1v15(), SHA256())
    r, s = decode_dss_signature(key.sign(told, ec.ECDSA(SHA256())))
    return r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")


def _part(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")
