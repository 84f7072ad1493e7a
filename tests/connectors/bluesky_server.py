"""A small server of Bluesky's API in memory, for tests of both directions."""

import json
from datetime import UTC, datetime
from pathlib import Path

import httpx2

from amends.connectors.bluesky import Bluesky
from amends.connectors.network.http import Http
from amends.connectors.platforms.bluesky.api import Session
from amends.connectors.platforms.bluesky.settings import Settings


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ME = "did:plc:us"
POST = json.loads((Path(__file__).parent / "bluesky/post.json").read_text("utf-8"))
NEAR = "at://did:plc:noura/app.bsky.feed.post"
ANSWERED_BY = {
    "listNotifications": "_list_notifications",
    "searchPosts": "_search_posts",
    "getPosts": "_get_posts",
    "getPostThread": "_get_post_thread",
    "resolveHandle": "_resolve_handle",
    "createRecord": "_create_record",
    "getConvoForMembers": "_get_convo_for_members",
    "sendMessage": "_send_message",
    "listConvos": "_list_convos",
    "getMessages": "_get_messages",
}
TALK = {
    "id": "talk-1",
    "members": [
        {"did": "did:plc:noura", "handle": "noura.test", "displayName": "نورا"},
        {"did": ME, "handle": "shop.test"},
    ],
}


def post(number, **change):
    given = {"uri": f"{NEAR}/{number}", "indexedAt": f"2026-11-23T08:{number:02}:00.000Z"}
    return POST | given | change


def found(number, **change):
    """Return a post as a search shows it: nobody called us."""
    record = POST["record"] | {"facets": []} | change
    return {n: v for n, v in post(number).items() if n != "reason"} | {"record": record}


def message(number, text="hello", sender="did:plc:noura", **change):
    return {
        "$type": "chat.bsky.convo.defs#messageView",
        "id": f"m{number}",
        "rev": f"{number:04}",
        "text": text,
        "sender": {"did": sender},
        "sentAt": f"2026-11-23T08:{number:02}:00.000Z",
    } | change


def refusal(error, status=400, words="no"):
    return httpx2.Response(status, json={"error": error, "message": words})


class Server:
    """Notifications, searches, posts by uri and messages; two to a page; it can refuse."""

    def __init__(self, *noticed):
        self.noticed, self.found = list(noticed), []
        self.posts = {one["uri"]: one for one in noticed}
        self.messages, self.hidden = [], set()
        self.access, self.refresh, self.opened = "a", "r", 0
        self.asked, self.refusals = [], {}

    def __call__(self, request):
        self.asked.append(request)
        path = request.url.path.removeprefix("/xrpc/")
        if answer := self.refusals.pop(path, None):
            return answer
        if path.startswith("com.atproto.server."):
            return self._open(request, path)
        if request.headers["authorization"] != f"Bearer {self.access}":
            return refusal("ExpiredToken")
        return self._answer(path, request)

    def _open(self, request, path):
        is_new = path.endswith("createSession")
        if not is_new and request.headers["authorization"] != f"Bearer {self.refresh}":
            return refusal("InvalidToken")
        if is_new and json.loads(request.content)["password"] != "p":
            return refusal("AuthenticationRequired", 401)
        self.opened += 1
        self.access, self.refresh = f"a{self.opened}", f"r{self.opened}"
        given = {"did": ME, "accessJwt": self.access, "refreshJwt": self.refresh}
        return httpx2.Response(200, json=given)

    def _answer(self, path, request):
        asked = request.url.params
        told = getattr(self, ANSWERED_BY[path.rpartition(".")[2]])(asked)
        return told if isinstance(told, httpx2.Response) else httpx2.Response(200, json=told)

    def _list_notifications(self, asked):
        return self._page("notifications", self.noticed, asked)

    def _search_posts(self, asked):
        return self._page("posts", self.found, asked)

    def _page(self, name, held, asked):
        at = int(asked.get("cursor", 0))
        more = {"cursor": str(at + 2)} if at + 2 < len(held) else {}
        return {name: held[::-1][at : at + 2]} | more

    def _get_posts(self, asked):
        held = [self.posts.get(uri) for uri in asked.get_list("uris")]
        return {"posts": [one for one in held if one and one["uri"] not in self.hidden]}

    def _get_post_thread(self, asked):
        if asked["uri"] in self.hidden:
            return {"thread": {"$type": "app.bsky.feed.defs#blockedPost"}}
        return refusal("NotFound")

    def _resolve_handle(self, asked):
        known = {"noura.test": "did:plc:noura"}
        return (
            {"did": known[asked["handle"]]}
            if asked["handle"] in known
            else refusal("InvalidRequest")
        )

    def _create_record(self, _):
        return {"uri": f"at://{ME}/app.bsky.feed.post/9", "cid": "c"}

    def _get_convo_for_members(self, asked):
        assert asked["members"] == "did:plc:noura"
        return {"convo": TALK}

    def _send_message(self, _):
        return {"id": "m9", "rev": "0009"}

    def _list_convos(self, _):
        last = {"lastMessage": self.messages[-1]} if self.messages else {}
        return {"convos": [TALK | last]}

    def _get_messages(self, asked):
        return self._page("messages", self.messages, asked)

    def account(self, *, session=None, clock=lambda: NOW, **settings):
        http = Http(transport=lambda *_: httpx2.MockTransport(self))
        given = {
            "account": "@shop.test",
            "app_password": "p",
            "session_token": str(session or Session(ME, "a", "r")),
            "first_days": 0,
        }
        return Bluesky(Settings(**given | settings), http, clock=clock)

    def sent(self):
        """Return the bodies of what was posted, with the headers they came with."""
        posted = [
            one
            for one in self.asked
            if one.method == "POST" and b"accessJwt" not in one.content
        ]
        return [(one.url.path.rpartition(".")[2], json.loads(one.content)) for one in posted]


def hear_all(account, cursor=""):
    """Return mentions, deletions, secrets given back, and the last cursor."""
    mentions, deletions, secrets, more = [], [], {}, True
    while more:
        batch = account.hear(cursor)
        mentions += batch.mentions
        deletions += batch.deletions
        secrets |= batch.secrets
        cursor, more = batch.cursor, batch.more
    return mentions, deletions, secrets, cursor
