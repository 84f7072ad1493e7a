"""E-mail: one mailbox that is listened to by IMAP and answers by SMTP out of the same address.

The kind is called ``email``; no file is, because that is the name of the standard library's
module. Gmail and Outlook no longer take passwords: give them an access token.
"""

from amends.connectors.mail.imap import Imap
from amends.connectors.mail.settings import Settings
from amends.connectors.mail.smtp import Smtp
from amends.connectors.protocol import Batch, Capability, Door, Outgoing, Sent, Visibility
from amends.connectors.source_settings import N_


__all__ = ["CAPABILITY", "EmailAccount", "Settings"]

CAPABILITY = Capability(
    private=Door.API,
    default_visibility=Visibility.PRIVATE,
    may_repeat=True,
    attachments=True,
    extra=N_("Nothing is deleted or marked in the mailbox; answers carry our own Message-ID."),
)


class EmailAccount:
    """A mailbox of the brand."""

    def __init__(self, settings: Settings) -> None:
        self._imap = Imap(settings)
        self._smtp = Smtp(settings)

    def hear(self, cursor: str) -> Batch:
        """Return what arrived after the cursor; see ``Imap.hear``."""
        return self._imap.hear(cursor)

    def wait(self, timeout_s: float) -> bool:
        """Wait for new mail; see ``Imap.wait``."""
        return self._imap.wait(timeout_s)

    def say(self, outgoing: Outgoing) -> Sent:
        """Send one mail; see ``Smtp.say``."""
        return self._smtp.say(outgoing)
