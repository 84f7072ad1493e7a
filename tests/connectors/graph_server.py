"""A small Graph API in memory: it answers by path, notes what it was asked, and can refuse."""

import json

import httpx2

from amends.connectors.network.http import Http
from amends.connectors.platforms.meta.graph import Graph
from amends.connectors.registry import CONNECTORS


def refusal(code, status=400, subcode=0, message="no"):
    """Return an answer in which Meta refuses."""
    error = {"message": message, "type": "OAuthException", "code": code}
    return httpx2.Response(status, json={"error": error | {"error_subcode": subcode}})


class Server:
    """``pages`` maps paths to what is told there: one answer, or several one after the other."""

    def __init__(self, **pages):
        self.pages = {path: list(p) if isinstance(p, list) else p for path, p in pages.items()}
        self.asked = []

    def __call__(self, request):
        self.asked.append(request)
        path = request.url.path.removeprefix("/v26.0/")
        told = self.pages.get(path, {"data": []})
        if isinstance(told, list):
            told = told.pop(0) if len(told) > 1 else told[0]
        return told if isinstance(told, httpx2.Response) else httpx2.Response(200, json=told)

    @property
    def http(self):
        """Return a way out that leads here only."""
        transport = httpx2.MockTransport(self)
        return Http(allow_hosts=frozenset(), transport=lambda *_: transport)

    def graph(self, token="t0ken", secret="hush"):
        return Graph(token, secret, self.http)

    def build(self, kind, given, clock):
        """Return a channel of a kind that asks this server."""
        return CONNECTORS[kind].build(given, http=self.http, clock=clock)

    @property
    def paths(self):
        """Return what was asked for, without its root."""
        return [request.url.path.removeprefix("/v26.0/") for request in self.asked]

    @property
    def sent(self):
        """Return the bodies that were sent."""
        return [json.loads(r.content) for r in self.asked if r.method == "POST"]
