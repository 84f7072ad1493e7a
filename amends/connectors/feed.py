"""Any feed of a blog, a newspaper, a forum or a shop's comments: RSS, Atom or JSON Feed."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from amends.connectors.directness import Directness
from amends.connectors.feeds import websub
from amends.connectors.feeds.entries import parse_feed
from amends.connectors.feeds.reading import Place, Reader, Reading, format_cursor, parse_cursor
from amends.connectors.network.http import Http
from amends.connectors.network.signatures import is_same, sign
from amends.connectors.protocol import Batch, Call, Capability, Challenge, Door, Refused
from amends.connectors.source_settings import N_, SettingsError, setting
from amends.connectors.values.dates import utc_now
from amends.connectors.values.links import web_link


CAPABILITY = Capability(
    public=Door.DEEP_LINK,
    directness=Directness.OVERHEARD,
    extra=N_("Blogs, news and forums: what is said there is answered on their own pages."),
)
LINK_IS_NONE = N_("Please give the address of a page, such as https://shop.example/feed.")
WHOSE = {
    "others": N_("Of others: only what is about us is looked at"),
    "ours": N_("Ours: everything there is said to us"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Which feed is read."""

    url: str = setting(N_("Address of the feed"), help=N_("RSS, Atom or JSON Feed."))
    whose: str = setting(N_("Whose page it is"), default="others", choices=WHOSE)
    call_secret: str = setting(
        N_("Secret of its calls"),
        secret=True,
        default="",
        help=N_("Kept by the desk; leave it empty."),
    )

    def __post_init__(self) -> None:
        if not web_link(self.url):
            raise SettingsError({"url": LINK_IS_NONE})


class Feed:
    """One feed; with a ``call_address`` the hub that its page names is asked to call there."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
        call_address: str = "",
    ) -> None:
        self._url, self._secret = settings.url, settings.call_secret
        self._call_address = call_address
        self._directness = Directness.DIRECT if settings.whose == "ours" else None
        self._reader = Reader(settings.url, http or Http(trusted=True), clock)
        self._hub = http or Http()  # the page named it, not the operator
        self._clock = clock

    def hear(self, cursor: str) -> Batch:
        """Return the entries that are new or were changed, oldest first; raises BrokenPage."""
        place = parse_cursor(cursor)
        batch = self._directed(self._reader.read(place))
        made = self._subscribe(place)
        return replace(batch, cursor=format_cursor(place), secrets=made)

    def check(self, call: Call) -> Challenge | Refused | None:
        """Answer the hub, or make sure that it signed the call."""
        given = call.query.get("asked", "")
        return websub.check(call, self._secret, lambda topic: is_same(given, self._mark(topic)))

    def receive(self, call: Call) -> Batch:
        """Read what the hub sent; how an entry was changed is told by the next page."""
        page = parse_feed(call.raw, call.headers.get("content-type", ""), self._url)
        reading = Reading({}, call.at)
        reading.read(page.entries)
        return self._directed(reading.batch)

    def _directed(self, batch: Batch) -> Batch:
        mentions = (replace(one, directness=self._directness) for one in batch.mentions)
        return replace(batch, mentions=tuple(mentions))

    def _subscribe(self, place: Place) -> dict[str, str]:
        """Ask the hub to call, in time; returns the secret made for it.

        It asks back at once, so it is asked in the round after the one that keeps the secret.
        """
        if not all(one.startswith("https://") for one in (place.hub, self._call_address)):
            return {}
        if not self._secret:
            return {"call_secret": secrets.token_urlsafe(32)}
        callback = f"{self._call_address}?asked={self._mark(place.topic)}"
        wish = websub.Wish(place.hub, place.topic, callback, self._secret)
        place.called_until = websub.renew(self._hub, wish, place.called_until, self._clock())
        return {}

    def _mark(self, topic: str) -> str:
        """Return what proves at the hub's question that we asked for this topic."""
        return sign(self._secret, topic.encode(errors="replace"))
