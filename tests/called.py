"""Sources that services call, and genuine calls of a service."""

import json

import people

from amends.casebook import vault
from amends.connectors.network.signatures import sign
from amends.connectors.protocol import Batch, Call, Challenge


SECRET = "an invented secret"
SIGNATURE = "x-signature"


def source(brand=None, **fields):
    settings = vault.seal({"secret": SECRET})
    return people.source(brand or people.brand(), "webhook", settings=settings, **fields)


def body(*numbers):
    posts = [{"id": f"p{n}", "text": "لم يصل الطلب", "author": "noura"} for n in numbers]
    return json.dumps(posts).encode()


def call(raw, at=people.NOW, secret=SECRET, **headers):
    return Call(raw, {SIGNATURE: sign(secret, raw), **headers}, at)


class Greeter:
    """A service that asks whether the address is ours."""

    def check(self, call):
        return Challenge(call.query["challenge"].encode())

    def receive(self, call):  # noqa: ARG002 - the protocol's name
        return Batch()
