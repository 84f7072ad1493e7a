"""Signatures of webhooks, checked over the raw bytes and in constant time."""

import base64
import hmac
from typing import Literal


Form = Literal["hex", "base64"]
Algorithm = Literal["sha256", "sha1"]


def sign(
    secret: str, raw: bytes, *, form: Form = "hex", algorithm: Algorithm = "sha256"
) -> str:
    """Return the HMAC of raw bytes as a service writes it; SHA-1 only where it knows no other."""
    digest = hmac.digest(secret.encode(), raw, algorithm)
    return digest.hex() if form == "hex" else base64.b64encode(digest).decode()


def is_signed(
    secret: str,
    raw: bytes,
    given: str,
    *,
    form: Form = "hex",
    prefix: str = "",
    algorithm: Algorithm = "sha256",
) -> bool:
    """Tell whether ``given`` is the signature of these bytes; an empty secret signs nothing.

    ``prefix`` is what stands before it in the header, such as ``sha256=``.
    """
    if not secret or not given.startswith(prefix):
        return False
    return is_same(
        given.removeprefix(prefix), sign(secret, raw, form=form, algorithm=algorithm)
    )


def is_same(given: str, wanted: str) -> bool:
    """Compare two secrets in a time that tells nothing of either; empty ones are never the same."""
    return bool(wanted) and hmac.compare_digest(given.encode(errors="replace"), wanted.encode())
