"""Google Alerts: their feeds, their mails, or both; one article is one mention.

An alert gives one article a new id each time and tells of it under every alert it matches. So the
mention is named by the article's own address, freed of what only tracks: the second key of a feed
is the first key here, and feed and mail cannot tell of the same article twice.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from amends.connectors.directness import Directness
from amends.connectors.feed import LINK_IS_NONE
from amends.connectors.feeds.entries import Entry, parse_feed
from amends.connectors.feeds.reading import fetch
from amends.connectors.mail.alerts import is_alert, parse_alert_mail
from amends.connectors.mail.imap import Imap
from amends.connectors.mail.settings import SECURITY
from amends.connectors.mail.settings import Settings as MailSettings
from amends.connectors.network.http import Http
from amends.connectors.protocol import Batch, Capability, Door, Heard, Visibility
from amends.connectors.source_settings import N_, SettingsError, setting
from amends.connectors.values.dates import utc_now
from amends.connectors.values.links import behind_google, canonical, host_of, web_link


CAPABILITY = Capability(
    public=Door.DEEP_LINK,
    directness=Directness.FOUND,
    extra=N_("Only the beginning of each article comes; it is answered on its own page."),
)
_ID = "feed:"


@dataclass(frozen=True, slots=True)
class Settings:
    """Feeds, or a mailbox into which alerts are sent; at least one of the two."""

    feeds: tuple[str, ...] = setting(
        N_("Addresses of the alerts' feeds"),
        default=(),
        help=N_("One per line. Choose “Deliver to: RSS feed” in the alert to get one."),
    )
    imap_host: str = setting(
        N_("Incoming mail server (IMAP)"),
        default="",
        help=N_("Only for alerts that come by mail."),
    )
    imap_port: int = setting(N_("Its port"), default=993)
    imap_security: str = setting(N_("Its encryption"), default="tls", choices=SECURITY)
    address: str = setting(N_("E-mail address"), default="")
    password: str = setting(N_("Password"), default="", secret=True)
    folder: str = setting(N_("Folder of the alerts"), default="INBOX")

    def __post_init__(self) -> None:
        problems = {}
        if not all(map(web_link, self.feeds)):
            problems["feeds"] = LINK_IS_NONE
        if not self.feeds and not self.imap_host:
            problems["feeds"] = N_("Please give a feed, or a mailbox for the alerts.")
        if problems:
            raise SettingsError(problems)
        if self.imap_host:
            self.mailbox()

    def mailbox(self) -> MailSettings:
        """Return the mailbox's settings; raises SettingsError for what no mailbox can have."""
        return MailSettings(
            address=self.address,
            password=self.password,
            imap_host=self.imap_host,
            imap_port=self.imap_port,
            imap_security=self.imap_security,
            folders=(self.folder,),
            smtp_host=self.imap_host,
        )


class Mailbox(Protocol):
    """What is asked of a mailbox here."""

    def hear(self, cursor: str) -> Batch:
        """Return the mails after the cursor."""
        ...


class GoogleAlerts:
    """All alerts of a brand."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        mailbox: Mailbox | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._feeds = settings.feeds
        self._http = http or Http(trusted=True)
        self._mailbox = mailbox or (Imap(settings.mailbox()) if settings.imap_host else None)
        self._clock = clock

    def hear(self, cursor: str) -> Batch:
        """Return the articles the alerts name, each once a page.

        Raises BrokenPage for a feed that is none; the cursor then stays where it was.
        """
        places: dict[str, object] = json.loads(cursor or "{}")
        marks = places.get("marks")
        kept = dict(marks) if isinstance(marks, dict) else {}
        found: dict[str, Heard] = {}
        for feed in self._feeds:
            for heard in self._hear_feed(feed, kept):
                found.setdefault(heard.external_id, heard)
        mails = self._hear_mails(str(places.get("mail", "")))
        for heard in mails.mentions:
            found.setdefault(heard.external_id, heard)
        now = {"marks": {feed: kept[feed] for feed in self._feeds if feed in kept}}
        cursor = json.dumps(now | {"mail": mails.cursor}, sort_keys=True)
        return Batch(tuple(found.values()), cursor=cursor, more=mails.more)

    def _hear_feed(self, feed: str, marks: dict[str, Mapping[str, str]]) -> Iterator[Heard]:
        answer = fetch(self._http, feed, marks.get(feed, {}))
        if answer.is_unchanged:
            return
        page = parse_feed(answer.content, answer.headers.get("content-type", ""), answer.url)
        for entry in reversed(page.entries):
            if heard := parse_alert(entry, self._clock()):
                yield heard
        marks[feed] = answer.marks if page.is_whole else {}

    def _hear_mails(self, cursor: str) -> Batch:
        if self._mailbox is None:
            return Batch()
        batch = self._mailbox.hear(cursor)
        mentions = tuple(heard for mail in batch.mentions for heard in self.read_mail(mail))
        return replace(batch, mentions=mentions)

    def read_mail(self, mail: Heard) -> tuple[Heard, ...]:
        """Return what an alert tells of; nothing for any other mail."""
        return parse_alert_mail(mail) if is_alert(mail) else ()


def parse_alert(entry: Entry, now: datetime) -> Heard | None:
    """Return the article an alert tells of; None where its link leads to no web page."""
    target = behind_google(entry.link)
    key = canonical(target)
    if not key:
        return None
    title, text = (
        words.strip().removesuffix("...").strip() for words in (entry.title, entry.text)
    )
    return Heard(
        external_id=key,
        text=text or title,
        said_at=min(entry.written_at or now, now),
        visibility=Visibility.PUBLIC,
        # Two articles of one site are two voices: only the article itself is the author's id.
        author_id=key,
        author_name=entry.author or host_of(target),
        subject=title,
        url=target,
        data={"alert_id": entry.guid.rpartition(_ID)[2], "site": host_of(target)},
    )  # fmt: skip
