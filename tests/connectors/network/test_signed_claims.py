import base64
import json

import pytest
from connectors.signing_keys import curve_pem, rsa_pem
from cryptography.hazmat.primitives.asymmetric import dsa, ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from amends.connectors.network.signed_claims import read_key, sign_claims


def parts(token):
    padded = [part + "=" * (-len(part) % 4) for part in token.split(".")]
    head, claims, signature = map(base64.urlsafe_b64decode, padded)
    return json.loads(head), json.loads(claims), signature


def told(token):
    return token.rpartition(".")[0].encode()


def test_claim_is_signed_with_a_curve_as_es256():
    key = read_key(curve_pem())

    token = sign_claims({"iss": "x"}, key, "K1")

    head, claims, signature = parts(token)
    numbers = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    assert (head, claims) == ({"alg": "ES256", "typ": "JWT", "kid": "K1"}, {"iss": "x"})
    assert len(signature) == 64
    key.public_key().verify(encode_dss_signature(*numbers), told(token), ec.ECDSA(SHA256()))


def test_claim_is_signed_with_rsa_as_rs256():
    key = read_key(rsa_pem())

    token = sign_claims({"iss": "x"}, key)

    head, _, signature = parts(token)
    assert head == {"alg": "RS256", "typ": "JWT"}
    key.public_key().verify(signature, told(token), padding.PKCS1v15(), SHA256())


@pytest.mark.parametrize("breaks", ["", " ", "\\n", "\r\n"])
def test_key_is_read_whatever_became_of_its_line_breaks(breaks):
    assert read_key(curve_pem().replace("\n", breaks))


def pem(key, encryption=None):
    how = encryption or NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how).decode()


def test_what_is_no_such_key_is_refused():
    other_curve = ec.generate_private_key(ec.SECP384R1())
    locked = pem(ec.generate_private_key(ec.SECP256R1()), BestAvailableEncryption(b"x"))
    begin, end = "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----"
    wrong = ("", "key", f"{begin}AAAA{end}", f"{begin}Aا{end}", locked, pem(other_curve))

    for text in wrong:
        with pytest.raises(ValueError, match=r"key"):
            read_key(text)


def test_key_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="another kind"):
        read_key(pem(dsa.generate_private_key(1024)))
