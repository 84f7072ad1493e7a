"""Any feed of a blog, a newspaper, a forum or a shop's comments: RSS, Atom or JSON Feed.

The cursor holds what makes the next request conditional and, for the entries last seen, under
which id each was first heard and a digest of its link and words. So an entry whose id changes
from one day to the next stays the same mention, and one whose words change is an edit.
"""

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus

from amends.connectors.directness import Directness
from amends.connectors.feeds import websub
from amends.connectors.feeds.entries import Entry, Page, parse_feed
from amends.connectors.feeds.forums import thread_of
from amends.connectors.network.answers import Answer
from amends.connectors.network.http import Http
from amends.connectors.network.signatures import is_same, sign
from amends.connectors.protocol import (
    Batch,
    BrokenPage,
    Call,
    Capability,
    Challenge,
    Door,
    Edit,
    Heard,
    Refused,
    Visibility,
)
from amends.connectors.source_settings import N_, SettingsError, setting
from amends.connectors.values.links import canonical, host_of, web_link


CAPABILITY = Capability(
    public=Door.DEEP_LINK,
    directness=Directness.OVERHEARD,
    extra=N_("Blogs, news and forums: what is said there is answered on their own pages."),
)
REMEMBERED = 500  # entries that left the feed and may come back
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


@dataclass(slots=True)
class Place:
    """What was seen of a feed: marks of the last answer, and first id and digest by id.

    ``hub`` and ``topic`` are empty where nobody would call; ``called_until``: when it is asked again.
    """

    marks: dict[str, str] = field(default_factory=dict)
    seen: dict[str, tuple[str, str]] = field(default_factory=dict)
    hub: str = ""
    topic: str = ""
    called_until: int = 0


def parse_cursor(cursor: str) -> Place:
    """Read a cursor; an empty one is the beginning."""
    read = json.loads(cursor or "{}")
    seen = {key: (first, digest) for key, (first, digest) in read.get("seen", {}).items()}
    return Place(read.get("marks", {}), seen, *read.get("hub", ()))


def format_cursor(place: Place) -> str:
    """Write a place down as a cursor."""
    told: dict[str, object] = {"marks": place.marks, "seen": place.seen}
    if place.hub:
        told["hub"] = [place.hub, place.topic, place.called_until]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def utc_now() -> datetime:
    """Return the time; tests give another clock."""
    return datetime.now(UTC)


class Feed:
    """One feed; ``tidy`` takes away what its site adds to people's words.

    With a ``call_address`` the hub that the page names is asked to call there.
    """

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        clock: Callable[[], datetime] = utc_now,
        tidy: Callable[[Entry], Entry] = lambda entry: entry,
        call_address: str = "",
    ) -> None:
        self._url, self._secret = settings.url, settings.call_secret
        self._call_address = call_address
        self._tidy = tidy
        self._directness = Directness.DIRECT if settings.whose == "ours" else None
        self._http = http or Http(trusted=True)
        self._hub = http or Http()  # the page named it, not the operator
        self._clock = clock

    def hear(self, cursor: str) -> Batch:
        """Return the entries that are new or were changed, oldest first.

        A page that breaks off is read as far as it goes and asked for again; one that is no feed
        raises BrokenPage.
        """
        place = parse_cursor(cursor)
        answer = fetch(self._http, self._url, place.marks)
        batch = Batch() if answer.is_unchanged else self._read(answer, place)
        made = self._subscribe(place)
        return replace(batch, cursor=format_cursor(place), secrets=made)

    def check(self, call: Call) -> Challenge | Refused | None:
        """Answer the hub, or make sure that it signed the call."""
        given = call.query.get("asked", "")
        return websub.check(call, self._secret, lambda topic: is_same(given, self._mark(topic)))

    def receive(self, call: Call) -> Batch:
        """Read what the hub sent; how an entry was changed is told by the next page."""
        page = parse_feed(call.raw, call.headers.get("content-type", ""), self._url)
        return self._said(page, _Reading({}, call.at))

    def _read(self, answer: Answer, place: Place) -> Batch:
        page = parse_feed(answer.content, answer.headers.get("content-type", ""), answer.url)
        reading = _Reading(place.seen, self._clock())
        batch = self._said(page, reading)
        place.marks, place.seen = answer.marks if page.is_whole else {}, reading.seen
        links = dict(page.links) | websub.links_of(answer)
        place.hub, place.topic = links.get("hub", ""), links.get("self") or answer.url
        return batch

    def _said(self, page: Page, reading: "_Reading") -> Batch:
        reading.read([self._tidy(entry) for entry in page.entries])
        mentions = (replace(one, directness=self._directness) for one in reading.mentions)
        return Batch(tuple(mentions), tuple(reading.edits))

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


def fetch(http: Http, url: str, marks: Mapping[str, str]) -> Answer:
    """Ask for a feed, conditionally; raises BrokenPage where no page is."""
    answer = http.get(url, marks=marks)
    if answer.status >= HTTPStatus.BAD_REQUEST:
        raise BrokenPage(f"{url} answered {answer.status}: there is no feed any more.")
    return answer


def name_of(entry: Entry) -> str:
    """Return what an entry is called: its id, else its link, else a digest of its words."""
    return entry.guid or canonical(entry.link) or "sha256:" + _digest(entry.title, entry.text)


def heard_of(entry: Entry, now: datetime) -> Heard:
    """Return an entry as a mention; one without a day, or from the future, was said now."""
    host = host_of(entry.link)
    return Heard(
        external_id=name_of(entry),
        text=entry.text or entry.title,
        said_at=min(entry.written_at or entry.edited_at or now, now),
        visibility=Visibility.PUBLIC,
        # Nobody is never the same as nobody: without a name there is no author to join by.
        author_id=f"{entry.author}@{host}" if entry.author else "",
        author_name=entry.author,
        subject=entry.title,
        url=entry.link,
        thread=thread_of(entry.link),
        parents=(entry.answers,) if entry.answers else (),
        data={"site": host} if host else {},
    )


@dataclass(slots=True)
class _Reading:
    """One page against what was seen before."""

    known: Mapping[str, tuple[str, str]]
    now: datetime
    seen: dict[str, tuple[str, str]] = field(default_factory=dict)
    mentions: list[Heard] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)

    def read(self, entries: Sequence[Entry]) -> None:
        """Read a page from its end: feeds put the latest first."""
        first_by_digest = {digest: first for first, digest in self.known.values()}
        for name, entry in _named(entries[::-1]).items():
            digest = digest_of(entry)
            first, before = self.known.get(name, ("", ""))
            first = first or first_by_digest.get(digest, "")
            if not first:
                self.mentions.append(replace(heard_of(entry, self.now), external_id=name))
            elif before and before != digest:
                at = entry.edited_at or self.now
                self.edits.append(Edit(first, entry.text or entry.title, at))
            self.seen[name] = (first or name, digest)
            first_by_digest[digest] = first or name
        gone = [key for key in self.known if key not in self.seen][-REMEMBERED:]
        self.seen = {key: self.known[key] for key in gone} | self.seen


def _named(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Name the entries of a page; where several share an id, their words tell them apart."""
    kinds = {(name_of(entry), digest_of(entry)): entry for entry in entries}
    shared = Counter(name for name, _ in kinds)
    return {
        f"{name}#{digest}" if shared[name] > 1 else name: entry
        for (name, digest), entry in kinds.items()
    }


def digest_of(entry: Entry) -> str:
    """Return the second key of an entry: its link, author and words, whatever its id is today."""
    return _digest(canonical(entry.link), entry.author, entry.title, entry.text)


def _digest(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode(errors="replace")).hexdigest()[:24]
