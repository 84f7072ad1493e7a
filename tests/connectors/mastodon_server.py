"""A small server of Mastodon's API in memory, for tests of both directions."""

import json
from datetime import UTC, datetime
from pathlib import Path

import httpx2

from amends.connectors.mastodon import Mastodon, Settings
from amends.connectors.network.http import Http


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ME = {"id": "7", "acct": "shop", "url": "https://social.example/@shop"}
STATUS = json.loads((Path(__file__).parent / "mastodon/status.json").read_text("utf-8"))


def post(key, text="broken", **change):
    return STATUS | {"id": key, "content": f"<p>{text}</p>"} | change


class Server:
    """A small server of the API: notifications, tags, search, posts; it can fail."""

    def __init__(self, *called, newest_first=False, **posts):
        self.called = list(called)
        self.posts = {one["id"]: one for one in called} | posts
        self.tags, self.searched, self.ancestors = [], [], []
        self.newest_first = newest_first
        self.page = 2
        self.instance = {"configuration": {"statuses": {"max_characters": 1000}}}
        self.asked, self.answer_to_post = [], httpx2.Response(200, json=post("900"))

    def __call__(self, request):
        self.asked.append(request)
        path, asked = request.url.path, dict(request.url.params)
        if request.method == "POST":
            return self.answer_to_post
        found = {
            "/api/v1/notifications": lambda: self._notifications(asked),
            "/api/v1/accounts/verify_credentials": lambda: ME,
            "/api/v1/timelines/tag/rabwa": lambda: self._tagged(asked),
            "/api/v2/search": lambda: {"statuses": self.searched},
            "/api/v1/instance": lambda: self.instance,
        }
        if path in found:
            return httpx2.Response(200, json=found[path]())
        key = path.removeprefix("/api/v1/statuses/")
        if key.endswith("/context"):
            return httpx2.Response(200, json={"ancestors": self.ancestors})
        known = self.posts.get(key)
        return httpx2.Response(200 if known else 404, json=known or {})

    def _notifications(self, asked):
        rows = [
            {"id": str(100 + n), "type": "mention", "status": one}
            for n, one in enumerate(self.called)
        ]
        least, most = int(asked["min_id"]), int(asked.get("max_id", 10**9))
        rows = [row for row in rows if least < int(row["id"]) < most]
        rows = rows[-self.page :] if self.newest_first else rows[: self.page]
        return rows[::-1]

    def _tagged(self, asked):
        most = int(asked.get("max_id", 10**9))
        return [one for one in self.tags[::-1] if int(one["id"]) < most][: self.page]

    def account(self, **settings):
        http = Http(transport=lambda _a, _s: httpx2.MockTransport(self))
        given = {"instance": "https://social.example", "token": "t", "max_characters": 1000}
        return Mastodon(Settings(**given | settings), http, clock=lambda: NOW)
