"""Google Play: the reviews of one app, answered from here.

https://developers.google.com/android-publisher/reply-to-reviews — only reviews with words, written
or changed in the last week; 200 questions an hour and 2000 answers a day; an answer of 350 UTF-16
units, one for each review. What an author changes comes again under its id.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import quote

from amends.connectors.network.http import Http
from amends.connectors.network.oauth import bearer, trade_for_token
from amends.connectors.network.rest import items_of
from amends.connectors.network.signed_claims import read_key, sign_claims
from amends.connectors.platforms.google.api import TOKENS, GoogleApi
from amends.connectors.protocol import (
    Batch,
    BrokenPage,
    Capability,
    Counting,
    Door,
    Heard,
    Outgoing,
    Sent,
    Visibility,
)
from amends.connectors.reviews.api import check_answer, stars
from amends.connectors.reviews.walk import ANSWER, Page, Review, Shelf, answer_of
from amends.connectors.source_settings import N_, SettingsError, setting
from amends.connectors.values.dates import utc_now


ROOT = "https://androidpublisher.googleapis.com/androidpublisher/v3/applications"
SCOPE = "https://www.googleapis.com/auth/androidpublisher"
BY_KEY = "urn:ietf:params:oauth:grant-type:jwt-bearer"
PAGE = 100
READABLE_HOURS = 7 * 24
CLAIM_LASTS = timedelta(hours=1)

CAPABILITY = Capability(
    public=Door.API,
    public_window_hours=READABLE_HOURS,
    max_length=350,
    counting=Counting.UTF16,
    may_repeat=True,
    poll_s=900,
    extra=N_(
        "Only reviews of the last week can be read and answered; an answer replaces the one before."
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One app."""

    package: str = setting(
        N_("Name of the app's package"), help=N_("Such as com.example.shop.")
    )
    service_account_key: str = setting(
        N_("Key of the service account"),
        secret=True,
        help=N_("The whole JSON file; in Play Console it may reply to reviews."),
    )

    def __post_init__(self) -> None:
        try:
            read_account(self.service_account_key)
        except ValueError:
            problem = N_("This is no key file of a Google service account.")
            raise SettingsError({"service_account_key": problem}) from None


def read_account(key_file: str) -> tuple[str, str]:
    """Return the address of a service account and its key; raises ValueError."""
    told = json.loads(key_file)
    if not isinstance(told, dict):
        raise ValueError("A key file holds an object.")  # noqa: TRY004 - one kind of refusal
    address, key = str(told.get("client_email") or ""), str(told.get("private_key") or "")
    read_key(key)
    return address, key


def parse_page(page: Any, package: str) -> Page:
    """Read one page; raises BrokenPage. Google does not promise that the newest come first."""
    reviews = items_of(page, "reviews", "Google Play")
    try:
        read = [parse_review(one, package) for one in reviews]
        following = (page.get("tokenPagination") or {}).get("nextPageToken") or ""
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as problem:
        raise BrokenPage("Google Play sent something that is no review.") from problem
    return Page(read, str(following), is_sorted=False)


def parse_review(review: Mapping[str, Any], package: str) -> Review:
    """Read one review with our answer; ``at`` is when it was written or, as well, changed last."""
    key, comments = str(review["reviewId"]), review["comments"]
    said, reply = (_first(comments, name) for name in ("userComment", "developerComment"))
    at, author = _time_of(said), review.get("authorName") or ""
    title, _, text = ("\t" + said.get("originalText", said["text"])).rpartition("\t")
    liked = int(said.get("thumbsUpCount") or 0)
    heard = Heard(
        external_id=key,
        text=text.strip(),
        said_at=at,
        visibility=Visibility.PUBLIC,
        author_id=key if author else "",
        author_name=author,
        subject=title.strip(),
        url=f"https://play.google.com/store/apps/details?id={quote(package)}&reviewId={quote(key)}",
        thread=key,
        data=stars(said.get("starRating"))
        | ({"reach": liked} if liked else {})
        | _device(said),
    )
    reply = next(
        (one["developerComment"] for one in comments if "developerComment" in one), None
    )
    answer = answer_of(heard, reply["text"], _time_of(reply)) if reply else None
    return Review(heard, at, at, answer)


def _first(comments: Sequence[Mapping[str, Any]], name: str) -> Any:
    return next((one[name] for one in comments if name in one), None)


def _time_of(comment: Mapping[str, Any]) -> datetime:
    return datetime.fromtimestamp(int(comment["lastModified"]["seconds"]), UTC)


def _device(said: Mapping[str, Any]) -> dict[str, str]:
    """Return what a helper asks about first: the app's version, the phone, its Android."""
    names = {"appVersionName": "app_version", "device": "device", "androidOsVersion": "android"}
    return {ours: str(said[theirs]) for theirs, ours in names.items() if said.get(theirs)}


class GooglePlay:
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
        """Return one page of the reviews of the last week that are new or were changed."""
        return Shelf(self._page).hear(cursor, self._clock())

    def say(self, outgoing: Outgoing) -> Sent:
        """Put our answer below a review, in place of one that may stand there."""
        check_answer(outgoing, CAPABILITY)
        path = f"reviews/{quote(outgoing.parent, safe='')}:reply"
        self._api.answer("POST", path, json={"replyText": outgoing.text})
        return Sent(outgoing.parent + ANSWER)

    def _page(self, where: str, _bound: datetime | None) -> Page:
        given = {"maxResults": str(PAGE)} | ({"token": where} if where else {})
        return parse_page(self._api.page("reviews", given), self._settings.package)

    @cached_property
    def _api(self) -> GoogleApi:
        address, key = read_account(self._settings.service_account_key)
        now = self._clock()
        claims = {
            "iss": address,
            "scope": SCOPE,
            "aud": TOKENS,
            "iat": int(now.timestamp()),
            "exp": int((now + CLAIM_LASTS).timestamp()),
        }
        grant = {"grant_type": BY_KEY, "assertion": sign_claims(claims, read_key(key))}
        root = f"{ROOT}/{quote(self._settings.package, safe='')}"
        return GoogleApi(root, self._http, bearer(trade_for_token(self._http, TOKENS, grant)))
