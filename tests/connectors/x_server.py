"""A small server of X's API in memory, for tests of both directions."""

import json
from datetime import UTC, datetime
from pathlib import Path

import httpx2

from amends.connectors.network.http import Http
from amends.connectors.platforms.x.settings import Settings
from amends.connectors.x import X


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ME = "7"
POST = json.loads((Path(__file__).parent / "x/post.json").read_text("utf-8"))
FIRST = 2124789801415606272
USERS = [
    {"id": "41", "name": "نورا", "username": "noura", "public_metrics": {"followers_count": 9}}
]


def post(number, text="@rabwa broken", **change):
    key = str(FIRST + number)
    return POST | {"id": key, "edit_history_tweet_ids": [key], "text": text} | change


def message(number, text="hello", sender="41"):
    return {
        "id": str(FIRST + number),
        "event_type": "MessageCreate",
        "text": text,
        "sender_id": sender,
        "dm_conversation_id": f"7-{sender}",
        "created_at": "2026-11-23T08:50:00.000Z",
    }


class Server:
    """Mentions, searches, messages and posts by id; two to a page; it can refuse."""

    def __init__(self, *mentions):
        self.mentions, self.found, self.messages = list(mentions), [], []
        self.posts = {one["id"]: one for one in mentions}
        self.gone, self.silent, self.asked = set(), set(), []
        self.token, self.tokens = "t", []
        self.answer_to_post = httpx2.Response(201, json={"data": {"id": "99", "text": "x"}})
        self.refusals = {}

    def __call__(self, request):
        self.asked.append(request)
        path, asked = request.url.path.removeprefix("/2/"), dict(request.url.params)
        if path == "oauth2/token":
            return self._renew()
        if request.headers["authorization"] != f"Bearer {self.token}":
            return httpx2.Response(401, json={"title": "Unauthorized"})
        if refusal := self.refusals.pop(path, None):
            return refusal
        if request.method == "POST":
            return self.answer_to_post
        return httpx2.Response(200, json=self._read(path, asked))

    def _renew(self):
        if not self.tokens:
            return httpx2.Response(400, json={"error": "invalid_request"})
        self.token = self.tokens.pop(0)
        given = {"access_token": self.token, "refresh_token": f"r-{self.token}"}
        return httpx2.Response(200, json=given | {"expires_in": 7200})

    def _read(self, path, asked):
        if path.startswith("users/by/username/"):
            return {"data": {"id": ME, "username": "rabwa", "name": "Rabwa"}}
        if path == "tweets":
            return self._by_id(asked["ids"].split(","))
        lists = {"tweets/search/recent": self.found, "dm_events": self.messages}
        return self._page(lists.get(path, self.mentions), asked)

    def _by_id(self, ids):
        kind = "https://api.twitter.com/2/problems/resource-not-found"
        found = [self.posts[key] for key in ids if key not in self.gone | self.silent]
        errors = [{"resource_id": key, "type": kind} for key in ids if key in self.gone]
        return ({"data": found} if found else {}) | ({"errors": errors} if errors else {})

    def _page(self, held, asked):
        since = int(asked.get("since_id", 0))
        rows = [one for one in held[::-1] if int(one["id"]) > since]
        at = int(asked.get("pagination_token") or asked.get("next_token") or 0)
        meta = {"next_token": str(at + 2)} if at + 2 < len(rows) else {}
        data = {"data": rows[at : at + 2]} if rows[at : at + 2] else {}
        return data | {"includes": {"users": USERS}, "meta": meta}

    def account(self, clock=lambda: NOW, **settings):
        http = Http(transport=lambda *_: httpx2.MockTransport(self))
        given = {"account": "@rabwa", "access_token": "t", "first_days": 0}
        return X(Settings(**given | settings), http, clock=clock)

    def paths(self):
        return [one.url.path.removeprefix("/2/") for one in self.asked]


def hear_all(account, cursor=""):
    """Return mentions, edits, deletions, secrets given back, and the last cursor."""
    mentions, edits, deletions, secrets, more = [], [], [], {}, True
    while more:
        batch = account.hear(cursor)
        mentions += batch.mentions
        edits += batch.edits
        deletions += batch.deletions
        secrets |= batch.secrets
        cursor, more = batch.cursor, batch.more
    return mentions, edits, deletions, secrets, cursor
