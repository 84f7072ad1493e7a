"""How places of reviews are played: the newest first, two to a page, two days between two."""

from datetime import UTC, datetime, timedelta

import httpx2
from connectors.replay import PAGE, Replay, kept

from amends.connectors.network.http import Http


NEWEST = datetime(2026, 11, 20, 9, tzinfo=UTC)


def reviews(folder):
    """Return the posts of a folder with their times, the newest first."""
    posts = kept(folder)
    ages = range(len(posts) - 1, -1, -1)
    return [
        {"at": NEWEST - timedelta(days=2 * age)} | post
        for age, post in zip(ages, posts, strict=True)
    ][::-1]


def page_of(items, where):
    """Return a page of some items and where the next one is, empty at the end."""
    first = int(where or 0)
    after = first + PAGE
    return items[first:after], str(after) if after < len(items) else ""


def stage(kind, prepare, answer, *, token_path="", **more):
    """Return a stage whose service also gives tokens."""

    def play(folder, request):
        if token_path and request.url.path == token_path:
            return httpx2.Response(200, json={"access_token": "t", "expires_in": 3600})
        return answer(folder, request)

    return Replay(kind, prepare=prepare, answer=play, in_order=False, **more)


def wire(answer):
    """Return a way out that leads to ``answer(request)``, and the list of what was asked.

    What asks for a token gets one. Lists and dicts are answered as JSON.
    """
    asked = []

    def play(request):
        if request.url.path.endswith("token"):
            return httpx2.Response(200, json={"access_token": "t"})
        asked.append(request)
        told = answer(request)
        return told if isinstance(told, httpx2.Response) else httpx2.Response(200, json=told)

    return Http(transport=lambda *_: httpx2.MockTransport(play)), asked
