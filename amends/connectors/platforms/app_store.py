"""What App Store Connect tells of a review, as a mention; pure."""

from collections.abc import Callable, Mapping
from typing import Any

from amends.connectors.network.rest import items_of
from amends.connectors.protocol import BrokenPage, Heard, Visibility
from amends.connectors.reviews.api import stars
from amends.connectors.reviews.walk import Page, Review, answer_of
from amends.connectors.values.dates import read_date


Response = Mapping[str, Any]


def parse_page(page: Any, link: Callable[[object], str]) -> Page:
    """Read one page; ``link`` says whether the address of the next one may be followed."""
    reviews = items_of(page, "data", "App Store Connect")
    try:
        responses = {
            str(one["id"]): one["attributes"]
            for one in items_of(page, "included", "App Store Connect")
            if one.get("type") == "customerReviewResponses"
        }
        read = [parse_review(one, responses) for one in reviews]
        following = (page.get("links") or {}).get("next")
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("App Store Connect sent something that is no review.") from problem
    return Page(read, link(following))


def parse_review(review: Mapping[str, Any], responses: Mapping[str, Response]) -> Review:
    """Read one review with our answer; ``at`` is when it was written or, as well, changed last."""
    told, key = review["attributes"], str(review["id"])
    at = read_date(str(told["createdDate"]))
    if at is None:
        raise KeyError("createdDate")
    author = told.get("reviewerNickname") or ""
    country = told.get("territory")
    heard = Heard(
        external_id=key,
        text=told.get("body") or "",
        said_at=at,
        visibility=Visibility.PUBLIC,
        # Nicknames are no ids: two people called the same are never taken for one.
        author_id=key if author else "",
        author_name=author,
        subject=told.get("title") or "",
        thread=key,
        data=stars(told.get("rating")) | ({"territory": country} if country else {}),
    )
    linked = ((review.get("relationships") or {}).get("response") or {}).get("data") or {}
    return Review(heard, at, at, parse_response(heard, responses.get(str(linked.get("id")))))


def parse_response(review: Heard, told: Response | None) -> Heard | None:
    """Read our answer; ``state`` says whether Apple shows it already."""
    if not told or not told.get("responseBody"):
        return None
    at = read_date(str(told.get("lastModifiedDate") or "")) or review.said_at
    state = str(told.get("state") or "").lower()
    return answer_of(review, told["responseBody"], at, **({"state": state} if state else {}))
