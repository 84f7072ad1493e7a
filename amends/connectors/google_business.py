"""Google Business Profile: the reviews of all places of one account, answered from here.

https://developers.google.com/my-business/content/review-data — access by request (the quota is 0
until Google grants it), 50 reviews a page, an answer of 4096 bytes, one answer for each review.
Google calls nobody here: reviews are asked for.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from amends.connectors.network.http import Http
from amends.connectors.network.oauth import bearer, trade_for_token
from amends.connectors.network.rest import items_of
from amends.connectors.platforms.google.api import TOKENS, GoogleApi
from amends.connectors.platforms.google.reviews import parse_page
from amends.connectors.protocol import (
    Batch,
    Capability,
    Counting,
    Door,
    Outgoing,
    Sent,
    Undeliverable,
)
from amends.connectors.reviews.api import check_answer
from amends.connectors.reviews.walk import ANSWER, Page, PageGone, Shelf
from amends.connectors.source_settings import (
    N_,
    OLDER_REVIEWS,
    SettingsError,
    days_back,
    setting,
)
from amends.connectors.values.dates import utc_now
from amends.connectors.walks.turns import hear_in_turn


REVIEWS = "https://mybusiness.googleapis.com/v4"
PLACES = "https://mybusinessbusinessinformation.googleapis.com/v1"
PAGE = 50
PLACES_A_PAGE = 100
_REVIEW = re.compile(r"accounts/[^/?#]+/locations/[^/?#]+/reviews/[^/?#]+")

CAPABILITY = Capability(
    public=Door.API,
    max_length=4096,
    counting=Counting.UTF8_BYTES,
    may_repeat=True,
    may_invite_update=True,
    poll_s=600,
    extra=N_("One answer for each review: a second one replaces the first."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One account with its places."""

    client_id: str = setting(N_("Client ID"), help=N_("Of your own app in Google Cloud."))
    client_secret: str = setting(N_("Client secret"), secret=True)
    refresh_token: str = setting(
        N_("Refresh token"),
        secret=True,
        help=N_("Given for the scope https://www.googleapis.com/auth/business.manage."),
    )
    account: str = setting(N_("Account number"), help=N_("The digits behind accounts/."))
    locations: tuple[str, ...] = setting(
        N_("Numbers of the places"),
        default=(),
        help=N_("The digits behind locations/, one per line; empty for all places."),
    )
    first_days: int = days_back(OLDER_REVIEWS)

    def __post_init__(self) -> None:
        problem = N_("Please give digits only.")
        wrong = {
            "account": not self.account.isdecimal(),
            "locations": not all(one.isdecimal() for one in self.locations),
        }
        if any(wrong.values()):
            raise SettingsError({name: problem for name, is_wrong in wrong.items() if is_wrong})


class GoogleBusiness:
    """One account."""

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
        """Return the next page of one place, the places one after the other."""
        return hear_in_turn(cursor, self._places, self._hear_place)

    def say(self, outgoing: Outgoing) -> Sent:
        """Put our answer below a review, in place of one that may stand there."""
        check_answer(outgoing, CAPABILITY)
        if not _REVIEW.fullmatch(outgoing.parent):
            raise Undeliverable("What this answers is no review at Google.")
        self._api.answer("PUT", f"{outgoing.parent}/reply", json={"comment": outgoing.text})
        return Sent(outgoing.parent + ANSWER)

    def _hear_place(self, place: str, cursor: str) -> Batch:
        shelf = Shelf(partial(self._page, place), self._settings.first_days, self._api.is_gone)
        try:
            return shelf.hear(cursor, self._clock())
        except PageGone:
            # Google lists places that it has not verified, and shows no reviews of them.
            if self._settings.locations:
                raise
            return Batch(cursor=cursor)

    def _page(self, place: str, where: str, _bound: datetime | None) -> Page:
        asked = {"pageSize": str(PAGE), "orderBy": "updateTime desc", "pageToken": where}
        given = {name: value for name, value in asked.items() if value}
        return parse_page(self._api.page(f"{place}/reviews", given))

    @cached_property
    def _places(self) -> tuple[str, ...]:
        """Return the places as reviews name them, asking for them where none were given."""
        account = f"accounts/{self._settings.account}"
        numbers = self._settings.locations or tuple(self._listed(account))
        return tuple(f"{account}/locations/{number}" for number in numbers)

    def _listed(self, account: str) -> list[str]:
        asked: dict[str, str] = {"readMask": "name,title", "pageSize": str(PLACES_A_PAGE)}
        found: list[Mapping[str, Any]] = []
        while True:
            page = self._api.page(f"{PLACES}/{account}/locations", asked)
            found += items_of(page, "locations", "Google")
            asked["pageToken"] = str(page.get("nextPageToken") or "")
            if not asked["pageToken"]:
                return sorted(str(one.get("name", "")).rpartition("/")[2] for one in found)

    @cached_property
    def _api(self) -> GoogleApi:
        grant = {
            "grant_type": "refresh_token",
            "client_id": self._settings.client_id,
            "client_secret": self._settings.client_secret,
            "refresh_token": self._settings.refresh_token,
        }
        return GoogleApi(
            REVIEWS, self._http, bearer(trade_for_token(self._http, TOKENS, grant))
        )
