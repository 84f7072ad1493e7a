"""Keys of tests, made once per process: nothing that looks like a secret lies in the repository."""

import functools

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


def _pem(key):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@functools.cache
def curve_pem():
    """Return a key as Apple gives one."""
    return _pem(ec.generate_private_key(ec.SECP256R1()))


@functools.cache
def rsa_pem():
    """Return a key as a Google service account has one."""
    return _pem(rsa.generate_private_key(65537, 2048))
