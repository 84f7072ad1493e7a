"""Alerts of a monitoring tool, by feed or by mail: Talkwalker Alerts, Mention, Brand24 and their like.

Nothing here knows a vendor. A mail of a sender the operator named becomes one mention for each
page it links to, with its address and time (S4d-11); one that links nowhere but to its own tool becomes one mention itself. What such
a tool exports as a table is read as a file, and what it calls is heard by the inbound webhook.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from amends.connectors import google_alerts
from amends.connectors.google_alerts import GoogleAlerts, Mailbox
from amends.connectors.mail.alerts import parse_tool_mail
from amends.connectors.network.http import Http
from amends.connectors.protocol import Heard
from amends.connectors.source_settings import N_, SettingsError, setting
from amends.connectors.values.dates import utc_now


CAPABILITY = replace(
    google_alerts.CAPABILITY,
    extra=N_("By feed or mail, from any tool; each page is answered where it stands."),
)


@dataclass(frozen=True, slots=True)
class Settings(google_alerts.Settings):
    """Feeds of the tool, or a mailbox and who sends its alerts there."""

    senders: tuple[str, ...] = setting(
        N_("Who sends the alerts"),
        default=(),
        help=N_("One e-mail address per line; only mails of theirs are read."),
    )
    own_sites: tuple[str, ...] = setting(
        N_("Sites whose links are passed over"),
        default=(),
        help=N_(
            "Of counters and of the tool itself, one per line, such as click.tool.example."
        ),
    )

    def __post_init__(self) -> None:
        google_alerts.Settings.__post_init__(self)
        if self.imap_host and not self.senders:
            raise SettingsError({"senders": N_("Please fill this in.")})


class Monitoring(GoogleAlerts):
    """All alerts of one tool."""

    def __init__(
        self,
        settings: Settings,
        http: Http | None = None,
        mailbox: Mailbox | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__(settings, http, mailbox, clock)
        self._own_sites = tuple(site.lower() for site in settings.own_sites)
        self._senders = frozenset(sender.lower() for sender in settings.senders)

    def read_mail(self, mail: Heard) -> tuple[Heard, ...]:
        """Return what a mail of the tool tells of; nothing for anybody else's."""
        if mail.author_email.lower() not in self._senders:
            return ()
        return parse_tool_mail(mail, self._own_sites)
