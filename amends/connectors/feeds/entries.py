"""RSS, Atom and JSON Feed: from the bytes of a page to its entries."""

import io
import json
import re
from calendar import timegm
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import feedparser

from amends.connectors.mail.html import html_to_text
from amends.connectors.protocol import BrokenPage
from amends.connectors.values.dates import read_date
from amends.connectors.values.links import web_link


_DATES = ("published", "created", "updated", "date")
_ADDRESS_FIRST = re.compile(r"\S+@\S+\s*\((.+)\)")
_HTML = frozenset(["text/html", "application/xhtml+xml"])


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as its feed tells it; empty strings for what it does not tell.

    ``text`` is plain; ``written_at`` is None where the feed names no day.
    """

    guid: str
    link: str
    title: str
    text: str
    author: str
    written_at: datetime | None
    edited_at: datetime | None
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The entries of a page in its order; ``is_whole`` is False where it broke off.

    ``links`` are the first hub it names and its own address, by ``hub`` and ``self``.
    """

    entries: tuple[Entry, ...]
    is_whole: bool
    links: Mapping[str, str] = field(default_factory=dict)


def parse_feed(content: bytes, content_type: str = "", url: str = "") -> Page:
    """Read a page; raises BrokenPage for what is no feed at all."""
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _parse_json(content, url)
    # Without an address of its own: feedparser would make ids absolute too.
    headers = {"content-type": content_type}
    # Handed over as a file: a text could be taken for an address and fetched.
    parsed = feedparser.parse(io.BytesIO(content), response_headers=headers)
    if not parsed.get("version") and not parsed.entries:
        raise BrokenPage(f"{url} is no feed.")
    is_whole = not parsed.bozo or isinstance(
        parsed.bozo_exception,
        feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType,
    )
    if not is_whole and not parsed.entries:
        raise BrokenPage(f"{url} breaks off: {parsed.bozo_exception}")
    links = [(one.get("rel"), one.get("href", "")) for one in parsed.feed.get("links", ())]
    return Page(tuple(_entry(one, url) for one in parsed.entries), is_whole, _named(links, url))


def _named(links: Iterable[tuple[Any, Any]], url: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, link in links:
        if name in {"hub", "self"} and isinstance(link, str):
            found.setdefault(name, web_link(urljoin(url, link)))
    return found


def _entry(one: dict[str, Any], url: str) -> Entry:
    content = next(iter(one.get("content", ())), None) or one.get("summary_detail", {})
    title = one.get("title_detail", {})
    return Entry(
        guid=one.get("id", ""),
        link=web_link(urljoin(url, one["link"])) if one.get("link") else "",
        title=_plain(title),
        text=_plain(content),
        author=_author(one),
        written_at=next(filter(None, (_date(one, name) for name in _DATES)), None),
        edited_at=_date(one, "updated"),
        answers=one.get("thr_in-reply-to", {}).get("ref", ""),
    )


def _author(one: Mapping[str, Any]) -> str:
    """Return the name alone; RSS puts the address before it, and feedparser knows few endings."""
    named = _ADDRESS_FIRST.fullmatch(one.get("author", ""))
    told: str = named[1] if named else one.get("author_detail", {}).get("name", "")
    return told.strip() or one.get("author", "").strip()


def _plain(detail: Mapping[str, Any]) -> str:
    value = detail.get("value", "")
    return html_to_text(value) if detail.get("type") in _HTML else value.strip()


def _date(one: dict[str, Any], name: str) -> datetime | None:
    """Return a date; ours are tried first, because feedparser takes Jalali for the Middle Ages."""
    # Asked as a plain mapping: feedparser answers one date with another, and warns of it.
    found = dict.get(one, f"{name}_parsed")
    theirs = datetime.fromtimestamp(timegm(found), UTC) if found else None
    return read_date(dict.get(one, name) or "") or theirs


def _parse_json(content: bytes, url: str) -> Page:
    try:
        feed = json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise BrokenPage(f"{url} is no JSON.") from problem
    if "jsonfeed.org" not in str(feed.get("version", "")) or not isinstance(
        feed.get("items"), list
    ):
        raise BrokenPage(f"{url} is no feed.")
    whole = [one for one in feed["items"] if isinstance(one, dict)]
    entries = tuple(_json_entry(one, _json_author(feed)) for one in whole)
    listed = feed.get("hubs")
    hubs = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    links = [("self", feed.get("feed_url")), *(("hub", one.get("url")) for one in hubs)]
    return Page(entries, len(whole) == len(feed["items"]), _named(links, url))


def _json_entry(one: Mapping[str, Any], author_of_feed: str) -> Entry:
    words = {name: value for name, value in one.items() if isinstance(value, str)}
    html = words.get("content_html", "")
    return Entry(
        # Version 1 allows numbers, and some sites write them.
        guid=str(one.get("id", "")),
        link=web_link(words.get("url") or words.get("external_url", "")),
        title=words.get("title", "").strip(),
        text=words.get("content_text", "").strip() or html_to_text(html or words.get("summary", "")),
        author=_json_author(one) or author_of_feed,
        written_at=read_date(words.get("date_published", "")),
        edited_at=read_date(words.get("date_modified", "")),
    )  # fmt: skip


def _json_author(one: Mapping[str, Any]) -> str:
    """Return the first author's name, of version 1.1 or of version 1."""
    return next(
        (name for each in _authors(one) if isinstance(name := each.get("name"), str)), ""
    )


def _authors(one: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    listed = one.get("authors")
    for each in [*(listed if isinstance(listed, list) else ()), one.get("author")]:
        if isinstance(each, dict):
            yield each
