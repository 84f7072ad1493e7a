"""Places where people leave stars: walked from the newest back to what is known.

The cursor holds until when everything was heard, where a walk back still goes on, and a digest of
each review heard lately, by which a changed one is told from a known one.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from amends.connectors.protocol import Batch, BrokenPage, Deletion, Edit, Heard, Visibility
from amends.connectors.walks.cursors import format_cursor


OVERLAP = timedelta(days=1)  # lists lag behind; what came in late is still found
REMEMBERED = 500
LOOKED_AT = 2  # reviews asked for again in a round, in turn
ANSWER = "/reply"  # what follows a review's id in the id of our answer below it


class PageGone(BrokenPage):
    """The service no longer knows this page."""


@dataclass(frozen=True, slots=True)
class Review:
    """One review with the shop's answer below it; ``at`` is the time its service sorts by.

    ``changed_at``: when it was changed last, or may have been; None where its author never did.
    """

    heard: Heard
    at: datetime
    changed_at: datetime | None = None
    answer: Heard | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some reviews, as the service sorts them; ``following`` says where the next ones are.

    ``is_sorted``: false where nobody promises that the newest come first, or that a page is whole:
    the walk then ends where nothing is new, and once a day it reads everything.
    """

    reviews: Sequence[Review] = ()
    following: str = ""
    is_sorted: bool = True


@dataclass(slots=True)
class Place:
    """How far was read; times are ISO, ``known`` maps an id to a digest, the newest first."""

    since: str = ""
    until: str = ""
    newest: str = ""
    page: str = ""
    walked: str = ""
    looked: int = 0
    known: dict[str, str] = field(default_factory=dict)

    @property
    def bound(self) -> datetime | None:
        """Return the moment before which everything was heard already, or is left alone."""
        read = [datetime.fromisoformat(self.since)] if self.since else []
        if self.until:
            read.append(datetime.fromisoformat(self.until) - OVERLAP)
        return max(read, default=None)


def parse_cursor(cursor: str) -> Place:
    """Read a cursor; an empty one is the beginning."""
    return Place(**json.loads(cursor or "{}"))


@dataclass(frozen=True, slots=True)
class Shelf:
    """One list of reviews: how to ask for a page of it, and whether one review is gone.

    ``page`` takes where it is (empty for the first) and the moment behind which nothing is new.
    ``first_days``: older ones are left alone at first, 0 reads all.
    """

    page: Callable[[str, datetime | None], Page]
    first_days: int = 0
    is_gone: Callable[[str], bool] | None = None

    def hear(self, cursor: str, now: datetime) -> Batch:
        """Return one page, the oldest of it first; at the end of a walk also what is gone."""
        place = parse_cursor(cursor)
        if not cursor and self.first_days:
            place.since = (now - timedelta(days=self.first_days)).isoformat()
        page = self._ask(place)
        since = datetime.fromisoformat(place.since) if place.since else None
        kept = [one for one in page.reviews if since is None or one.at >= since]
        mentions, edits = news(kept, place.known)
        remember(place, kept)
        more = _goes_on(place, page, now, is_new=bool(mentions or edits))
        gone = () if more else tuple(self._look_again(place))
        deletions = tuple(Deletion(key, now) for key in gone)
        return Batch(mentions, edits, deletions, format_cursor(place), more=more)

    def _ask(self, place: Place) -> Page:
        """Ask for the page that is next; where it is no longer there the walk begins anew."""
        try:
            return self.page(place.page, place.bound)
        except PageGone:
            if not place.page:
                raise
            place.page = ""
            return self.page("", place.bound)

    def _look_again(self, place: Place) -> Iterator[str]:
        """Yield what was taken away of a few reviews heard lately, and our answers below them."""
        keys = [key for key in place.known if not key.endswith(ANSWER)]
        if self.is_gone is None or not keys:
            return
        first = place.looked % len(keys)
        asked = keys[first : first + LOOKED_AT]
        gone = [key for key in asked if self.is_gone(key)]
        place.looked = first + len(asked) - len(gone)
        for name in (name for key in gone for name in (key, key + ANSWER)):
            if place.known.pop(name, None) is not None:
                yield name


def answer_of(review: Heard, text: str, at: datetime, **data: object) -> Heard:
    """Return the shop's answer below a review: there is one, so the review names it."""
    return Heard(
        external_id=review.external_id + ANSWER,
        text=text,
        said_at=at,
        visibility=Visibility.PUBLIC,
        url=review.url,
        thread=review.external_id,
        parents=(review.external_id,),
        is_ours=True,
        data=data,
    )


def news(
    reviews: Sequence[Review], known: Mapping[str, str]
) -> tuple[tuple[Heard, ...], tuple[Edit, ...]]:
    """Return what is new and what was changed, the oldest first.

    What is not remembered and was changed is told as both: whoever heard it long ago learns of
    the change, and for whoever hears it now the change changes nothing.
    """
    mentions, edits = [], []
    for one, changed_at in _words(reviews[::-1]):
        before = known.get(one.external_id)
        if before == digest_of(one):
            continue
        if before is None:
            mentions.append(one)
        if before is not None or changed_at is not None:
            at = changed_at or one.said_at
            edits.append(Edit(one.external_id, one.text, at, one.subject, one.data))
    return tuple(mentions), tuple(edits)


def _words(reviews: Sequence[Review]) -> Iterator[tuple[Heard, datetime | None]]:
    for review in reviews:
        yield review.heard, review.changed_at
        if review.answer:
            yield review.answer, review.answer.said_at


def remember(place: Place, reviews: Sequence[Review]) -> None:
    """Keep a page in mind, the first page before all others."""
    page = {one.external_id: digest_of(one) for one, _ in _words(reviews)}
    known = place.known | page if place.page else page | {**place.known, **page}
    place.known = dict(list(known.items())[:REMEMBERED])


def digest_of(heard: Heard) -> str:
    """Return what changes when an author changes a review."""
    told = (heard.subject, heard.text, heard.data.get("rating"), heard.data.get("state"))
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]


def _goes_on(place: Place, page: Page, now: datetime, *, is_new: bool) -> bool:
    """Move on to the next page, or end the walk; says which."""
    times, today = [one.at for one in page.reviews], now.date().isoformat()
    place.newest = max([place.newest, *(min(at, now).isoformat() for at in times)])
    if page.is_sorted:
        is_behind = place.bound is not None and min(times, default=now) < place.bound
    else:
        is_behind = not is_new and place.walked == today
    place.page = "" if is_behind or not times else page.following
    if place.page:
        return True
    place.until, place.newest = max(place.until, place.newest), ""
    place.walked = "" if page.is_sorted else today
    return False
