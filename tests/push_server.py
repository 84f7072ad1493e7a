"""A browser and the push service of its maker, ours: it takes what the desk pushes and opens it.

It opens by the RFCs' own steps (8188, 8291, 8292), not by the code of the desk.
"""

import base64
import json
from collections import Counter

import httpx2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from amends.connectors.network.http import Http


def b64(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point(key):
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def mac(key, message):
    made = HMAC(key, SHA256())
    made.update(message)
    return made.finalize()


class Browser:
    """One browser that was switched on: its address at its maker's service, and its keys."""

    def __init__(self, name="one", *, private=None, auth=b"0123456789abcdef"):
        self.endpoint = f"https://push.example/send/{name}"
        self.private = private or ec.generate_private_key(ec.SECP256R1())
        self.auth = auth

    @property
    def given(self):
        keys = {"p256dh": b64(point(self.private.public_key())), "auth": b64(self.auth)}
        return {"endpoint": self.endpoint, **keys}

    def opens(self, body):
        """Return the words of a sealed message (RFC 8291, 3.4 and RFC 8188, 2)."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        assert len(body) <= size == 4096
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        shared = self.private.exchange(ec.ECDH(), theirs)
        info = b"WebPush: info\0" + point(self.private.public_key()) + sender
        secret = HKDFExpand(SHA256(), 32, info).derive(mac(self.auth, shared))
        main = mac(salt, secret)
        key = HKDFExpand(SHA256(), 16, b"Content-Encoding: aes128gcm\0").derive(main)
        nonce = HKDFExpand(SHA256(), 12, b"Content-Encoding: nonce\0").derive(main)
        opened = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert opened[-1:] == b"\x02"
        return opened[:-1]


class PushService:
    """What stands at push.example; ``answers`` are the statuses it gives, the last for ever."""

    def __init__(self, *browsers, answers=(201,)):
        self.browsers = {browser.endpoint: browser for browser in browsers}
        self.answers = list(answers)
        self.asked = []
        self.shown = []
        self.times = Counter()

    @property
    def http(self):
        transport = httpx2.MockTransport(self.answer)
        return Http(allow_hosts=frozenset(), transport=lambda *_: transport)

    def answer(self, request):
        self.asked.append(request)
        status = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if status == 201:
            self.times[request.headers["Topic"]] += 1
            browser = self.browsers[str(request.url)]
            self.shown.append(json.loads(browser.opens(request.content)))
        return httpx2.Response(status, headers={"Retry-After": "120"} if status == 429 else {})


def claims_of(header):
    """Return the claims of a VAPID header whose signature holds, and the key it names."""
    token, named = header.removeprefix("vapid t=").split(", k=")
    told, _, signature = token.rpartition(".")
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(named))
    raw = unb64(signature)
    halves = (int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key.verify(encode_dss_signature(*halves), told.encode(), ec.ECDSA(SHA256()))
    head, body = (json.loads(unb64(part)) for part in told.split("."))
    assert head == {"alg": "ES256", "typ": "JWT"}
    return body, named
