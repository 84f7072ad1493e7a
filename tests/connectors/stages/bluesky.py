import json

import httpx2
from connectors.replay import PAGE, Replay, keep, kept


SESSION = json.dumps({"did": "did:plc:us", "access": "a", "refresh": "r"})
SETTINGS = {
    "account": "shop.test",
    "app_password": "p",
    "session_token": SESSION,
    "first_days": 0,
}


def _answer(folder, request):
    posts = kept(folder)[::-1]
    if request.url.path.endswith("getPosts"):
        asked = request.url.params.get_list("uris")
        return httpx2.Response(200, json={"posts": [{"uri": uri} for uri in asked]})
    at = int(request.url.params.get("cursor", 0))
    page = [_notice(one) for one in posts[at : at + PAGE]]
    cursor = {"cursor": str(at + PAGE)} if at + PAGE < len(posts) else {}
    return httpx2.Response(200, json={"notifications": page} | cursor)


def _notice(post):
    return {
        "uri": post["id"],
        "cid": "c",
        "author": {"did": f"did:{post['author']}", "displayName": post["author"]},
        "reason": "mention",
        "record": {"text": post["text"], "createdAt": "2026-11-20T09:00:00.000Z"},
        "indexedAt": "2026-11-20T09:00:00.000Z",
    }


STAGE = Replay("bluesky", prepare=keep, answer=_answer, settings=SETTINGS, in_order=False)
