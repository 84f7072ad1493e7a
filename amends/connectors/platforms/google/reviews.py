"""What Google Business Profile tells of a review, as a mention; pure."""

import re
from collections.abc import Mapping
from typing import Any

from amends.connectors.network.rest import items_of
from amends.connectors.protocol import BrokenPage, Heard, Visibility
from amends.connectors.reviews.walk import Page, Review, answer_of
from amends.connectors.values.dates import read_date


STARS = {"ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5}
_TRANSLATED = re.compile(r"\(Translated by Google\).*?\(Original\)\s*", re.DOTALL)


def parse_page(page: Any) -> Page:
    """Read one page of a place; raises BrokenPage."""
    reviews = items_of(page, "reviews", "Google")
    try:
        return Page(
            [parse_review(one) for one in reviews], str(page.get("nextPageToken") or "")
        )
    except (KeyError, TypeError, AttributeError) as problem:
        raise BrokenPage("Google sent something that is no review.") from problem


def parse_review(review: Mapping[str, Any]) -> Review:
    """Read one review and the answer below it; a review may have stars and no words."""
    written_at = read_date(review["createTime"])
    changed_at = read_date(review.get("updateTime") or review["createTime"])
    if written_at is None or changed_at is None:
        raise KeyError("createTime")
    name, said = str(review["name"]), review.get("comment") or ""
    who = review.get("reviewer") or {}
    author = "" if who.get("isAnonymous") else who.get("displayName") or ""
    words = own_words(said)
    heard = Heard(
        external_id=name,
        text=words,
        said_at=written_at,
        visibility=Visibility.PUBLIC,
        # Names are no ids: two people called the same are never taken for one.
        author_id=name if author else "",
        author_name=author,
        full_text=said if words != said else "",
        thread=name,
        data={"rating": STARS[star]} if (star := review.get("starRating")) in STARS else {},
    )
    is_changed = changed_at > written_at
    answer = parse_answer(heard, review.get("reviewReply"))
    return Review(heard, changed_at, changed_at if is_changed else None, answer)


def parse_answer(review: Heard, reply: Mapping[str, Any] | None) -> Heard | None:
    """Read our answer below a review; ``state`` is what Google's own check made of it."""
    if not reply or not reply.get("comment"):
        return None
    at = read_date(reply.get("updateTime") or "") or review.said_at
    state = str(reply.get("reviewReplyState") or "").lower()
    return answer_of(review, reply["comment"], at, **({"state": state} if state else {}))


def own_words(comment: str) -> str:
    """Return what the person wrote where Google put its translation before it."""
    translation = _TRANSLATED.match(comment)
    return comment[translation.end() :] if translation else comment
