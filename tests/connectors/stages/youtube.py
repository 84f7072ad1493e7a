import hashlib
import hmac
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import httpx2
from connectors.replay import PAGE, Replay, keep, kept
from connectors.stage import HookStage

from amends.connectors.protocol import Call


ME = "UCaaaaaaaaaaaaaaaaaaaaaa"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SETTINGS = {"channel": ME, "key": "k", "first_days": 0}
SECRET = "s3cret"
AT = "2026-11-20T09:00:00Z"


def _answer(folder, request):
    posts, asked = kept(folder)[::-1], request.url.params
    if "id" in asked:
        return httpx2.Response(200, json={"items": [_thread(one) for one in posts]})
    at = int(asked.get("pageToken", 0))
    more = {"nextPageToken": str(at + PAGE)} if at + PAGE < len(posts) else {}
    items = [_thread(one) for one in posts[at : at + PAGE]]
    return httpx2.Response(200, json={"items": items} | more)


def _thread(post):
    told = {
        "textDisplay": post["text"],
        "authorDisplayName": post["author"],
        "publishedAt": AT,
        "updatedAt": AT,
    }
    top = {"id": post["id"], "snippet": told}
    return {"id": post["id"], "snippet": {"videoId": "v", "topLevelComment": top}}


def _call(posts):
    entries = "".join(
        f"<entry><id>yt:video:{escape(one['id'])}</id><title>{escape(one['text'])}</title>"
        f"<author><name>{escape(one['author'])}</name></author><published>{AT}</published></entry>"
        for one in posts
    )
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{entries}</feed>'
    return _signed(feed.encode())


def _signed(raw):
    digest = hmac.new(SECRET.encode(), raw, hashlib.sha1).hexdigest()
    return Call(raw, {"x-hub-signature": f"sha1={digest}"}, NOW)


_QUESTION = {
    "hub.mode": "subscribe",
    "hub.topic": f"https://www.youtube.com/feeds/videos.xml?channel_id={ME}",
    "hub.challenge": "abc",
}

STAGE = Replay("youtube", prepare=keep, answer=_answer, settings=SETTINGS, in_order=False)
HOOK = HookStage(
    "youtube",
    SETTINGS | {"call_secret": SECRET},
    _call,
    lambda: _signed(b'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title></feed>'),
    lambda _, raw: _signed(raw),
    greeting=(Call(b"", {}, NOW, _QUESTION, "GET"), b"abc"),
)
