"""Files that Meta keeps: WhatsApp's under an id that our token opens, Messenger's at an address."""

from datetime import datetime
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

from amends.connectors.afterwards import FarFile
from amends.connectors.network.answers import Answer, Gone, raise_for
from amends.connectors.network.http import Http
from amends.connectors.platforms.meta.graph import Graph
from amends.connectors.protocol import (
    BrokenPage,
)
from amends.connectors.values.links import web_link


# An address that has run out answers as if it were forbidden: nobody need sign in anew.
_RUN_OUT = frozenset(
    {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
)
_LOST = "Meta has this file no more."


def file_at(form: str, link: str) -> FarFile:
    """Return the file behind an address, by the name that stands in it or by its form."""
    last = unquote(urlsplit(link).path).rpartition("/")[2]
    return FarFile(link, last if "." in last else form)


def fetch_medium(graph: Graph, file: FarFile) -> bytes:
    """Return a file by its id: Meta tells its address, which is good for five minutes."""
    told = graph.get(file.key)
    link = web_link(str(told.get("url", ""))) if isinstance(told, dict) else ""
    if not link.startswith("https://"):
        raise Gone(_LOST)
    return _content(graph.download(link))


def fetch_link(http: Http, file: FarFile) -> bytes:
    """Return a file by its address, which opens to whoever knows it; no token goes there."""
    return _content(http.get(file.key, judge=_judge))


def _judge(answer: Answer, now: datetime) -> None:
    if answer.status not in _RUN_OUT:
        raise_for(answer, now)


def _content(answer: Answer) -> bytes:
    if answer.status in _RUN_OUT:
        raise Gone(_LOST)
    if answer.status >= HTTPStatus.BAD_REQUEST:
        raise BrokenPage(f"{answer.place} answered {answer.status}.")
    return answer.content
