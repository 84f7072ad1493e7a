"""Signatures of webhooks, checked over the raw bytes and in constant time."""

import base64
import hashlib
import hmac
from typing import Literal


def sign(secret: str, raw: bytes, *, form: Literal["hex", "base64"] = "hex") -> str:
    """Return the HMAC-SHA256 of raw bytes as a service writes it."""
    digest = hmac.new(secret.encode(), raw, hashlib.sha256).digest()
    return digest.hex() if form == "hex" else base64.b64encode(digest).decode()


def is_signed(
    secret: str,
    raw: bytes,
    given: str,
    *,
    form: Literal["hex", "base64"] = "hex",
    prefix: str = "",
) -> bool:
    """Tell whether ``given`` is the signature of these bytes; an empty secret signs nothing.

    ``prefix`` is what stands before it in the header, such as ``sha256=``.
    """
    if not secret or not given.startswith(prefix):
        return False
    return is_same(given.removeprefix(prefix), sign(secret, raw, form=form))


def is_same(given: str, wanted: str) -> bool:
    """Compare two secrets in a time that tells nothing of either; empty ones are never the same."""
    return bool(wanted) and hmac.compare_digest(given.encode(errors="replace"), wanted.encode())
