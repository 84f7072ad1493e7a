"""Encryption of a push message (RFC 8291 over RFC 8188, aes128gcm): only the browser can read it.

The push service between us and the browser sees bytes, their length in steps, and when they came.
"""

import os
import struct

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


CURVE = ec.SECP256R1()
POINT_LENGTH, AUTH_LENGTH, SALT_LENGTH = 65, 16, 16
RECORD = 4096  # the most a push service must take (RFC 8291, 4)
STEP = 256  # lengths are rounded up, so that they tell little
LONGEST = RECORD - SALT_LENGTH - 5 - POINT_LENGTH - 16 - 1
_LAST = b"\x02"


def seal(
    message: bytes,
    point: bytes,
    auth: bytes,
    *,
    own: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes = b"",
    step: int = STEP,
) -> bytes:
    """Return the body that one browser can open; ``point`` and ``auth`` are its own.

    ``own`` and ``salt`` are new for each message. Raises ValueError for what is no point of the
    curve, and for a message longer than LONGEST.
    """
    if len(message) > LONGEST:
        raise ValueError(f"A push message holds {LONGEST} bytes, not {len(message)}.")
    own, salt = own or ec.generate_private_key(CURVE), salt or os.urandom(SALT_LENGTH)
    ours = encoded(own.public_key())
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    secret = _derive(
        own.exchange(ec.ECDH(), theirs), auth, b"WebPush: info\0" + point + ours, 32
    )
    key = _derive(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(secret, salt, b"Content-Encoding: nonce\0", 12)
    body = AESGCM(key).encrypt(nonce, _padded(message, step), None)
    return salt + struct.pack("!IB", RECORD, len(ours)) + ours + body


def encoded(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return a public key as browsers write it: the uncompressed point."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _padded(message: bytes, step: int) -> bytes:
    room = min(-len(message) % step, LONGEST - len(message))
    return message + _LAST + bytes(room)


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)
