import html
import json
from datetime import UTC, datetime

import httpx2
from connectors.replay import PAGE, Replay, keep, kept
from connectors.stage import HookStage

from amends.connectors.network.signatures import sign
from amends.connectors.protocol import Call


SECRET = "s3cret"
HEADER = "x-twitter-webhooks-signature"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SETTINGS = {"account": "@rabwa", "access_token": "t", "first_days": 0}


def _answer(folder, request):
    path, posts = request.url.path, kept(folder)[::-1]
    if path.startswith("/2/users/by/username/"):
        return httpx2.Response(200, json={"data": {"id": "7"}})
    if path == "/2/tweets":
        return httpx2.Response(200, json={})
    at = int(request.url.params.get("pagination_token", 0))
    page = posts[at : at + PAGE]
    users = [
        {"id": f"u{one['author']}", "name": one["author"]} for one in page if one["author"]
    ]
    meta = {"next_token": str(at + PAGE)} if at + PAGE < len(posts) else {}
    data = {"data": [_post(one) for one in page]} if page else {}
    return httpx2.Response(200, json=data | {"includes": {"users": users}, "meta": meta})


def _post(post):
    return {
        "id": post["id"],
        "text": html.escape(post["text"], quote=False),
        "author_id": f"u{post['author']}",
        "created_at": "2026-11-20T09:00:00.000Z",
    }


def _call(posts):
    users = {f"u{one['author']}": one["author"] for one in posts if one["author"]}
    told = {
        "event_type": "dm.received",
        "filter": {"user_id": "7"},
        "payload": {
            "direct_message_events": [_message(one) for one in posts],
            "users": {key: {"data": {"id": key, "name": name}} for key, name in users.items()},
        },
    }
    return _signed(json.dumps({"data": told}).encode())


def _message(post):
    return {
        "type": "message_create",
        "id": post["id"],
        "created_timestamp": "1784928224372",
        "message_create": {
            "sender_id": f"u{post['author']}",
            "target": {"recipient_id": "7"},
            "message_data": {"text": html.escape(post["text"], quote=False)},
        },
    }


def _signed(raw):
    return Call(raw, {HEADER: f"sha256={sign(SECRET, raw, form='base64')}"}, NOW)


def _unknown():
    told = {"event_type": "spaces.start", "filter": {}, "payload": {}}
    return _signed(json.dumps({"data": told}).encode())


_ANSWER = json.dumps({"response_token": f"sha256={sign(SECRET, b'abc', form='base64')}"})

STAGE = Replay("x", prepare=keep, answer=_answer, settings=SETTINGS, in_order=False)
HOOK = HookStage(
    "x",
    SETTINGS | {"consumer_secret": SECRET},
    _call,
    _unknown,
    lambda _, raw: _signed(raw),
    greeting=(Call(b"", {}, NOW, {"crc_token": "abc"}, "GET"), _ANSWER.encode()),
)
