"""Trustpilot: the service reviews of one business unit, answered from here.

https://documentation-apidocumentation.trustpilot.com/ — a paid plan, 100 reviews a page, a token of
a hundred hours. Asked with the business's own sign-in, a review also tells the order's number and
the address that was invited. What calls of Trustpilot look like nobody has told us: it is asked.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote

from amends.connectors.network.http import Http
from amends.connectors.network.oauth import bearer, trade_for_token
from amends.connectors.network.rest import items_of
from amends.connectors.protocol import (
    Batch,
    BrokenPage,
    Capability,
    Door,
    Heard,
    Outgoing,
    Sent,
    Visibility,
)
from amends.connectors.reviews.api import ReviewApi, check_answer, stars
from amends.connectors.reviews.walk import ANSWER, Page, Review, Shelf, answer_of
from amends.connectors.source_settings import N_, OLDER_REVIEWS, days_back, setting
from amends.connectors.values.dates import read_date, utc_now


ROOT = "https://api.trustpilot.com/v1"
TOKENS = f"{ROOT}/oauth/oauth-business-users-for-applications/accesstoken"
PAGE = 100

CAPABILITY = Capability(
    public=Door.API,
    poll_s=600,
    extra=N_("Trustpilot asks that nobody be asked to change a review."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One business unit."""

    business_unit: str = setting(N_("ID of the business unit"))
    answered_by: str = setting(N_("ID of the business user who answers"))
    api_key: str = setting(N_("Key of the API"), secret=True)
    api_secret: str = setting(N_("Secret of the API"), secret=True)
    first_days: int = days_back(OLDER_REVIEWS)


def parse_page(page: Any, number: int) -> Page:
    """Read one page; the page behind the last one is empty. Raises BrokenPage."""
    reviews = items_of(page, "reviews", "Trustpilot")
    try:
        read = [parse_review(one) for one in reviews]
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("Trustpilot sent something that is no review.") from problem
    return Page(read, str(number + 1) if read else "")


def parse_review(review: Mapping[str, Any]) -> Review:
    """Read one review with our answer."""
    key, written_at = str(review["id"]), read_date(str(review["createdAt"]))
    if written_at is None:
        raise KeyError("createdAt")
    changed_at = read_date(str(review.get("updatedAt") or ""))
    who = review.get("consumer") or {}
    heard = Heard(
        external_id=key,
        text=review.get("text") or "",
        said_at=written_at,
        visibility=Visibility.PUBLIC,
        author_id=str(who.get("id") or ""),
        author_name=who.get("displayName") or "",
        author_email=review.get("referralEmail") or "",
        subject=review.get("title") or "",
        url=f"https://www.trustpilot.com/reviews/{quote(key, safe='')}",
        thread=key,
        data=stars(review.get("stars")) | _told(review),
    )
    is_changed = changed_at is not None and changed_at > written_at
    answer = parse_answer(heard, review.get("companyReply"))
    return Review(heard, written_at, changed_at if is_changed else None, answer)


def _told(review: Mapping[str, Any]) -> dict[str, Any]:
    names = {"referenceId": "order", "language": "language", "numberOfLikes": "reach"}
    return {ours: review[theirs] for theirs, ours in names.items() if review.get(theirs)}


def parse_answer(review: Heard, reply: Mapping[str, Any] | None) -> Heard | None:
    """Read our answer below a review."""
    if not reply or not reply.get("text"):
        return None
    told_at = reply.get("updatedAt") or reply.get("createdAt")
    return answer_of(review, reply["text"], read_date(str(told_at or "")) or review.said_at)


class Trustpilot:
    """One business unit."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._settings = settings
        self._http = http or Http()
        self._clock = clock

    def hear(self, cursor: str) -> Batch:
        """Return one page of reviews that are new or were changed."""
        shelf = Shelf(self._page, self._settings.first_days, self._is_gone)
        return shelf.hear(cursor, self._clock())

    def say(self, outgoing: Outgoing) -> Sent:
        """Put our answer below a review."""
        check_answer(outgoing, CAPABILITY)
        said = {"message": outgoing.text, "authorBusinessUserId": self._settings.answered_by}
        path = f"private/reviews/{quote(outgoing.parent, safe='')}/reply"
        self._api.answer("POST", path, json=said)
        return Sent(
            outgoing.parent + ANSWER,
            f"https://www.trustpilot.com/reviews/{quote(outgoing.parent, safe='')}",
        )

    def _page(self, where: str, _bound: datetime | None) -> Page:
        number = int(where or 1)
        asked = {"perPage": str(PAGE), "page": str(number), "orderBy": "createdat.desc"}
        unit = quote(self._settings.business_unit, safe="")
        return parse_page(
            self._api.page(f"private/business-units/{unit}/reviews", asked), number
        )

    def _is_gone(self, review: str) -> bool:
        return self._api.is_gone(f"private/reviews/{quote(review, safe='')}")

    @cached_property
    def _api(self) -> ReviewApi:
        pair = f"{self._settings.api_key}:{self._settings.api_secret}".encode()
        basic = {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
        grant = {"grant_type": "client_credentials"}
        return ReviewApi(
            ROOT, self._http, bearer(trade_for_token(self._http, TOKENS, grant, basic))
        )
