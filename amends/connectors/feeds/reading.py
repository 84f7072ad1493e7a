"""One feed, read against what was seen of it: what is new there, and what was changed.

The cursor holds what makes the next request conditional and, for the entries last seen, under
which id each was first heard and a digest of its link and words. So an entry whose id changes
from one day to the next stays the same mention, and one whose words change is an edit.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus

from amends.connectors.feeds import websub
from amends.connectors.feeds.entries import Entry, parse_feed
from amends.connectors.feeds.forums import thread_of
from amends.connectors.network.answers import Answer
from amends.connectors.network.http import Http
from amends.connectors.protocol import Batch, BrokenPage, Edit, Heard, Visibility
from amends.connectors.values.links import canonical, host_of


REMEMBERED = 500  # entries that left the feed and may come back


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


@dataclass(frozen=True, slots=True)
class Reader:
    """Asks for one feed; ``tidy`` takes away what its site adds to people's words."""

    url: str
    http: Http
    clock: Callable[[], datetime]
    tidy: Callable[[Entry], Entry] = lambda entry: entry

    def hear(self, cursor: str) -> Batch:
        """Return the entries that are new or were changed, oldest first, and the next cursor."""
        place = parse_cursor(cursor)
        return replace(self.read(place), cursor=format_cursor(place))

    def read(self, place: Place) -> Batch:
        """Return the same, and note in the place how far was read.

        A page that breaks off is read as far as it goes and asked for again; one that is no feed
        raises BrokenPage.
        """
        answer = fetch(self.http, self.url, place.marks)
        if answer.is_unchanged:
            return Batch()
        page = parse_feed(answer.content, answer.headers.get("content-type", ""), answer.url)
        reading = Reading(place.seen, self.clock())
        reading.read([self.tidy(entry) for entry in page.entries])
        place.marks, place.seen = answer.marks if page.is_whole else {}, reading.seen
        links = dict(page.links) | websub.links_of(answer)
        place.hub, place.topic = links.get("hub", ""), links.get("self") or answer.url
        return reading.batch


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
class Reading:
    """One page against what was seen before."""

    known: Mapping[str, tuple[str, str]]
    now: datetime
    seen: dict[str, tuple[str, str]] = field(default_factory=dict)
    mentions: list[Heard] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)

    @property
    def batch(self) -> Batch:
        """Return what was read, without a cursor."""
        return Batch(tuple(self.mentions), tuple(self.edits))

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
