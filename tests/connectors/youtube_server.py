"""A small server of YouTube's Data API in memory, for tests of both directions."""

import copy
import json
from datetime import UTC, datetime
from pathlib import Path

import httpx2

from amends.connectors.network.http import Http
from amends.connectors.platforms.youtube.settings import Settings
from amends.connectors.youtube import YouTube


NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ME = "UCaaaaaaaaaaaaaaaaaaaaaa"
THREAD = json.loads((Path(__file__).parent / "youtube/thread.json").read_text("utf-8"))


def thread(number, text="broken", count=0, **change):
    """Return a thread; ``change`` is of its first comment, ``replies`` the replies shown."""
    one, replies = copy.deepcopy(THREAD), change.pop("replies", ())
    top = one["snippet"]["topLevelComment"]
    one["id"] = top["id"] = f"Ug{number}"
    at = f"2026-11-23T08:{number:02}:00Z"
    top["snippet"] |= {"textDisplay": text, "publishedAt": at, "updatedAt": at} | change
    one["snippet"]["totalReplyCount"] = count
    return one | ({"replies": {"comments": list(replies)}} if replies else {})


def reply(parent, number, text="me too", **change):
    at = f"2026-11-23T08:{number:02}:30Z"
    told = THREAD["snippet"]["topLevelComment"]["snippet"] | {"parentId": f"Ug{parent}"}
    words = {"textDisplay": text, "publishedAt": at, "updatedAt": at}
    return {"id": f"Ug{parent}.{number}", "snippet": told | words | change}


def video(number, **change):
    told = {
        "publishedAt": f"2026-11-23T08:{number:02}:00Z",
        "channelId": "UCcritic",
        "channelTitle": "Critic",
        "title": "Rabwa &amp; me",
        "description": f"I tried it {number}",
    }
    return {"id": {"videoId": f"found{number}"}, "snippet": told | change}


def refusal(status, reason):
    error = {"code": status, "message": reason, "errors": [{"reason": reason}]}
    return httpx2.Response(status, json={"error": error})


class Server:
    """Threads by list or id, replies, videos; two to a page; it can refuse."""

    def __init__(self, *threads):
        self.threads, self.strange, self.videos = list(threads), [], []
        self.replies = {}
        self.asked, self.refusals = [], {}

    def __call__(self, request):
        self.asked.append(request)
        path, asked = request.url.path.rpartition("/")[2], request.url.params
        name = "videoId" if "videoId" in asked else path
        if answer := self.refusals.pop((request.method, name), None):
            return answer
        if path == "token":
            return httpx2.Response(200, json={"access_token": "t"})
        if path == "subscribe":
            return httpx2.Response(202)
        if request.method == "POST":
            return httpx2.Response(200, json={"id": "Ug1.9", "snippet": {"videoId": "v"}})
        return httpx2.Response(200, json=self._read(path, asked))

    def _read(self, path, asked):
        if path == "comments":
            return self._page(self.replies.get(asked["parentId"], [])[::-1], asked)
        if path == "search":
            return self._page(self.videos, asked)
        if "id" in asked:
            known = {one["id"]: one for one in (*self.threads, *self.strange)}
            return {"items": [known[key] for key in asked["id"].split(",") if key in known]}
        return self._page(self.strange if "videoId" in asked else self.threads, asked)

    def _page(self, held, asked):
        at = int(asked.get("pageToken", 0))
        more = {"nextPageToken": str(at + 2)} if at + 2 < len(held) else {}
        return {"items": held[::-1][at : at + 2]} | more

    def channel(self, clock=lambda: NOW, **settings):
        http = Http(transport=lambda *_: httpx2.MockTransport(self))
        given = {"channel": ME, "key": "k", "first_days": 0}
        return YouTube(Settings(**given | settings), http, clock=clock)

    def count(self, path):
        return sum(1 for one in self.asked if one.url.path.endswith(path))
