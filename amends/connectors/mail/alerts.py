"""The mails of Google Alerts and of other monitoring tools: one mail, many places that name us."""

import re
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from amends.connectors.protocol import Heard, Visibility
from amends.connectors.values.links import behind_google, canonical, host_of, web_link


SENDER = "googlealerts-noreply@google.com"
_HOST_OF_GOOGLE = re.compile(r"(.*\.)?google(\.[a-z]{2,3}){1,2}")
_LONGEST_SHARED, _SHARED_SUFFIX = 3, 3  # co.uk, com.sa: such a name has three parts
_BLOCKS = frozenset(["tr", "p", "div", "table", "br", "td"])


def is_alert(mail: Heard) -> bool:
    """Tell whether a mail is an alert; whoever only writes Google's name into it changes nothing."""
    return mail.author_email.lower() == SENDER


def parse_alert_mail(mail: Heard) -> tuple[Heard, ...]:
    """Return one mention for each place a mail names, in its order; none for a mail without links.

    Every link into the mail's own services (unsubscribe, edit, share) is passed over. Where one
    article is linked twice, by its title and by its picture, the first words stand.
    """
    return _places(mail, behind_google, lambda host: bool(_HOST_OF_GOOGLE.fullmatch(host)))


def parse_tool_mail(mail: Heard, own_sites: Sequence[str] = ()) -> tuple[Heard, ...]:
    """Return one mention for each page a tool's mail links to; without any, the mail itself.

    Links to the sender's own site and to ``own_sites`` are passed over, unless they carry the
    page they lead to with them.
    """
    homes = [home_of(mail.author_email.rpartition("@")[2]), *own_sites]

    def is_own(host: str) -> bool:
        return any(host == home or host.endswith(f".{home}") for home in homes if home)

    def behind(link: str) -> str:
        return carried_by(link) if is_own(host_of(link)) else web_link(link)

    return _places(mail, behind, is_own) or (_as_it_is(mail),)


def home_of(host: str) -> str:
    """Return the site a host belongs to: ``mail.tool.example`` is one of ``tool.example``."""
    labels = host.lower().split(".")
    count = _SHARED_SUFFIX if len(labels[-2:][0]) <= _LONGEST_SHARED else 2
    return ".".join(labels[-count:])


def carried_by(link: str) -> str:
    """Return the page that a link to a counter carries in its query; else the link itself."""
    asked = parse_qsl(urlsplit(web_link(link)).query)
    return next((page for _, value in asked if (page := web_link(value))), web_link(link))


def _as_it_is(mail: Heard) -> Heard:
    return Heard(
        external_id=mail.external_id,
        text=mail.text or mail.subject,
        said_at=mail.said_at,
        visibility=Visibility.PUBLIC,
        subject=mail.subject,
        data={"alert": mail.subject},
    )


def _places(
    mail: Heard, behind: Callable[[str], str], is_own: Callable[[str], bool]
) -> tuple[Heard, ...]:
    reader = _Links()
    reader.feed(mail.html)
    reader.close()
    found: dict[str, Heard] = {}
    for link, title, text in reader.passages():
        target = behind(link)
        key = canonical(target)
        if key and title and not is_own(host_of(target)):
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
