"""G2: the reviews of one product, for vendors with a paid account.

https://data.g2.com/api/docs — 100 reviews a page, 100 questions a second; answered on G2's own
page. None of it could be tried: what is not written here is not known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from amends.connectors.network.http import Http
from amends.connectors.network.rest import items_of
from amends.connectors.protocol import Batch, BrokenPage, Capability, Door, Heard, Visibility
from amends.connectors.reviews.api import ReviewApi, stars
from amends.connectors.reviews.walk import Page, Review, Shelf
from amends.connectors.source_settings import N_, OLDER_REVIEWS, days_back, setting
from amends.connectors.values.dates import read_date, utc_now


ROOT = "https://data.g2.com/api/v1"
PAGE = 100

CAPABILITY = Capability(
    public=Door.DEEP_LINK,
    poll_s=3600,
    extra=N_("Needs a paid account of a vendor; answers are written on G2's own page."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One product."""

    product_id: str = setting(N_("ID of the product"))
    api_key: str = setting(N_("Key of the API"), secret=True)
    first_days: int = days_back(OLDER_REVIEWS)


def parse_page(page: Any, link: Callable[[object], str]) -> Page:
    """Read one page; nobody promises an order of it. Raises BrokenPage."""
    reviews = items_of(page, "data", "G2")
    try:
        read = [parse_review(one) for one in reviews]
        following = (page.get("links") or {}).get("next")
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("G2 sent something that is no review.") from problem
    return Page(read, link(following), is_sorted=False)


def parse_review(review: Mapping[str, Any]) -> Review:
    """Read one review; one that G2 does not show is for us alone."""
    key, told = str(review["id"]), review["attributes"]
    written_at = read_date(str(told["submitted_at"]))
    if written_at is None:
        raise KeyError("submitted_at")
    changed_at = read_date(str(told.get("updated_at") or "")) or written_at
    slug = str(told.get("slug") or "")
    heard = Heard(
        external_id=key,
        text="\n\n".join(_answers(told.get("comment_answers") or {})),
        said_at=written_at,
        visibility=Visibility.PRIVATE if told.get("is_public") is False else Visibility.PUBLIC,
        subject=told.get("title") or "",
        url=f"https://www.g2.com/products/{quote(slug, safe='')}/reviews" if slug else "",
        thread=key,
        data=stars(told.get("star_rating")),
    )
    return Review(heard, changed_at, changed_at if changed_at > written_at else None)


def _answers(given: Mapping[str, Any]) -> list[str]:
    """Return what was answered to each question of G2's form, in its order."""
    texts = [one.get("value") if isinstance(one, dict) else one for one in given.values()]
    return [text for text in texts if isinstance(text, str) and text]


class G2:
    """One product."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        token = {"Authorization": f"Token token={settings.api_key}"}
        self._api = ReviewApi(ROOT, http or Http(), token)
        self._clock = clock

    def hear(self, cursor: str) -> Batch:
        """Return one page of reviews that are new or were changed."""
        return Shelf(self._page, self._settings.first_days).hear(cursor, self._clock())

    def _page(self, where: str, bound: datetime | None) -> Page:
        asked = {
            "page[size]": str(PAGE),
            "page[number]": "1",
            "filter[product_id]": self._settings.product_id,
        }
        after = {"filter[updated_at_gt]": bound.isoformat()} if bound else {}
        page = self._api.page(where or "survey-responses", {} if where else asked | after)
        return parse_page(page, self._api.link)
