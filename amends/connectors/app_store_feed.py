"""The App Store without a key: the public feed of an app's reviews, country by country.

https://itunes.apple.com/sa/rss/customerreviews/… — 50 reviews a page and 500 in all for each
country, hours or days late. Any page may come empty or old, so nothing is taken for deleted, and
once a day every page is read. Ids differ from those of App Store Connect: an app is heard in one
of the two ways.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from amends.connectors.app_store import APP_ID, APP_ID_HELP, check_app
from amends.connectors.network.http import Http
from amends.connectors.protocol import Batch, BrokenPage, Capability, Door, Heard, Visibility
from amends.connectors.reviews.api import ReviewApi, stars
from amends.connectors.reviews.walk import Page, Review, Shelf
from amends.connectors.source_settings import (
    N_,
    OLDER_REVIEWS,
    SettingsError,
    days_back,
    setting,
)
from amends.connectors.values.dates import read_date, utc_now
from amends.connectors.values.links import web_link
from amends.connectors.walks.turns import hear_in_turn


ROOT = "https://itunes.apple.com"
LAST_PAGE = 10

CAPABILITY = Capability(
    platform="app_store",
    public=Door.DEEP_LINK,
    max_length=5970,
    may_invite_update=True,
    poll_s=1800,
    extra=N_(
        "Without a key: Apple shows these hours or days late, and they are answered in App Store Connect."
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One app in some countries."""

    app_id: str = setting(APP_ID, help=APP_ID_HELP)
    countries: tuple[str, ...] = setting(
        N_("Countries"), help=N_("Two letters each, one per line, such as sa.")
    )
    first_days: int = days_back(OLDER_REVIEWS)

    def __post_init__(self) -> None:
        if problems := check_app(self.app_id, "countries", self.countries, 2):
            raise SettingsError(problems)


def parse_page(page: Any, country: str, number: int, now: datetime) -> Page:
    """Read one page; ``entry`` is a list, one object where there is one review, or missing."""
    try:
        given = page["feed"].get("entry") or []
        entries = [given] if isinstance(given, dict) else list(given)
        # Some feeds begin with the app itself, which has no stars.
        read = [parse_entry(one, country, now) for one in entries if "im:rating" in one]
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("Apple sent something that is no feed of reviews.") from problem
    following = str(number + 1) if read and number < LAST_PAGE else ""
    return Page(read, following, is_sorted=False)


def parse_entry(entry: Mapping[str, Any], country: str, now: datetime) -> Review:
    """Read one review; one without a date, as older feeds have them, counts as said now."""
    told_at = read_date(_label(entry, "updated"))
    at, key = min(told_at or now, now), _label(entry, "id")
    if not key:
        raise KeyError("id")
    author = entry.get("author") or {}
    version = _label(entry, "im:version")
    heard = Heard(
        external_id=key,
        text=_label(entry, "content"),
        said_at=at,
        visibility=Visibility.PUBLIC,
        author_id=_label(author, "uri").rpartition("/id")[2],
        author_name=_label(author, "name"),
        subject=_label(entry, "title"),
        url=_link(entry.get("link")),
        thread=key,
        data=stars(_label(entry, "im:rating"))
        | {"territory": country}
        | ({"app_version": version} if version else {}),
    )
    return Review(heard, at, at if told_at else None)


def _label(entry: Mapping[str, Any], name: str) -> str:
    return str((entry.get(name) or {}).get("label") or "")


def _link(link: Any) -> str:
    """Return where a review stands; a feed gives one link or a list of them."""
    first = link[0] if isinstance(link, list) and link else link
    return web_link((first or {}).get("attributes", {}).get("href") or "") if first else ""


class AppStoreFeed:
    """One app."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._api = ReviewApi(ROOT, http or Http())
        self._clock = clock

    def hear(self, cursor: str) -> Batch:
        """Return the next page of one country, the countries one after the other."""
        countries = [country.lower() for country in self._settings.countries]
        return hear_in_turn(cursor, countries, self._hear_country)

    def _hear_country(self, country: str, cursor: str) -> Batch:
        shelf = Shelf(partial(self._page, country), self._settings.first_days)
        return shelf.hear(cursor, self._clock())

    def _page(self, country: str, where: str, _bound: datetime | None) -> Page:
        number = int(where or 1)
        app = f"id={self._settings.app_id}/sortby=mostrecent/json"
        page = self._api.page(f"{country}/rss/customerreviews/page={number}/{app}")
        return parse_page(page, country, number, self._clock())
