"""What the Stack Exchange API tells of a question, its answers and comments, as mentions; pure."""

import html
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from amends.connectors.protocol import BrokenPage, Heard, Visibility
from amends.connectors.values.links import web_link
from amends.language.normalise import fold


Item = Mapping[str, Any]
POST, COMMENT = "post-", "comment-"


@dataclass(frozen=True, slots=True)
class View:
    """What is wanted of a page: all that stands below a question, or what holds our words.

    ``own_id`` is our account, empty where we have none there.
    """

    site: str
    words: tuple[str, ...] = ()
    own_id: str = ""

    def key(self, kind: str, number: object) -> str:
        """Return the id of a post or a comment: each site numbers its own."""
        return f"{kind}{number}@{self.site}"

    def names_us(self, text: str) -> bool:
        """Tell whether a text holds one of the words; without words every text is wanted."""
        folded = fold(text).lower()
        return not self.words or any(
            fold(word.strip('" ')).lower() in folded for word in self.words
        )


def parse_question(question: Item, view: View) -> tuple[Heard, ...]:
    """Read a question with what stands below it; raises BrokenPage for what is none.

    The question was found and is heard. Of the rest: what holds our words, what we wrote, and what
    answers us.
    """
    try:
        return tuple(_thread(question, view))
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise BrokenPage("Stack Exchange sent something that is no question.") from problem


def active_at(question: Item) -> int:
    """Return when something last happened below a question, in seconds of the epoch."""
    try:
        return int(question["last_activity_date"])
    except (KeyError, TypeError, ValueError) as problem:
        raise BrokenPage("Stack Exchange sent a question without its day.") from problem


def _thread(question: Item, view: View) -> Iterator[Heard]:
    asked = _post(question, "question_id", view)
    yield asked
    yield from filter(_wanted(asked, view), _comments(question, asked, view))
    for answer in question.get("answers") or ():
        given = _post(answer, "answer_id", view)
        said = replace(
            given,
            thread=asked.external_id,
            parents=(asked.external_id,),
            subject=asked.subject,
            url=given.url or asked.url,
        )
        if _wanted(asked, view)(said):
            yield said
        yield from filter(_wanted(said, view), _comments(answer, said, view))


def _wanted(parent: Heard, view: View) -> Callable[[Heard], bool]:
    return lambda one: one.is_ours or parent.is_ours or view.names_us(one.text)


def _comments(post: Item, parent: Heard, view: View) -> Iterator[Heard]:
    for comment in post.get("comments") or ():
        said = _said(comment, view.key(COMMENT, comment["comment_id"]), view)
        yield replace(
            said,
            thread=parent.thread,
            parents=(parent.external_id, *parent.parents),
            subject=parent.subject,
            url=said.url or parent.url,
        )


def _post(post: Item, id_name: str, view: View) -> Heard:
    said = _said(post, view.key(POST, post[id_name]), view)
    title = html.unescape(post.get("title") or "")
    return replace(said, text=said.text or title, subject=title, thread=said.external_id)


def _said(item: Item, key: str, view: View) -> Heard:
    owner = item.get("owner") or {}
    author = str(owner.get("user_id") or "")
    return Heard(
        external_id=key,
        text=html.unescape(item.get("body_markdown") or ""),
        said_at=datetime.fromtimestamp(int(item["creation_date"]), UTC),
        visibility=Visibility.PUBLIC,
        author_id=author,
        author_name=html.unescape(owner.get("display_name") or ""),
        url=web_link(item.get("share_link") or item.get("link") or ""),
        is_ours=bool(author) and author == view.own_id,
        data=_data(item, view),
    )


def _data(item: Item, view: View) -> dict[str, Any]:
    told = {
        "is_indirect": True,
        "site": view.site,
        "reach": item.get("view_count"),
        "tags": item.get("tags"),
        "author_url": web_link((item.get("owner") or {}).get("link") or ""),
    }
    return {name: value for name, value in told.items() if value}
