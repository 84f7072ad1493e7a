"""TripAdvisor: the five latest reviews of one place in each language, for the eye only.

https://tripadvisor-content-api.readme.io/ — nothing but the place's number may be kept; 50 calls a
second and a budget a day. There is no way to answer by API. Reviews that a machine translated are
left to the language they were written in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from amends.connectors.network.http import Http
from amends.connectors.network.rest import items_of
from amends.connectors.protocol import Batch, BrokenPage, Capability, Door, Heard, Visibility
from amends.connectors.reviews.api import ReviewApi, stars
from amends.connectors.reviews.glimpses import new_of
from amends.connectors.reviews.walk import answer_of
from amends.connectors.source_settings import N_, SettingsError, setting
from amends.connectors.values.dates import read_date
from amends.connectors.values.links import web_link


ROOT = "https://api.content.tripadvisor.com/api/v1"
PAGE = 5
ANSWERED_AT = "https://www.tripadvisor.com/ManagementCenter"

CAPABILITY = Capability(
    public=Door.DEEP_LINK,
    may_store=False,
    poll_s=3600,
    extra=N_(
        "TripAdvisor shows the desk the five latest reviews of each language and lets nothing of them be kept."
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """One place."""

    location_id: str = setting(
        N_("Number of the place"),
        help=N_("The digits behind -d in the address of its page."),
    )
    api_key: str = setting(N_("Key of the API"), secret=True)
    languages: tuple[str, ...] = setting(
        N_("Languages"),
        default=("en", "ar"),
        help=N_("Two letters each, one per line, such as ar."),
    )
    referer: str = setting(
        N_("Web address that the key is for"),
        default="",
        help=N_("Only where TripAdvisor ties the key to an address."),
    )

    def __post_init__(self) -> None:
        if not self.location_id.isdecimal():
            raise SettingsError({"location_id": N_("Please give digits only.")})


def parse_page(page: Any) -> Iterator[Heard]:
    """Yield the reviews of a page and the answers below them; raises BrokenPage."""
    for one in items_of(page, "data", "TripAdvisor"):
        if one.get("is_machine_translated"):
            continue
        try:
            yield from parse_review(one)
        except (KeyError, TypeError, AttributeError) as problem:
            raise BrokenPage("TripAdvisor sent something that is no review.") from problem


def parse_review(review: Mapping[str, Any]) -> Iterator[Heard]:
    """Yield one review, and the owner's answer where there is one."""
    key, said_at = str(review["id"]), read_date(str(review["published_date"]))
    if said_at is None:
        raise KeyError("published_date")
    name = (review.get("user") or {}).get("username") or ""
    heard = Heard(
        external_id=key,
        text=review.get("text") or "",
        said_at=said_at,
        visibility=Visibility.PUBLIC,
        author_id=name,
        author_name=name,
        subject=review.get("title") or "",
        url=web_link(review.get("url") or ""),
        thread=key,
        data=stars(review.get("rating")),
    )
    yield heard
    answer = review.get("owner_response")
    if answer and answer.get("text"):
        at = read_date(str(answer.get("published_date") or "")) or said_at
        yield answer_of(heard, answer["text"], at)


def post_link(_external_id: str, _url: str, _text: str) -> str:
    """Return where an owner answers."""
    return ANSWERED_AT


class TripAdvisor:
    """One place."""

    def __init__(self, settings: Settings, http: Http | None = None) -> None:
        self._settings = settings
        headers = {"Referer": settings.referer} if settings.referer else {}
        self._api = ReviewApi(ROOT, http or Http(), headers)

    def hear(self, cursor: str) -> Batch:
        """Return what TripAdvisor shows now in any language and did not show before."""
        languages = self._settings.languages
        return new_of(
            [one for name in languages for one in parse_page(self._page(name))], cursor
        )

    def _page(self, language: str) -> Any:
        asked = {
            "key": self._settings.api_key,
            "language": language,
            "limit": str(PAGE),
            "offset": "0",
        }
        return self._api.page(f"location/{self._settings.location_id}/reviews", asked)
