import json
from dataclasses import replace
from datetime import UTC, datetime

from connectors.stage import HookStage

from amends.connectors.network.signatures import sign
from amends.connectors.protocol import Call


AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
SECRET = "an invented secret"


def _signed(raw):
    return Call(raw, {"x-shop-signature": "sha256=" + sign(SECRET, raw)}, AT)


def _shown(raw):
    return Call(raw, {"authorization": f"Bearer {SECRET}"}, AT)


def _body(posts):
    told = [
        {"key": post["id"], "review": {"body": post["text"]}, "by": {"name": post["author"]}}
        for post in posts
    ]
    return json.dumps({"data": {"reviews": told}}).encode()


PATHS = {
    "items": "data.reviews",
    "fields": ["id = key", "text = review.body", "author = by.name"],
    "secret": SECRET,
}
UNKNOWN = b'{"event": "stock.changed", "data": {"product": 7}}'
HOOK = (
    HookStage(
        "webhook",
        PATHS | {"header": "X-Shop-Signature"},
        call=lambda posts: _signed(_body(posts)),
        unknown=lambda: _signed(UNKNOWN),
        resign=lambda _call, raw: _signed(raw),
    ),
    HookStage(
        "webhook",
        PATHS | {"header": "Authorization", "proof": "secret"},
        call=lambda posts: _shown(_body(posts)),
        unknown=lambda: _shown(UNKNOWN),
        resign=lambda call, raw: replace(call, raw=raw),
        signs_body=False,
    ),
)
