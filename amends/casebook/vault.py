"""What a source needs to sign in, encrypted at rest with a key from the environment."""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class VaultLocked(Exception):
    """The stored settings were encrypted with another AMENDS_VAULT_KEY."""


def _fernet() -> Fernet:
    key = hashlib.sha256(settings.ENVIRONMENT.vault_key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal(values: Mapping[str, Any]) -> str:
    """Encrypt settings for the row of a source."""
    return _fernet().encrypt(json.dumps(dict(values)).encode()).decode()


def unseal(sealed: str) -> dict[str, Any]:
    """Decrypt them again; an empty string is no settings. Raises VaultLocked on a wrong key."""
    if not sealed:
        return {}
    try:
        return dict(json.loads(_fernet().decrypt(sealed.encode())))
    except InvalidToken:
        raise VaultLocked(VaultLocked.__doc__) from None
