"""Calls as Meta makes them, for the tests of its kinds."""

import base64
import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime

from amends.connectors.network.signatures import sign
from amends.connectors.protocol import Call


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
APP = {
    "token": "t0ken",
    "app_secret": "hush",
    "verify_token": "palm",
    "privacy_page": "https://shop.example/forgotten",
}


def signed(raw, secret="hush", **change):
    """Return a call with these bytes, signed as Meta signs them."""
    headers = {"x-hub-signature-256": f"sha256={sign(secret, raw)}"}
    return replace(Call(raw, headers, NOW), **change)


def call(told, **change):
    """Return a call that tells this; Meta escapes whatever is not ASCII, in small letters."""
    return signed(json.dumps(told).encode("ascii"), **change)


def resign(other, raw):
    """Return another call with these bytes in place of its own."""
    return replace(signed(raw), at=other.at)


def greeting(word="palm", mode="subscribe"):
    """Return the question whether the address is ours."""
    query = {"hub.mode": mode, "hub.verify_token": word, "hub.challenge": "1158201444"}
    return Call(b"", {}, NOW, query=query, method="GET")


def plea(payload, secret="hush"):
    """Return a person's wish to be forgotten, as Meta hands it on."""
    packed = _packed(json.dumps(payload).encode())
    mark = _packed(hmac.new(secret.encode(), packed, hashlib.sha256).digest())
    return Call(b"signed_request=" + mark + b"." + packed, {}, NOW)


def _packed(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=")
