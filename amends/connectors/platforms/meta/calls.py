r"""How Meta calls us: its greeting, its signature, its plea to forget somebody.

https://developers.facebook.com/docs/graph-api/webhooks. Meta signs the bytes it sends, in which
every letter beyond ASCII stands as ``\u0627`` in small letters. So the bytes are checked as they
came; Arabic and Persian, read and written again, would give another signature.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode

from amends.connectors.network.answers import read_json
from amends.connectors.network.signatures import is_same, is_signed, sign
from amends.connectors.platforms.meta.settings import App
from amends.connectors.protocol import BrokenPage, Call, Challenge, Refused
from amends.connectors.values.links import web_link


SIGNATURE = "x-hub-signature-256"
DELETION = b"signed_request="
_CODE_LENGTH = 16


def check(call: Call, app: App) -> Challenge | Refused | None:
    """Say whether a call is Meta's; see ``Hook.check``."""
    if call.method == "GET":
        return _greet(call, app.verify_token)
    if call.raw.startswith(DELETION):
        return _promise_deletion(call.raw, app)
    if is_signed(app.app_secret, call.raw, call.headers.get(SIGNATURE, ""), prefix="sha256="):
        return None
    return Refused(403, "The signature is not the app's.")


def entries_of(call: Call, what: str, account: str) -> Iterator[dict[str, Any]]:
    """Yield what a call tells of one account; raises BrokenPage for what cannot be read.

    An app has one address for all its accounts: what is told of others is passed over.
    """
    if call.raw.startswith(DELETION):
        return
    told = _told(call.raw)
    if told.get("object") != what:
        return
    for entry in _dicts(told.get("entry")):
        if not account or str(entry.get("id", "")) == account:
            yield entry


def changes_of(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the changes of an entry, also where Instagram writes one of them into the entry."""
    return [entry] if "field" in entry else _dicts(entry.get("changes"))


def _dicts(given: Any) -> list[dict[str, Any]]:
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise BrokenPage("Meta called with something that is no list.")
    return given


def _told(raw: bytes) -> dict[str, Any]:
    told = read_json(raw, "Meta's call")
    if not isinstance(told, dict):
        raise BrokenPage("Meta called with something that is no object.")
    return told


def _greet(call: Call, verify_token: str) -> Challenge | Refused:
    is_ours = is_same(call.query.get("hub.verify_token", ""), verify_token)
    if call.query.get("hub.mode") != "subscribe" or not is_ours:
        return Refused(403, "The word for the greeting is not ours.")
    return Challenge(call.query.get("hub.challenge", "").encode())


def _promise_deletion(raw: bytes, app: App) -> Challenge | Refused:
    """Answer a person's wish to be forgotten, as Meta wants it answered.

    The same person gets the same code however often Meta asks.
    """
    signature, _, payload = _field(raw).partition(".")
    wanted = hmac.new(app.app_secret.encode(), payload.encode(), hashlib.sha256).digest()
    if not app.app_secret or not hmac.compare_digest(_unpacked(signature), wanted):
        return Refused(403, "The signature is not the app's.")
    if not web_link(app.privacy_page):
        return Refused(400, "There is no page about deleted data in this source's settings.")
    code = sign(app.app_secret, _who(payload))[:_CODE_LENGTH]
    link = f"{app.privacy_page}{'&' if '?' in app.privacy_page else '?'}{urlencode({'code': code})}"
    answer = json.dumps({"url": link, "confirmation_code": code})
    return Challenge(answer.encode(), "application/json", is_kept=True)


def _field(raw: bytes) -> str:
    return parse_qs(raw.decode("ascii", "replace")).get("signed_request", [""])[0]


def _unpacked(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""


def _who(payload: str) -> bytes:
    """Return who wants to be forgotten; the whole plea where it names nobody."""
    plain = _unpacked(payload)
    try:
        return str(json.loads(plain)["user_id"]).encode()
    except (ValueError, KeyError, TypeError):
        return plain
