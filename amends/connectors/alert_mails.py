"""The mails of Google Alerts: one mail, many places where we were named."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from amends.connectors.links import behind_google, canonical, host_of
from amends.connectors.protocol import Heard, Visibility


SENDER = "googlealerts-noreply@google.com"
_HOST_OF_GOOGLE = re.compile(r"(.*\.)?google(\.[a-z]{2,3}){1,2}")
_BLOCKS = frozenset(["tr", "p", "div", "table", "br", "td"])


def is_alert(mail: Heard) -> bool:
    """Tell whether a mail is an alert; whoever only writes Google's name into it changes nothing."""
    return mail.author_email.lower() == SENDER


def parse_alert_mail(mail: Heard) -> tuple[Heard, ...]:
    """Return one mention for each place a mail names, in its order; none for a mail without links.

    Every link into the mail's own services (unsubscribe, edit, share) is passed over. Where one
    article is linked twice, by its title and by its picture, the first words stand.
    """
    reader = _Links()
    reader.feed(mail.html)
    reader.close()
    found: dict[str, Heard] = {}
    for link, title, text in reader.passages():
        target = behind_google(link)
        key = canonical(target)
        if not key or not title or _HOST_OF_GOOGLE.fullmatch(host_of(target)):
            continue
        found.setdefault(key, _heard(mail, key, target, (title, text)))
    return tuple(found.values())


def _heard(mail: Heard, key: str, target: str, words: tuple[str, str]) -> Heard:
    title, text = words
    return Heard(
        external_id=key,
        text=text or title,
        said_at=mail.said_at,
        visibility=Visibility.PUBLIC,
        author_id=key,
        author_name=host_of(target),
        subject=title,
        url=target,
        data={"alert": mail.subject, "site": host_of(target)},
    )


class _Links(HTMLParser):
    """Collects each link with its words and what stands under it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[tuple[str, list[str], list[str]]] = []
        self._in_link = False

    def _say(self, words: str) -> None:
        if self._parts:
            _, title, text = self._parts[-1]
            (title if self._in_link else text).append(words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._parts.append((dict(attrs).get("href") or "", [], []))
            self._in_link = True
        elif tag in _BLOCKS:
            self._say(" ")

    def handle_endtag(self, tag: str) -> None:
        self._in_link = self._in_link and tag != "a"

    def handle_data(self, data: str) -> None:
        self._say(data)

    def passages(self) -> Iterator[tuple[str, str, str]]:
        """Yield link, title and text under it, each on one line."""
        for link, title, text in self._parts:
            yield link, _line(title), _line(text).removesuffix("...").strip()


def _line(parts: list[str]) -> str:
    return " ".join("".join(parts).split())
