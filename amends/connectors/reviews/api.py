"""A service of reviews over HTTP: pages that may be gone, stars, and refusals of an answer."""

import contextlib
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from amends.connectors.network.rest import NOTHING, Rest
from amends.connectors.protocol import (
    BrokenPage,
    Capability,
    Outgoing,
    Undeliverable,
    Visibility,
)
from amends.connectors.reviews.walk import PageGone
from amends.connectors.values.lengths import length


MOST_STARS = 5
_NO_SUCH_PAGE = {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


class ReviewApi(Rest):
    """One account at one service of reviews."""

    def page(self, path: str, params: Mapping[str, Any] = NOTHING) -> Any:
        """Return a page; raises PageGone where the service does not know it."""
        # Without params the address keeps its own: the next page may be told as a whole address.
        answer = self._http.get(
            self.url(path), params=params or None, headers=self._headers, judge=self.judge
        )
        if answer.status in _NO_SUCH_PAGE:
            raise PageGone(self.why(answer))
        if answer.status >= HTTPStatus.BAD_REQUEST:
            raise BrokenPage(self.why(answer))
        return answer.json()

    def is_gone(self, path: str) -> bool:
        """Tell whether something that was there is there no more."""
        return self.get(path) is None

    def answer(self, method: str, path: str, **options: Any) -> Any:
        """Post an answer once; returns what the service tells of it, None where that is unreadable.

        Raises Undeliverable where it is refused for good.
        """
        answer = self._http.request(
            method, self.url(path), headers=self._headers, judge=self.judge, **options
        )
        told = None
        with contextlib.suppress(BrokenPage):
            told = answer.json()
        if answer.status >= HTTPStatus.BAD_REQUEST:
            raise Undeliverable(f"The service answered {answer.status}: {told_why(told)}")
        return told

    def link(self, given: object) -> str:
        """Return the address of the next page, empty where there is none; never of another host."""
        if not given:
            return ""
        link = str(given)
        if not link.startswith(self._root):
            raise BrokenPage(f"{self._root} sends us elsewhere for the next page.")
        return link


def told_why(told: Any) -> str:
    """Return a service's own words about a refusal, in the shapes that Google and JSON:API have."""
    if not isinstance(told, dict):
        return ""
    errors = told.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else told.get("error", told)
    if not isinstance(first, dict):
        return str(first)
    return str(first.get("detail") or first.get("message") or first.get("title") or "")


def stars(given: object) -> dict[str, int]:
    """Return ``rating`` where whole or half stars were given, half ones not counted; else nothing."""
    try:
        count = int(float(str(given)))
    except (ValueError, OverflowError):
        return {}
    return {"rating": count} if 1 <= count <= MOST_STARS else {}


def check_answer(outgoing: Outgoing, capability: Capability) -> None:
    """Refuse what no place of reviews takes: private words, too many of them, no review to answer."""
    if outgoing.visibility is not Visibility.PUBLIC:
        raise Undeliverable("Reviews are answered in public only.")
    if not outgoing.parent:
        raise Undeliverable("There is no review that this answers.")
    most = capability.max_length
    if most and length(outgoing.text, capability.counting) > most:
        raise Undeliverable(f"At most {most} fit, as this service counts.")
