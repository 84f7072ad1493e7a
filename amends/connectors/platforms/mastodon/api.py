"""The few calls of Mastodon's API that the desk needs, over the one way out."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from amends.connectors.network.http import Http
from amends.connectors.network.rest import NOTHING, Rest
from amends.connectors.platforms.mastodon.posts import Status, is_later, order, steady
from amends.connectors.protocol import BrokenPage


PAGE = 40
MOST_PAGES = 20


class Api(Rest):
    """One account at one server."""

    def __init__(self, instance: str, token: str, http: Http) -> None:
        root = f"{instance.rstrip('/')}/api"
        super().__init__(root, http, {"Authorization": f"Bearer {token}"})

    def post(self, path: str, key: str, fields: dict[str, str]) -> tuple[int, Any]:
        """Send a form once; see ``Rest.send``."""
        return self.send("POST", path, data=fields, headers={"Idempotency-Key": key})

    def after(self, path: str, last: str, params: Mapping[str, str] = NOTHING) -> list[Status]:
        """Return what came after an id, oldest first.

        Mastodon gives the page next to the id, other servers the latest one: what lies between
        is asked for until there is none, so that neither leaves a gap.
        """
        wanted = {**params, "limit": str(PAGE), "min_id": last}
        found = {
            key: one for key, one in self._list(path, wanted).items() if is_later(key, last)
        }
        page = found
        while page:
            between = self._list(path, wanted | {"max_id": min(page, key=order)})
            page = {
                key: one
                for key, one in between.items()
                if key not in found and is_later(key, last)
            }
            found |= page
        return [found[key] for key in sorted(found, key=order)]

    def latest(self, path: str, known: Collection[str]) -> list[Status]:
        """Return the latest posts that are not known yet, oldest first.

        Walks back until it meets one that is: ids of other servers keep no order within a second.
        """
        params = {"limit": str(PAGE)}
        found: dict[str, Status] = {}
        for _ in range(MOST_PAGES):
            page = self._list(path, params)
            fresh = {
                key: one
                for key, one in page.items()
                if steady(key) not in known and key not in found
            }
            found |= fresh
            if len(fresh) < len(page) or not page:
                break
            params["max_id"] = min(page, key=order)
        return [found[key] for key in sorted(found, key=order)]

    def _list(self, path: str, params: Mapping[str, str]) -> dict[str, Status]:
        page = self.get(path, params)
        if not isinstance(page, list) or not all(
            isinstance(o, dict) and "id" in o for o in page
        ):
            raise BrokenPage(f"{self._root} did not list {path}.")
        return {str(one["id"]): one for one in page}

    def search(self, words: str) -> list[Status]:
        """Return the latest posts with these words, as far as the server searches at all."""
        asked = {"q": words, "type": "statuses", "resolve": "false", "limit": str(PAGE)}
        found = self.get("v2/search", asked) or {}
        return list(found.get("statuses", ()))[::-1]

    def status(self, key: str) -> Any:
        """Return a post; None when it was deleted, or is hidden from us now."""
        return self.get(f"v1/statuses/{key}")

    def context(self, key: str) -> Sequence[Status]:
        """Return what a post answers, the first word of the conversation first."""
        return list((self.get(f"v1/statuses/{key}/context") or {}).get("ancestors", ()))

    def max_characters(self) -> int:
        """Return how long a post may be; 0 where the server does not say."""
        told = self.get("v2/instance") or self.get("v1/instance") or {}
        limits = told.get("configuration", {}).get("statuses", {})
        return int(limits.get("max_characters") or told.get("max_toot_chars") or 0)
