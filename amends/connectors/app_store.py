"""The App Store, with a key of App Store Connect: the reviews of one app, answered from here.

https://developer.apple.com/documentation/appstoreconnectapi/customer-reviews — 200 reviews a page,
3500 questions an hour, an answer of 5970 characters, one for each review, shown within a day.
A review that was changed keeps its id and gets a new date.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from urllib.parse import quote

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from amends.connectors.network.http import Http
from amends.connectors.network.oauth import bearer
from amends.connectors.network.signed_claims import read_key, sign_claims
from amends.connectors.platforms.app_store import parse_page
from amends.connectors.protocol import Batch, Capability, Door, Outgoing, Sent
from amends.connectors.reviews.api import ReviewApi, check_answer
from amends.connectors.reviews.walk import ANSWER, Page, Shelf
from amends.connectors.source_settings import (
    N_,
    OLDER_REVIEWS,
    SettingsError,
    days_back,
    setting,
)
from amends.connectors.values.dates import utc_now


ROOT = "https://api.appstoreconnect.apple.com/v1"
AUDIENCE = "appstoreconnect-v1"
PAGE = 200
CLAIM_LASTS = timedelta(minutes=15)  # Apple takes claims of twenty minutes at most
APP_ID = N_("Number of the app")
APP_ID_HELP = N_("The digits behind id in the address of its page in the App Store.")
DIGITS = N_("Please give digits only.")
LETTERS = N_("Please give each country as its letters only.")

CAPABILITY = Capability(
    platform="app_store",
    public=Door.API,
    max_length=5970,
    may_repeat=True,
    may_invite_update=True,
    poll_s=900,
    extra=N_(
        "One answer for each review, which Apple shows within a day; a second one replaces the first."
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One app."""

    app_id: str = setting(APP_ID, help=APP_ID_HELP)
    issuer_id: str = setting(
        N_("Issuer ID"), help=N_("From App Store Connect, Users and Access, Integrations.")
    )
    key_id: str = setting(N_("Key ID"))
    private_key: str = setting(
        N_("Private key"),
        secret=True,
        help=N_("The whole .p8 file; its role is Customer Support or Admin."),
    )
    territories: tuple[str, ...] = setting(
        N_("Countries"),
        default=(),
        help=N_("Three letters each, one per line, such as SAU; empty for all countries."),
    )
    first_days: int = days_back(OLDER_REVIEWS)

    def __post_init__(self) -> None:
        problems = check_app(self.app_id, "territories", self.territories, 3)
        try:
            is_curve = isinstance(read_key(self.private_key), EllipticCurvePrivateKey)
        except ValueError:
            is_curve = False
        if not is_curve:
            problems["private_key"] = N_("This is no private key of App Store Connect.")
        if problems:
            raise SettingsError(problems)


def check_app(
    app_id: str, name: str, countries: tuple[str, ...], letters: int
) -> dict[str, str]:
    """Return what is wrong with an app's number and the countries in the setting ``name``."""
    problems = {} if app_id.isdecimal() else {"app_id": DIGITS}
    if not all(one.isascii() and one.isalpha() and len(one) == letters for one in countries):
        problems[name] = LETTERS
    return problems


class AppStore:
    """One app."""

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
        """Put our answer below a review, in place of one that may stand there."""
        check_answer(outgoing, CAPABILITY)
        review = {"type": "customerReviews", "id": outgoing.parent}
        response = {
            "type": "customerReviewResponses",
            "attributes": {"responseBody": outgoing.text},
            "relationships": {"review": {"data": review}},
        }
        self._api.answer("POST", "customerReviewResponses", json={"data": response})
        return Sent(outgoing.parent + ANSWER)

    def _page(self, where: str, _bound: datetime | None) -> Page:
        asked = {"sort": "-createdDate", "limit": str(PAGE), "include": "response"}
        countries = ",".join(self._settings.territories).upper()
        first = asked | ({"filter[territory]": countries} if countries else {})
        path = where or f"apps/{self._settings.app_id}/customerReviews"
        page = self._api.page(path, {} if where else first)
        return parse_page(page, self._api.link)

    def _is_gone(self, review: str) -> bool:
        return self._api.is_gone(f"customerReviews/{quote(review, safe='')}")

    @cached_property
    def _api(self) -> ReviewApi:
        now = self._clock()
        claims = {
            "iss": self._settings.issuer_id,
            "iat": int(now.timestamp()),
            "exp": int((now + CLAIM_LASTS).timestamp()),
            "aud": AUDIENCE,
        }
        key = read_key(self._settings.private_key)
        return ReviewApi(
            ROOT, self._http, bearer(sign_claims(claims, key, self._settings.key_id))
        )
