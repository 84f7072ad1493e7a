"""Yelp: up to three beginnings of reviews of one business, for the eye only.

https://docs.developer.yelp.com/reference/v3_business_reviews — Yelp lets nobody keep what it shows
for longer than a day but the ids, answers nobody by API, and forbids to ask for reviews. Three is
all it shows, whatever is asked: who has more in an hour looks at the page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from amends.connectors.network.http import Http
from amends.connectors.network.oauth import bearer
from amends.connectors.network.rest import items_of
from amends.connectors.protocol import Batch, BrokenPage, Capability, Door, Heard, Visibility
from amends.connectors.reviews.api import ReviewApi, stars
from amends.connectors.reviews.glimpses import new_of
from amends.connectors.source_settings import N_, setting
from amends.connectors.values.dates import read_date, utc_now
from amends.connectors.values.links import web_link


ROOT = "https://api.yelp.com/v3"
MOST = 20
ANSWERED_AT = "https://biz.yelp.com/"
YELPS_CLOCK = "America/Los_Angeles"  # its times name no zone

CAPABILITY = Capability(
    public=Door.DEEP_LINK,
    may_store=False,
    poll_s=3600,
    extra=N_(
        "Yelp shows the desk three reviews at most, lets nothing of them be kept, and forbids to ask for reviews."
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One business."""

    business: str = setting(
        N_("ID or alias of the business"),
        help=N_("What stands behind yelp.com/biz/ in the address of its page."),
    )
    api_key: str = setting(N_("Key of the API"), secret=True)
    locale: str = setting(
        N_("Language and country"), default="en_US", help=N_("Such as en_US.")
    )


def parse_page(page: Any, now: datetime) -> list[Heard]:
    """Read the reviews that Yelp shows; raises BrokenPage."""
    reviews = items_of(page, "reviews", "Yelp")
    try:
        return [parse_review(one, now) for one in reviews]
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("Yelp sent something that is no review.") from problem


def parse_review(review: Mapping[str, Any], now: datetime) -> Heard:
    """Read one beginning of a review."""
    key, who = str(review["id"]), review.get("user") or {}
    told_at = read_date(str(review.get("time_created") or ""))
    said_at = told_at.replace(tzinfo=ZoneInfo(YELPS_CLOCK)).astimezone(UTC) if told_at else now
    return Heard(
        external_id=key,
        text=review.get("text") or "",
        said_at=min(said_at, now),
        visibility=Visibility.PUBLIC,
        author_id=str(who.get("id") or ""),
        author_name=who.get("name") or "",
        url=web_link(review.get("url") or ""),
        thread=key,
        data=stars(review.get("rating")),
    )


def post_link(_external_id: str, _url: str, _text: str) -> str:
    """Return where an owner answers."""
    return ANSWERED_AT


class Yelp:
    """One business."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._api = ReviewApi(ROOT, http or Http(), bearer(settings.api_key))
        self._clock = clock

    def hear(self, cursor: str) -> Batch:
        """Return what Yelp shows now and did not show before."""
        business = quote(self._settings.business, safe="")
        asked = {"limit": str(MOST), "sort_by": "newest", "locale": self._settings.locale}
        page = self._api.page(f"businesses/{business}/reviews", asked)
        return new_of(parse_page(page, self._clock()), cursor)
