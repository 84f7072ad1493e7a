"""The token of Instagram login: it lives sixty days and is renewed long before it ends."""

from datetime import datetime, timedelta

from amends.connectors.platforms.meta.graph import Graph
from amends.connectors.platforms.meta.rounds import Place
from amends.connectors.protocol import BrokenPage, Busy, Unreachable


PATH = "https://graph.instagram.com/refresh_access_token"
FIRST = timedelta(
    days=2
)  # a token of less than a day cannot be renewed; an old one may soon end
EVERY = timedelta(days=30)
AGAIN = timedelta(days=1)
NOTE = "renew_at"


def renewed(graph: Graph, place: Place, now: datetime) -> str:
    """Return a fresh token where it is time for one; empty where the old one goes on.

    What fails is tried again on another day: a token that has ended shows itself by then.
    """
    due = place.notes.setdefault(NOTE, int((now + FIRST).timestamp()))
    if now.timestamp() < due:
        return ""
    try:
        told = graph.get(PATH, {"grant_type": "ig_refresh_token", "access_token": graph.token})
    except (BrokenPage, Busy, Unreachable):
        told = None
    token = str((told or {}).get("access_token") or "")
    place.notes[NOTE] = int((now + (EVERY if token else AGAIN)).timestamp())
    return token
